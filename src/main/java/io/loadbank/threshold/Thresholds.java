package io.loadbank.threshold;

import io.loadbank.metric.Metric;
import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.MetricSnapshot;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.SubMetric;
import io.loadbank.metric.SubMetricKey;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.plan.Problem;
import io.loadbank.plan.ThresholdSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The thresholds of one run. Judges cumulative values; nothing is latched but the permission to abort, see
 * {@link #evaluate}. One thread at a time.
 */
public final class Thresholds {

    /** The thresholds of one metric or sub-metric. */
    private static final class Judged {
        private final Metric metric;
        private final @Nullable SubMetricKey key;
        private final List<Threshold> thresholds;
        private String shownAs;
        /** Set once a threshold has failed that may abort; from then on any failure of the metric aborts. */
        private boolean mayAbort;

        Judged(Metric metric, @Nullable SubMetricKey key, List<Threshold> thresholds) {
            this.metric = metric;
            this.key = key;
            this.thresholds = thresholds;
            this.shownAs = key == null ? metric.name() : key.text();
        }
    }

    private final List<Judged> judged;
    /** Whether the metrics show even without samples. */
    private final boolean expected;

    private Thresholds(List<Judged> judged, boolean expected) {
        this.judged = judged;
        this.expected = expected;
    }

    /** Reads the thresholds of options; everything that is wrong with them becomes a problem. */
    public static Parsed parse(Map<String, List<ThresholdSpec>> specs, MetricRegistry registry) {
        List<Problem> problems = new ArrayList<>();
        List<Judged> judged = new ArrayList<>();
        specs.forEach((name, expressions) -> {
            Judged read = read(name, expressions, registry, problems);
            if (read != null) {
                judged.add(read);
            }
        });
        return new Parsed(new Thresholds(judged, true), problems);
    }

    /**
     * Keeps the sub-metrics that the names of metrics in options ask for, and judges nothing.
     *
     * @return with the names that are wrong as problems
     */
    public static Parsed unjudged(Set<String> names, MetricRegistry registry) {
        List<Problem> problems = new ArrayList<>();
        List<Judged> keys = new ArrayList<>();
        for (String name : names) {
            Judged read = read(name, List.of(), registry, problems);
            if (read != null) {
                keys.add(read);
            }
        }
        return new Parsed(new Thresholds(keys, false), problems);
    }

    private static @Nullable Judged read(
            String name, List<ThresholdSpec> expressions, MetricRegistry registry, List<Problem> problems) {
        String path = "thresholds." + name;
        SubMetricKey key = null;
        Metric metric = null;
        switch (SubMetricKey.parse(name)) {
            case SubMetricKey.Parsed.Plain plain -> metric = find(plain.name(), path, registry, problems);
            case SubMetricKey.Parsed.Sub sub -> {
                key = sub.key();
                metric = find(key.metric(), path, registry, problems);
            }
            case SubMetricKey.Parsed.Malformed malformed -> problems.add(new Problem(path, malformed.reason()));
        }
        List<Threshold> thresholds = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            Threshold threshold = threshold(path + "[" + i + "]", expressions.get(i), metric, problems);
            if (threshold != null) {
                thresholds.add(threshold);
            }
        }
        return metric == null ? null : new Judged(metric, key, thresholds);
    }

    private static @Nullable Metric find(String name, String path, MetricRegistry registry, List<Problem> problems) {
        Metric metric = registry.find(name);
        if (metric == null) {
            problems.add(new Problem(path, "there is no metric named '" + name + "'"));
        }
        return metric;
    }

    private static @Nullable Threshold threshold(
            String path, ThresholdSpec spec, @Nullable Metric metric, List<Problem> problems) {
        return switch (Expression.parse(spec.expression())) {
            case Expression.Parsed.Malformed malformed -> {
                problems.add(new Problem(path, malformed.reason()));
                yield null;
            }
            case Expression.Parsed.Understood understood -> {
                Expression expression = understood.expression();
                if (metric != null && !expression.aggregation().fits(metric.type())) {
                    problems.add(new Problem(
                            path,
                            "'" + spec.expression() + "' does not fit " + metric.name() + ", which is a "
                                    + metric.type().text(),
                            "it has " + Aggregation.choices(metric.type())));
                    yield null;
                }
                yield new Threshold(spec.expression(), expression, spec.abortOnFail(), spec.delayAbortEval());
            }
        };
    }

    /** Whether there is nothing to judge. */
    public boolean isEmpty() {
        return judged.stream().allMatch(each -> each.thresholds.isEmpty());
    }

    /** Sentences about sub-metrics that no sample can ever belong to. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Judged each : judged) {
            for (String name : List.of("vu", "iter")) {
                if (each.key != null && each.key.tags().get(name) != null) {
                    warnings.add(
                            "no sample belongs to '" + each.key.text() + "': " + name + " is not a tag but metadata");
                }
            }
        }
        return warnings;
    }

    /**
     * Makes the store aggregate what is to be judged, and show it even without samples unless nothing is. Before samples
     * flow.
     */
    public void declareOn(Metrics metrics) {
        for (Judged each : judged) {
            if (each.key != null) {
                SubMetric subMetric = metrics.subMetric(each.key);
                each.shownAs = subMetric.name();
                if (expected) {
                    metrics.expect(subMetric);
                }
            } else if (expected) {
                metrics.expect(each.metric);
            }
        }
    }

    /**
     * Judges a snapshot of the store they were declared on.
     *
     * <p>A failing threshold that aborts and whose delay is over lets its metric abort from now on; the run is to be
     * aborted when such a metric fails.
     *
     * @param last whether this is the evaluation after the run: it judges metrics without samples as well, as zeros,
     *     but for rates, which have no value then and pass
     */
    public Evaluation evaluate(MetricsSnapshot snapshot, boolean last) {
        List<ThresholdResult> results = new ArrayList<>();
        TreeSet<String> breached = new TreeSet<>();
        boolean abort = false;
        for (Judged each : judged) {
            MetricSnapshot metric = snapshot.find(each.shownAs);
            if (metric == null || (!metric.observed() && !last)) {
                continue;
            }
            boolean failed = false;
            for (Threshold threshold : each.thresholds) {
                Expression expression = threshold.expression();
                OptionalDouble value = expression.aggregation().of(metric.sink(), snapshot.testSeconds());
                boolean ok = value.isEmpty() || expression.comparison().holds(value.getAsDouble(), expression.bound());
                results.add(new ThresholdResult(each.shownAs, threshold.source(), ok, value.orElse(Double.NaN)));
                failed |= !ok;
                each.mayAbort |= !ok && threshold.mayAbort(snapshot.testSeconds());
            }
            if (failed) {
                breached.add(each.shownAs);
                abort |= each.mayAbort;
            }
        }
        return new Evaluation(results, List.copyOf(breached), abort);
    }
}
