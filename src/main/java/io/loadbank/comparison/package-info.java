/**
 * Whether two recordings differ, metric by metric, and whether by more than noise. Knows nothing of runs or the wire;
 * what it does to numbers is explained in {@code docs/compare.md}.
 */
@NullMarked
package io.loadbank.comparison;

import org.jspecify.annotations.NullMarked;
