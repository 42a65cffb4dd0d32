/**
 * What is told at the end of a run: the data that {@code handleSummary} receives, and k6's end-of-test text.
 *
 * <p>Pure functions of a snapshot, threshold results and options. Knows neither how thresholds are judged nor where
 * the text is shown.
 */
@NullMarked
package io.loadbank.summary;

import org.jspecify.annotations.NullMarked;
