package io.loadbank.api;

import io.loadbank.metric.MetricSnapshot;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.SinkSnapshot;
import io.loadbank.run.Run;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metrics of a run on the wire. */
@Schema(name = "Metrics", description = "The current values of every metric and sub-metric")
record MetricsResource(
        @Schema(description = "What rates are divided by: test-run time in seconds, pauses excluded")
        double testSeconds,

        @Schema(description = "By name; a sub-metric's has braces: http_req_duration{expected_response:true}")
        Map<String, Values> metrics) {

    /** One metric. */
    @Schema(name = "Metric")
    record Values(
            @Schema(description = "counter, gauge, rate or trend", example = "trend")
            String type,

            @Schema(description = "default, time (milliseconds) or data (bytes)", example = "time")
            String contains,

            @Schema(
                    description = "counter: count, rate; gauge: value, min, max; rate: rate, passes, fails; "
                            + "trend: count, sum, avg, min, med, max, p(90), p(95), p(99)",
                    example = "{\"avg\":12.3,\"p(95)\":31.2}")
            Map<String, @Nullable Double> values) {}

    static MetricsResource of(MetricsSnapshot snapshot) {
        Map<String, Values> metrics = new LinkedHashMap<>();
        for (MetricSnapshot metric : snapshot.metrics()) {
            metrics.put(
                    metric.name(),
                    new Values(metric.type().text(), metric.contains().text(), values(metric.sink())));
        }
        return new MetricsResource(snapshot.testSeconds(), metrics);
    }

    /** Those of a run: of one that has left the memory as its summary has them, with the statistics chosen for that. */
    static MetricsResource of(Run run) {
        MetricsSnapshot snapshot = run.metrics();
        boolean left = snapshot.metrics().isEmpty() && run.view().state().isEnd();
        return left ? of(run.summary()) : of(snapshot);
    }

    /** Those of a summary, the object that {@code handleSummary} receives. */
    static MetricsResource of(Map<String, Object> summary) {
        Map<String, Values> metrics = new LinkedHashMap<>();
        tree(summary.get("metrics"))
                .forEach((name, it) -> metrics.put(
                        name,
                        new Values(
                                String.valueOf(tree(it).get("type")),
                                String.valueOf(tree(it).get("contains")),
                                numbers(tree(it).get("values")))));
        Object millis = tree(summary.get("state")).get("testRunDurationMs");
        return new MetricsResource(millis instanceof Number it ? it.doubleValue() / 1_000 : 0, metrics);
    }

    private static Map<String, @Nullable Double> numbers(@Nullable Object values) {
        Map<String, @Nullable Double> numbers = new LinkedHashMap<>();
        tree(values).forEach((name, it) -> numbers.put(name, it instanceof Number value ? value.doubleValue() : null));
        return numbers;
    }

    private static Map<String, @Nullable Object> tree(@Nullable Object value) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> tree.put(String.valueOf(key), member));
        }
        return tree;
    }

    private static Map<String, @Nullable Double> values(SinkSnapshot sink) {
        Map<String, @Nullable Double> values = new LinkedHashMap<>();
        switch (sink) {
            case SinkSnapshot.CounterSnapshot it -> {
                put(values, "count", it.count());
                put(values, "rate", it.rate());
            }
            case SinkSnapshot.GaugeSnapshot it -> {
                put(values, "value", it.value());
                put(values, "min", it.min());
                put(values, "max", it.max());
            }
            case SinkSnapshot.RateSnapshot it -> {
                put(values, "rate", it.rate());
                put(values, "passes", it.trues());
                put(values, "fails", it.total() - it.trues());
            }
            case SinkSnapshot.TrendSnapshot it -> {
                put(values, "count", it.count());
                put(values, "sum", it.sum());
                put(values, "avg", it.avg());
                put(values, "min", it.min());
                put(values, "med", it.med());
                put(values, "max", it.max());
                put(values, "p(90)", it.percentile(90));
                put(values, "p(95)", it.percentile(95));
                put(values, "p(99)", it.percentile(99));
            }
        }
        return values;
    }

    private static void put(Map<String, @Nullable Double> values, String name, double value) {
        values.put(name, Trees.finite(value));
    }
}
