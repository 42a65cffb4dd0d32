package io.loadbank.run;

import io.loadbank.metric.BuiltinMetrics;
import io.loadbank.metric.Metric;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.metric.SinkSnapshot.CounterSnapshot;
import io.loadbank.metric.Tags;
import io.loadbank.plan.Scenario;
import io.loadbank.plan.TestPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The counters that a run shows before they have counted anything, so that whoever computes a rate from them sees the
 * first increment as one. They are no samples: summaries and thresholds do not know them. Immutable.
 */
final class ZeroCounters {
    private static final CounterSnapshot ZERO = new CounterSnapshot(0, 0);

    private final Map<Metric, Set<Tags>> tags = new HashMap<>();

    private ZeroCounters() {}

    /** Of each scenario those that every executor counts, under the tags that its VUs begin with. */
    static ZeroCounters of(TestPlan plan, Tags runTags, BuiltinMetrics metrics) {
        ZeroCounters zeros = new ZeroCounters();
        for (Scenario scenario : plan.scenarios()) {
            Tags bare = runTags;
            Tags vus = runTags.with(Tags.of(scenario.tags()));
            if (plan.systemTags().contains("group")) {
                vus = vus.with("group", "");
            }
            if (plan.systemTags().contains("scenario")) {
                bare = bare.with("scenario", scenario.name());
                vus = vus.with("scenario", scenario.name());
            }
            for (Metric each : List.of(metrics.iterations, metrics.dataSent, metrics.dataReceived, metrics.httpReqs)) {
                zeros.add(each, vus);
            }
            zeros.add(metrics.droppedIterations, bare);
        }
        return zeros;
    }

    private void add(Metric metric, Tags of) {
        tags.computeIfAbsent(metric, _ -> new HashSet<>()).add(of);
    }

    /** A zero for each of them that is not among the series yet, and then these. */
    List<SeriesSnapshot> before(List<SeriesSnapshot> counted) {
        Map<Metric, Set<Tags>> missing = new HashMap<>();
        tags.forEach((metric, all) -> missing.put(metric, new HashSet<>(all)));
        for (SeriesSnapshot series : counted) {
            Set<Tags> same = missing.get(series.metric());
            if (same != null) {
                same.remove(series.tags());
            }
        }
        List<SeriesSnapshot> shown = new ArrayList<>();
        missing.forEach((metric, all) -> all.forEach(it -> shown.add(new SeriesSnapshot(metric, it, ZERO))));
        shown.addAll(counted);
        return shown;
    }
}
