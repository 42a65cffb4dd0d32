/**
 * WHO runs: the port between executors, which decide when iterations start, and scripts, which know what an iteration
 * does. Must not know executors, scripts or the engine that runs them.
 */
@NullMarked
package io.loadbank.vu;

import org.jspecify.annotations.NullMarked;
