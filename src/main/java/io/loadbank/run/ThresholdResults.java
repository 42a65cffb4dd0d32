package io.loadbank.run;

import io.loadbank.metric.ThresholdResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judgements, grouped for readers. */
final class ThresholdResults {

    private ThresholdResults() {}

    /** By metric, in the order in which they were declared. */
    static Map<String, List<ThresholdResult>> byMetric(List<ThresholdResult> results) {
        Map<String, List<ThresholdResult>> grouped = new LinkedHashMap<>();
        for (ThresholdResult result : results) {
            grouped.computeIfAbsent(result.metric(), _ -> new ArrayList<>()).add(result);
        }
        return grouped;
    }
}
