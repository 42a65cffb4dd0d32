/**
 * Where the samples and values of a run go beside the daemon: files, time series databases, collectors. Each output has
 * a thread and bounded memory of its own. Must not slow a run down nor fail it, and must not know REST.
 */
@NullMarked
package io.loadbank.output;

import org.jspecify.annotations.NullMarked;
