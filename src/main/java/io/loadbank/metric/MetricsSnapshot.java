package io.loadbank.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All metrics and sub-metrics of a run at one instant, immutable. */
public final class MetricsSnapshot {
    /** The tally of all checks of one name. */
    public record CheckTotal(String name, long passes, long fails) {}

    private final double testSeconds;
    private final List<MetricSnapshot> metrics;
    private final Map<String, MetricSnapshot> byName;
    private final GroupTree groups;
    private final List<CheckTotal> checks;

    MetricsSnapshot(double testSeconds, List<MetricSnapshot> metrics, GroupTree groups, List<CheckTotal> checks) {
        this.testSeconds = testSeconds;
        this.metrics = List.copyOf(metrics);
        this.groups = groups;
        this.checks = checks;
        this.byName = HashMap.newHashMap(metrics.size());
        for (MetricSnapshot metric : metrics) {
            byName.put(metric.name(), metric);
        }
    }

    /** Seconds of test-run time, pauses excluded; what rates are divided by. */
    public double testSeconds() {
        return testSeconds;
    }

    /** What has samples or is named by a threshold; a metric comes before its sub-metrics. */
    public List<MetricSnapshot> metrics() {
        return metrics;
    }

    public @Nullable MetricSnapshot find(String fullName) {
        return byName.get(fullName);
    }

    /** Groups and checks by path; checks without a {@code group} tag are not in it. */
    public GroupTree groups() {
        return groups;
    }

    /** Checks by name alone, whatever their group, in the order they were first seen. */
    public List<CheckTotal> checks() {
        return checks;
    }
}
