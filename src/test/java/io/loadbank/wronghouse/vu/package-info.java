/** Right: a package like any other. */
@NullMarked
package io.loadbank.wronghouse.vu;

import org.jspecify.annotations.NullMarked;
