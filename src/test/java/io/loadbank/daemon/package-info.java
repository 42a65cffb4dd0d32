/** Tests of the whole daemon, started as its users start it but for the port. */
@NullMarked
package io.loadbank.daemon;

import org.jspecify.annotations.NullMarked;
