package io.loadbank.summary;

import io.loadbank.metric.GroupTree;
import io.loadbank.metric.MetricSnapshot;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.SinkSnapshot.CounterSnapshot;
import io.loadbank.metric.SinkSnapshot.GaugeSnapshot;
import io.loadbank.metric.SinkSnapshot.RateSnapshot;
import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.plan.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The object that {@code handleSummary(data)} receives, as a JSON-like tree. */
public final class SummaryData {
    /** Beyond this doubles do not hold every whole number. */
    private static final double MAX_SAFE = 9_007_199_254_740_991.0;

    private SummaryData() {}

    /**
     * Builds the tree. Whole numbers are Longs, so that they are written without a fraction; {@code setup_data} is
     * there only when there is data.
     */
    public static Map<String, @Nullable Object> tree(
            MetricsSnapshot snapshot, List<ThresholdResult> results, Options options, SummaryState state) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("metrics", metrics(snapshot, results, TrendStats.chosen(options)));
        SummaryState.SetupData setupData = state.setupData();
        if (setupData != null) {
            tree.put("setup_data", setupData.value());
        }
        tree.put("root_group", group(snapshot.groups()));
        String timeUnit = options.summaryTimeUnit();
        Map<String, Object> shownOptions = new LinkedHashMap<>();
        shownOptions.put("summaryTrendStats", TrendStats.chosen(options));
        shownOptions.put("summaryTimeUnit", timeUnit == null ? "" : timeUnit);
        shownOptions.put("noColor", false);
        tree.put("options", shownOptions);
        Map<String, Object> shownState = new LinkedHashMap<>();
        shownState.put("isStdOutTTY", false);
        shownState.put("isStdErrTTY", false);
        shownState.put("testRunDurationMs", number(state.testRunDuration().toNanos() / 1e6));
        tree.put("state", shownState);
        return tree;
    }

    private static Map<String, Object> metrics(
            MetricsSnapshot snapshot, List<ThresholdResult> results, List<String> trendStats) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        for (MetricSnapshot metric : snapshot.metrics()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("type", metric.type().text());
            shown.put("contains", metric.contains().text());
            shown.put("values", values(metric, trendStats));
            Map<String, Object> thresholds = new LinkedHashMap<>();
            for (ThresholdResult result : results) {
                if (result.metric().equals(metric.name())) {
                    thresholds.put(result.expression(), Map.of("ok", result.ok()));
                }
            }
            if (!thresholds.isEmpty()) {
                shown.put("thresholds", thresholds);
            }
            metrics.put(metric.name(), shown);
        }
        return metrics;
    }

    private static Map<String, Object> values(MetricSnapshot metric, List<String> trendStats) {
        Map<String, Object> values = new LinkedHashMap<>();
        switch (metric.sink()) {
            case CounterSnapshot counter -> {
                values.put("count", number(counter.count()));
                values.put("rate", number(counter.rate()));
            }
            case GaugeSnapshot gauge -> {
                values.put("value", number(gauge.value()));
                values.put("min", number(gauge.min()));
                values.put("max", number(gauge.max()));
            }
            case RateSnapshot rate -> {
                values.put("rate", number(rate.rate()));
                values.put("passes", rate.trues());
                values.put("fails", rate.total() - rate.trues());
            }
            case TrendSnapshot trend ->
                trendStats.forEach(
                        stat -> TrendStats.value(trend, stat).ifPresent(value -> values.put(stat, number(value))));
        }
        return values;
    }

    private static Map<String, Object> group(GroupTree group) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", group.name());
        tree.put("path", group.path());
        tree.put("id", group.id());
        List<Object> groups = new ArrayList<>(group.groups().size());
        group.groups().forEach(child -> groups.add(group(child)));
        tree.put("groups", groups);
        List<Object> checks = new ArrayList<>(group.checks().size());
        for (GroupTree.Check check : group.checks()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("name", check.name());
            shown.put("path", check.path());
            shown.put("id", check.id());
            shown.put("passes", check.passes());
            shown.put("fails", check.fails());
            checks.add(shown);
        }
        tree.put("checks", checks);
        return tree;
    }

    static Number number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) <= MAX_SAFE;
        return whole ? (Number) (long) value : (Number) value;
    }
}
