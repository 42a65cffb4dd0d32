package io.loadbank.threshold;

import io.loadbank.metric.ThresholdResult;
import java.util.List;

/**
 * What thresholds say about one snapshot.
 *
 * @param results one per expression in the order they were written; those of metrics without samples are left out
 *     until the last evaluation
 * @param breached the metrics of which an expression failed, sorted
 * @param abort whether the run is to be ended now
 */
public record Evaluation(List<ThresholdResult> results, List<String> breached, boolean abort) {
    public Evaluation {
        results = List.copyOf(results);
        breached = List.copyOf(breached);
    }
}
