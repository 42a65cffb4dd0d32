/** Start-up of the daemon. Sees everything, is seen by nothing. */
@NullMarked
package io.loadbank;

import org.jspecify.annotations.NullMarked;
