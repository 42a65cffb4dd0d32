package io.loadbank.comparison;

import io.loadbank.recording.MetricKey;
import java.util.List;

/**
 * One metric in two runs.
 *
 * @param statistics its numbers, the main one first
 * @param verdict the gravest of theirs
 * @param worth how many independent seconds each run is worth, for the last of the statistics
 */
public record MetricComparison(MetricKey metric, List<Statistic> statistics, Verdict verdict, Worth worth) {

    /** Numbers of independent seconds, 0 where there were too few to tell. */
    public record Worth(double first, double second) {}
}
