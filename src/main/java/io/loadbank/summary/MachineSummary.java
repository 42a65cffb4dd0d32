package io.loadbank.summary;

import io.loadbank.metric.MetricSnapshot;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.MetricsSnapshot.CheckTotal;
import io.loadbank.metric.SinkSnapshot.CounterSnapshot;
import io.loadbank.metric.SinkSnapshot.GaugeSnapshot;
import io.loadbank.metric.SinkSnapshot.RateSnapshot;
import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import io.loadbank.plan.Options;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** k6's machine-readable summary: metrics and checks, without thresholds, groups, scenarios and setup data. */
public final class MachineSummary {
    /** The version of its schema. */
    private static final String VERSION = "1.0.0";

    /** The k6 whose shape this is. */
    private static final String K6_VERSION = "2.2.0";

    /** Statistics of trends by the names they have in {@code summaryTrendStats}; no others are in it. */
    private static final Map<String, String> TREND_KEYS =
            Map.of("avg", "avg", "max", "max", "med", "med", "min", "min", "p(90)", "p90", "p(95)", "p95");

    private MachineSummary() {}

    /**
     * The tree with the metrics that the full text shows, without the script's text.
     *
     * @see #shown
     */
    public static Map<String, @Nullable Object> tree(
            MetricsSnapshot snapshot, Options options, SummaryState state, Instant at) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("version", VERSION);
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("duration", state.testRunDuration().toNanos() / 1e9);
        config.put("execution", "local");
        tree.put("config", config);
        tree.put("metadata", Map.of("generated_at", at.toString(), "k6_version", K6_VERSION));
        Map<String, @Nullable Object> results = new LinkedHashMap<>();
        MetricSnapshot checks = snapshot.find("checks");
        if (checks != null && checks.sink() instanceof RateSnapshot rate && rate.total() > 0) {
            results.put("checks", checks(rate, snapshot.checks()));
        }
        results.put("metrics", metrics(snapshot, TrendStats.chosen(options)));
        tree.put("results", results);
        return tree;
    }

    /**
     * The tree as it is handed out.
     *
     * @param tree from {@link #tree}
     * @param mode whose metrics are in it; where there is no text, as in the compact one
     * @param script the source text of the main script; null leaves it out
     */
    public static Map<String, @Nullable Object> shown(Map<String, ?> tree, SummaryMode mode, @Nullable String script) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(tree);
        Map<String, @Nullable Object> config = copy(tree.get("config"));
        if (script != null) {
            config.put("script", script);
        }
        shown.put("config", config);
        Map<String, @Nullable Object> results = copy(tree.get("results"));
        if (results.get("metrics") instanceof List<?> all) {
            results.put(
                    "metrics",
                    all.stream()
                            .filter(each -> Section.of(String.valueOf(copy(each).get("name")), mode) != null)
                            .toList());
        }
        shown.put("results", results);
        return shown;
    }

    private static Map<String, Object> checks(RateSnapshot rate, List<CheckTotal> totals) {
        long fails = rate.total() - rate.trues();
        List<Object> results = new ArrayList<>(totals.size());
        for (CheckTotal check : totals) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("name", check.name());
            shown.put("passes", check.passes());
            shown.put("fails", check.fails());
            results.add(shown);
        }
        Map<String, Object> checks = new LinkedHashMap<>();
        checks.put(
                "metrics",
                List.of(
                        metric("checks_total", "counter", "default", Map.of("count", rate.total())),
                        metric("checks_failed", "rate", "default", matches(fails, rate.total())),
                        metric("checks_succeeded", "rate", "default", matches(rate.trues(), rate.total()))));
        checks.put("results", results);
        return checks;
    }

    private static Map<String, Object> matches(long matches, long total) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("matches", matches);
        values.put("total", total);
        values.put("rate", SummaryData.number(total == 0 ? 0 : (double) matches / total));
        return values;
    }

    private static List<Object> metrics(MetricsSnapshot snapshot, List<String> trendStats) {
        List<Object> metrics = new ArrayList<>();
        for (MetricSnapshot metric : snapshot.metrics()) {
            if (Section.of(metric.name(), SummaryMode.FULL) != null) {
                metrics.add(metric(
                        metric.name(), metric.type().text(), metric.contains().text(), values(metric, trendStats)));
            }
        }
        return metrics;
    }

    private static Map<String, Object> values(MetricSnapshot metric, List<String> trendStats) {
        Map<String, Object> values = new LinkedHashMap<>();
        switch (metric.sink()) {
            case CounterSnapshot counter -> values.put("count", SummaryData.number(counter.count()));
            case GaugeSnapshot gauge -> {
                values.put("value", SummaryData.number(gauge.value()));
                values.put("min", SummaryData.number(gauge.min()));
                values.put("max", SummaryData.number(gauge.max()));
            }
            case RateSnapshot rate -> values.putAll(matches(rate.trues(), rate.total()));
            case TrendSnapshot trend -> {
                for (String stat : trendStats) {
                    String key = TREND_KEYS.get(stat);
                    OptionalDouble value = TrendStats.value(trend, stat);
                    if (key != null && value.isPresent()) {
                        values.put(key, SummaryData.number(value.getAsDouble()));
                    }
                }
            }
        }
        return values;
    }

    private static Map<String, Object> metric(
            String name, String type, String contains, Map<String, ? extends Object> values) {
        Map<String, Object> metric = new LinkedHashMap<>();
        metric.put("name", name);
        metric.put("type", type);
        metric.put("contains", contains);
        metric.put("values", values);
        return metric;
    }

    private static Map<String, @Nullable Object> copy(@Nullable Object value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> copy.put(String.valueOf(key), member));
        }
        return copy;
    }
}
