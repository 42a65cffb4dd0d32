package io.loadbank.summary;

import io.loadbank.metric.BuiltinMetrics;
import io.loadbank.metric.Metric;
import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.MetricType;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.Registration.Registered;
import io.loadbank.metric.SubMetricKey;
import io.loadbank.metric.SubMetricKey.Parsed;
import io.loadbank.metric.Tags;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.metric.ValueKind;
import io.loadbank.plan.Options;
import io.loadbank.plan.OptionsReader;
import java.util.List;
import java.util.Map;

/** A run with some of everything, on the scale of one that was recorded with the reference. */
final class RecordedRun {
    /** Makes 9 requests 7.796463 a second, as in the recorded run. */
    static final double SECONDS = 1.1543696;

    static final List<ThresholdResult> RESULTS = List.of(
            new ThresholdResult("http_req_duration{sc:x}", "max<1000", true, 47.76),
            new ThresholdResult("http_req_duration", "p(95)<500", true, 46.15),
            new ThresholdResult("http_req_duration", "p(99.9)<1000", true, 47.73),
            new ThresholdResult("checks", "rate>0.9", false, 0.6666),
            new ThresholdResult("http_reqs{status:500}", "count<1", true, 0));

    final MetricRegistry registry = new MetricRegistry();
    final BuiltinMetrics builtins = registry.builtins();
    final Metrics metrics = new Metrics(registry, 100);

    private Metric custom(String name, MetricType type, ValueKind contains) {
        return ((Registered) registry.register(name, type, contains)).metric();
    }

    private void add(Metric metric, Tags tags, double... values) {
        for (double value : values) {
            metrics.add(metrics.series(metric, tags), value);
        }
    }

    private void expect(String subMetric) {
        SubMetricKey key = ((Parsed.Sub) SubMetricKey.parse(subMetric)).key();
        metrics.expect(metrics.subMetric(key));
    }

    static Options options(Map<String, Object> tree) {
        return OptionsReader.read(tree).options();
    }

    /** Measures it all. */
    RecordedRun() {
        expect("http_reqs{status:500}");
        expect("http_req_duration{sc:x}");
        Tags inGroup = Tags.of(Map.of("group", "::g one", "check", "is 200"));
        add(builtins.checks, inGroup, 1, 1);
        add(builtins.checks, inGroup.with("check", "is bad"), 0, 0);
        add(builtins.checks, Tags.of(Map.of("group", "", "check", "root check")), 1, 1);
        add(builtins.groupDuration, Tags.of("group", "::g one"), 5);
        add(builtins.httpReqDuration, Tags.of(Map.of("expected_response", "true", "sc", "x")), 41.677, 47.768);
        add(builtins.httpReqDuration, Tags.of("expected_response", "false"), 0.73851);
        add(builtins.httpReqWaiting, Tags.EMPTY, 4);
        add(builtins.httpReqFailed, Tags.EMPTY, 1, 1, 0, 0, 0, 0, 0, 0, 0);
        add(builtins.httpReqs, Tags.EMPTY, 9);
        add(builtins.iterations, Tags.EMPTY, 3);
        add(builtins.vus, Tags.EMPTY, 1);
        add(builtins.dataReceived, Tags.EMPTY, 1139);
        add(custom("my_time", MetricType.TREND, ValueKind.TIME), Tags.EMPTY, 1234.5678);
        add(custom("my_trend", MetricType.TREND, ValueKind.DEFAULT), Tags.EMPTY, 12.3456789);
        add(custom("my_counter", MetricType.COUNTER, ValueKind.DEFAULT), Tags.EMPTY, 6);
        add(custom("my_gauge", MetricType.GAUGE, ValueKind.DEFAULT), Tags.EMPTY, 1, 2);
        add(custom("checks_mine", MetricType.COUNTER, ValueKind.DEFAULT), Tags.EMPTY, 1);
    }
}
