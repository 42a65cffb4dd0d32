package io.loadbank.metric;

import io.loadbank.metric.Breakdown.Part;
import io.loadbank.metric.MetricsSnapshot.CheckTotal;
import io.loadbank.metric.SinkSnapshot.CounterSnapshot;
import io.loadbank.metric.SinkSnapshot.GaugeSnapshot;
import io.loadbank.metric.SinkSnapshot.RateSnapshot;
import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds time series up by scenario and group. One thread. */
final class BreakdownTally {
    private static final String SEPARATOR = "::";
    private static final String DEFAULT = "default";

    /** What a series was when it was taken. */
    private record Taken(Metric metric, Tags tags, long number, long lastAddition, SinkSnapshot sink) {}

    private final double testSeconds;
    private final List<Taken> taken = new ArrayList<>();

    BreakdownTally(double testSeconds) {
        this.testSeconds = testSeconds;
    }

    /** Copies a series. Needs the store's lock. */
    void take(Series series) {
        Sink own = series.own;
        if (own != null && !own.isEmpty()) {
            taken.add(new Taken(
                    series.metric(), series.tags(), series.number, series.lastAddition, own.snapshot(testSeconds)));
        }
    }

    Breakdown result() {
        taken.sort(Comparator.comparingLong(Taken::number));
        Node root = new Node(DEFAULT);
        Map<String, Node> scenarios = new TreeMap<>();
        for (Taken series : taken) {
            String scenario = series.tags.get("scenario");
            Node of = root;
            if (scenario != null && !scenario.equals(DEFAULT)) {
                of = scenarios.computeIfAbsent(scenario, Node::new);
                of.add(series);
            }
            String group = series.tags.get("group");
            if (group != null && !group.isEmpty() && !isOutside(group)) {
                of.descend(group).add(series);
            }
        }
        return new Breakdown(
                root.freeze(testSeconds).groups(),
                scenarios.values().stream().map(it -> it.freeze(testSeconds)).toList());
    }

    /** Whether a group is what setup and teardown are in, or in that. */
    private static boolean isOutside(String group) {
        return (group + SEPARATOR).startsWith("::setup::") || (group + SEPARATOR).startsWith("::teardown::");
    }

    /** A part while it grows. */
    private static final class Node {
        private final String name;
        private final Map<String, Node> groups = new LinkedHashMap<>();
        private final Map<String, long[]> checks = new LinkedHashMap<>();
        private final Map<Metric, List<Taken>> series = new TreeMap<>(Comparator.comparingInt(Metric::index));

        Node(String name) {
            this.name = name;
        }

        Node descend(String path) {
            Node at = this;
            for (String step : path.split(SEPARATOR, -1)) {
                if (!step.isEmpty()) {
                    at = at.groups.computeIfAbsent(step, Node::new);
                }
            }
            return at;
        }

        void add(Taken one) {
            series.computeIfAbsent(one.metric, unseen -> new ArrayList<>()).add(one);
            String check = one.tags.get("check");
            if (check != null && one.metric.name().equals("checks") && one.sink instanceof RateSnapshot rate) {
                long[] counts = checks.computeIfAbsent(check, unseen -> new long[2]);
                counts[0] += rate.trues();
                counts[1] += rate.total() - rate.trues();
            }
        }

        Part freeze(double testSeconds) {
            List<MetricSnapshot> metrics = new ArrayList<>(series.size());
            series.forEach((metric, parts) -> metrics.add(new MetricSnapshot(
                    metric.name(), null, metric.type(), metric.contains(), true, sum(metric, parts, testSeconds))));
            List<CheckTotal> totals = new ArrayList<>(checks.size());
            checks.forEach((check, counts) -> totals.add(new CheckTotal(check, counts[0], counts[1])));
            return new Part(
                    name,
                    List.copyOf(metrics),
                    List.copyOf(totals),
                    groups.values().stream().map(it -> it.freeze(testSeconds)).toList());
        }
    }

    /** What one sink would show that had met the values of all. */
    private static SinkSnapshot sum(Metric metric, List<Taken> parts, double testSeconds) {
        List<TrendSnapshot> trends = new ArrayList<>();
        double count = 0;
        long trues = 0;
        long total = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        @Nullable GaugeSnapshot last = null;
        long lastAddition = -1;
        for (Taken part : parts) {
            switch (part.sink) {
                case CounterSnapshot it -> count += it.count();
                case RateSnapshot it -> {
                    trues += it.trues();
                    total += it.total();
                }
                case TrendSnapshot it -> trends.add(it);
                case GaugeSnapshot it -> {
                    min = Math.min(min, it.min());
                    max = Math.max(max, it.max());
                    if (part.lastAddition > lastAddition) {
                        last = it;
                        lastAddition = part.lastAddition;
                    }
                }
            }
        }
        return switch (metric.type()) {
            case COUNTER -> new CounterSnapshot(count, testSeconds > 0 ? count / testSeconds : 0);
            case RATE -> new RateSnapshot(trues, total);
            case TREND -> TrendSnapshot.ofAll(trends);
            case GAUGE -> new GaugeSnapshot(last == null ? 0 : last.value(), min, max);
        };
    }
}
