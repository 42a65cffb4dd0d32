/**
 * HOW MUCH: metrics, tags, sinks and immutable snapshots of what a run measured.
 *
 * <p>Knows nothing but the JDK: not where samples come from (scripts, executors, protocols), nor what is done with
 * them (thresholds, summaries, Prometheus). It owns no thread and reads no clock; times are parameters.
 */
@NullMarked
package io.loadbank.metric;

import org.jspecify.annotations.NullMarked;
