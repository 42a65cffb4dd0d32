/**
 * Start-up: configuration classes and properties that put the parts together, ports to adapters. Sees everything;
 * must not decide anything that a part could decide itself.
 */
@NullMarked
package io.loadbank.wiring;

import org.jspecify.annotations.NullMarked;
