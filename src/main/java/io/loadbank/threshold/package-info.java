/**
 * SO WHAT: thresholds, parsed before a run and judged against snapshots of its metrics.
 *
 * <p>Knows neither clocks nor threads nor what a breach leads to; who evaluates, how often and what happens then is
 * the run's business.
 */
@NullMarked
package io.loadbank.threshold;

import org.jspecify.annotations.NullMarked;
