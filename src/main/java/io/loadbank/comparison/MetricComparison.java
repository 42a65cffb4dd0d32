package io.loadbank.comparison;

import io.loadbank.recording.MetricKey;
import java.util.List;

/**
 * One metric in two runs.
 *
 * @param statistics its numbers, the main one first
 * @param verdict the gravest of theirs
 * @param intervals how many intervals of each run were compared
 */
public record MetricComparison(MetricKey metric, List<Statistic> statistics, Verdict verdict, Intervals intervals) {

    /** Numbers of intervals, and how long one is. */
    public record Intervals(int first, int second, double firstSeconds, double secondSeconds) {}
}
