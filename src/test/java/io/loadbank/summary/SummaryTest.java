package io.loadbank.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.BuiltinMetrics;
import io.loadbank.metric.Metric;
import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.MetricType;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.Registration.Registered;
import io.loadbank.metric.SubMetricKey;
import io.loadbank.metric.SubMetricKey.Parsed;
import io.loadbank.metric.Tags;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.metric.ValueKind;
import io.loadbank.plan.Options;
import io.loadbank.plan.OptionsReader;
import io.loadbank.summary.SummaryState.SetupData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SummaryTest {
    /** Makes 9 requests 7.796463 a second, as in the recorded run. */
    private static final double SECONDS = 1.1543696;

    private static final List<ThresholdResult> RESULTS = List.of(
            new ThresholdResult("http_req_duration{sc:x}", "max<1000", true, 47.76),
            new ThresholdResult("http_req_duration", "p(95)<500", true, 46.15),
            new ThresholdResult("http_req_duration", "p(99.9)<1000", true, 47.73),
            new ThresholdResult("checks", "rate>0.9", false, 0.6666),
            new ThresholdResult("http_reqs{status:500}", "count<1", true, 0));

    private final MetricRegistry registry = new MetricRegistry();
    private final BuiltinMetrics builtins = registry.builtins();
    private final Metrics metrics = new Metrics(registry, 100);

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

    private static Options options(Map<String, Object> tree) {
        return OptionsReader.read(tree).options();
    }

    @BeforeEach
    void measure() {
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

    @Test
    void the_text_is_laid_out_as_the_reference_does() {
        assertThat(SummaryText.of(metrics.snapshot(SECONDS), RESULTS, Options.NONE)).isEqualTo("""

                  █ THRESHOLDS\s

                    checks
                    ✗ 'rate>0.9' rate=66.66%

                    http_req_duration
                    ✓ 'p(95)<500' p(95)=47.15ms
                    ✓ 'p(99.9)<1000' p(99.9)=47.75ms

                      {sc:x}
                      ✓ 'max<1000' max=47.76ms

                    http_reqs{status:500}
                    ✓ 'count<1' count=0


                  █ TOTAL RESULTS\s

                    checks_total.......: 6      5.197642/s
                    checks_succeeded...: 66.66% 4 out of 6
                    checks_failed......: 33.33% 2 out of 6

                    ✓ is 200
                    ✗ is bad
                      ↳  0% — ✓ 0 / ✗ 2
                    ✓ root check

                    CUSTOM
                    my_counter.....................: 6      5.197642/s
                    my_gauge.......................: 2      min=1      max=2
                    my_time........................: avg=1.23s     min=1.23s     med=1.23s     max=1.23s     p(90)=1.23s     p(95)=1.23s   \s
                    my_trend.......................: avg=12.345679 min=12.345679 med=12.345679 max=12.345679 p(90)=12.345679 p(95)=12.345679

                    HTTP
                    http_req_duration..............: avg=30.06ms   min=738.51µs  med=41.67ms   max=47.76ms   p(90)=46.54ms   p(95)=47.15ms \s
                      { expected_response:true }...: avg=44.72ms   min=41.67ms   med=44.72ms   max=47.76ms   p(90)=47.15ms   p(95)=47.46ms \s
                      { sc:x }.....................: avg=44.72ms   min=41.67ms   med=44.72ms   max=47.76ms   p(90)=47.15ms   p(95)=47.46ms \s
                    http_req_failed................: 22.22% 2 out of 9
                    http_reqs......................: 9      7.796463/s
                      { status:500 }...............: 0      0/s

                    EXECUTION
                    iterations.....................: 3      2.598821/s
                    vus............................: 1      min=1      max=1

                    NETWORK
                    data_received..................: 1.1 kB 987 B/s
                """);
    }

    @Test
    void without_thresholds_and_checks_only_the_results_are_left() {
        Metrics few = new Metrics(registry, 10);
        few.add(few.series(builtins.iterationDuration, Tags.EMPTY), 1500);
        few.add(few.series(builtins.vus, Tags.EMPTY), 1);
        Options options = options(Map.of("summaryTrendStats", List.of("count", "p(99)"), "summaryTimeUnit", "ms"));
        assertThat(SummaryText.of(few.snapshot(1), List.of(), options)).isEqualTo("""

                  █ TOTAL RESULTS\s

                    EXECUTION
                    iteration_duration...: count=1 p(99)=1500.00ms
                    vus..................: 1 min=1 max=1
                """);
        assertThat(SummaryText.of(few.snapshot(1), List.of(), options(Map.of("summaryTrendStats", List.of()))))
                .contains("iteration_duration...: \n");
    }

    @Test
    void a_stat_that_the_table_does_not_have_is_left_out_of_a_threshold_unless_it_is_a_percentile() {
        List<ThresholdResult> results = List.of(
                new ThresholdResult("http_req_duration", "max<1000", true, 47),
                new ThresholdResult("http_req_duration", "med != 5", true, 41),
                new ThresholdResult("http_req_duration", "p(50)<1000", true, 41),
                new ThresholdResult("http_reqs", "rate > 1", true, 7));
        Options options = options(Map.of("summaryTrendStats", List.of("avg")));
        assertThat(SummaryText.of(metrics.snapshot(SECONDS), results, options))
                .contains(
                        "    ✓ 'max<1000' max=\n    ✓ 'med != 5' med !=\n    ✓ 'p(50)<1000' p(50)=41.67ms\n",
                        "    ✓ 'rate > 1' rate=7.796463/s\n");
    }

    @Test
    void the_data_are_those_that_handle_summary_receives() {
        MetricsSnapshot snapshot = metrics.snapshot(SECONDS);
        SummaryState state = new SummaryState(Duration.ofNanos(1_178_062_117), new SetupData(Map.of("a", 1)));
        Map<String, ?> tree = SummaryData.tree(snapshot, RESULTS, Options.NONE, state);
        assertThat(tree.keySet()).containsExactly("metrics", "setup_data", "root_group", "options", "state");
        assertThat(tree.get("setup_data")).isEqualTo(Map.of("a", 1));
        assertThat(tree.get("state")).isEqualTo(
                Map.of("isStdOutTTY", false, "isStdErrTTY", false, "testRunDurationMs", 1178.062117));
        assertThat(tree.get("options")).isEqualTo(Map.of(
                "summaryTrendStats", List.of("avg", "min", "med", "max", "p(90)", "p(95)"),
                "summaryTimeUnit", "", "noColor", false));
        assertThat(metric(tree, "http_reqs{status:500}")).isEqualTo(Map.of(
                "type", "counter", "contains", "default", "values", Map.of("count", 0L, "rate", 0L),
                "thresholds", Map.of("count<1", Map.of("ok", true))));
        assertThat(metric(tree, "checks")).isEqualTo(Map.of(
                "type", "rate", "contains", "default",
                "values", Map.of("rate", 0.6666666666666666, "passes", 4L, "fails", 2L),
                "thresholds", Map.of("rate>0.9", Map.of("ok", false))));
        assertThat(metric(tree, "vus")).isEqualTo(Map.of(
                "type", "gauge", "contains", "default", "values", Map.of("value", 1L, "min", 1L, "max", 1L)));
        assertThat(metric(tree, "my_trend")).isEqualTo(Map.of(
                "type", "trend", "contains", "default",
                "values", Map.of("avg", 12.3456789, "min", 12.3456789, "med", 12.3456789, "max", 12.3456789,
                        "p(90)", 12.3456789, "p(95)", 12.3456789)));
        for (String skippedByTheText : List.of("checks_mine", "group_duration", "http_req_waiting")) {
            assertThat(metric(tree, skippedByTheText)).isNotNull();
        }
    }

    private static Object metric(Map<String, ?> tree, String name) {
        return Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(tree.get("metrics"))).get(name), name);
    }

    @Test
    void the_root_group_is_the_tree_of_groups_and_checks() {
        Map<String, ?> tree = SummaryData.tree(
                metrics.snapshot(1), List.of(), Options.NONE, new SummaryState(Duration.ofSeconds(1), null));
        assertThat(tree.containsKey("setup_data")).isFalse();
        Map<String, ?> inGroup = Map.of(
                "name", "g one", "path", "::g one", "id", "fb2031917cfc18ac9bb285bc744fb590", "groups", List.of(),
                "checks", List.of(
                        Map.of("name", "is 200", "path", "::g one::is 200",
                                "id", "e5aa534d22cb6340d96d8a870fc3e0de", "passes", 2L, "fails", 0L),
                        Map.of("name", "is bad", "path", "::g one::is bad",
                                "id", "6de925c9ab0a9b0baa0ca7b72009eb96", "passes", 0L, "fails", 2L)));
        assertThat(tree.get("root_group")).isEqualTo(Map.of(
                "name", "", "path", "", "id", "d41d8cd98f00b204e9800998ecf8427e", "groups", List.of(inGroup),
                "checks", List.of(Map.of(
                        "name", "root check", "path", "::root check",
                        "id", "060bf8e804882ca89365ce6437b83055", "passes", 2L, "fails", 0L))));
    }

    @Test
    void setup_that_returned_null_is_not_the_same_as_no_setup() {
        SummaryState state = new SummaryState(Duration.ofSeconds(1), new SetupData(null));
        assertThat(SummaryData.tree(metrics.snapshot(1), List.of(), Options.NONE, state)).containsEntry("setup_data", null);
    }
}
