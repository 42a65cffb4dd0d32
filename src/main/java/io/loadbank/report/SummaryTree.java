package io.loadbank.report;

import io.loadbank.run.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of a run's summary, read from the tree that {@code handleSummary} receives. */
final class SummaryTree {

    /**
     * One metric.
     *
     * @param values by the names of the summary: count, rate, {@code p(95)}, …
     */
    record Metric(String name, String type, String contains, Map<String, Double> values) {
        double value(String name) {
            return values.getOrDefault(name, Double.NaN);
        }
    }

    /** A check, with the groups it is in. */
    record Check(String group, String name, long passes, long fails) {}

    private final Map<String, Metric> metrics = new LinkedHashMap<>();
    private final List<Check> checks = new ArrayList<>();

    private SummaryTree() {}

    static SummaryTree of(Run run) {
        SummaryTree tree = new SummaryTree();
        Map<String, Object> summary = run.summary();
        map(summary.get("metrics")).forEach((name, metric) -> tree.metric(String.valueOf(name), map(metric)));
        tree.group(map(summary.get("root_group")), "");
        return tree;
    }

    private void metric(String name, Map<?, ?> metric) {
        Map<String, Double> values = new LinkedHashMap<>();
        map(metric.get("values")).forEach((key, value) -> {
            if (value instanceof Number number) {
                values.put(String.valueOf(key), number.doubleValue());
            }
        });
        metrics.put(
                name,
                new Metric(name, String.valueOf(metric.get("type")), String.valueOf(metric.get("contains")), values));
    }

    private void group(Map<?, ?> group, String path) {
        for (Object each : list(group.get("checks"))) {
            Map<?, ?> check = map(each);
            checks.add(new Check(
                    path, String.valueOf(check.get("name")), whole(check.get("passes")), whole(check.get("fails"))));
        }
        for (Object each : list(group.get("groups"))) {
            Map<?, ?> child = map(each);
            String name = String.valueOf(child.get("name"));
            group(child, path.isEmpty() ? name : path + " › " + name);
        }
    }

    @Nullable
    Metric find(String name) {
        return metrics.get(name);
    }

    /** A number of a metric; NaN if there is none. */
    double value(String metric, String value) {
        Metric found = metrics.get(metric);
        return found == null ? Double.NaN : found.value(value);
    }

    List<Metric> metrics() {
        return List.copyOf(metrics.values());
    }

    List<Check> checks() {
        return checks;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static long whole(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
