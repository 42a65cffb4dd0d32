/**
 * Sinks that carry the samples and snapshots of a run out of the daemon. Must not slow the run down or fail it, nor
 * know who reads on the other side.
 */
@NullMarked
package io.loadbank.output;

import org.jspecify.annotations.NullMarked;
