package io.loadbank.summary;

import static io.loadbank.summary.RecordedRun.SECONDS;
import static io.loadbank.summary.RecordedRun.options;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.BuiltinMetrics;
import io.loadbank.metric.Metric;
import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.MetricType;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.Registration.Registered;
import io.loadbank.metric.SinkSnapshot.CounterSnapshot;
import io.loadbank.metric.SinkSnapshot.GaugeSnapshot;
import io.loadbank.metric.SinkSnapshot.RateSnapshot;
import io.loadbank.metric.SubMetricKey;
import io.loadbank.metric.SubMetricKey.Parsed;
import io.loadbank.metric.Tags;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.metric.ValueKind;
import io.loadbank.plan.Options;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The vectors of the specification's chapters on metrics, thresholds and the summary that no other test holds; where
 * the others are:
 *
 * <pre>
 * 1.1  names and types      MetricRegistryTest, MetricsModuleTest.a_declaration_is, metrics_are_declared_in_init_only,
 *                           a_truthy_second_argument_…, a_metric_has_a_name_that_cannot_be_written_and_add
 * 1.2  add() and its tags   MetricsModuleTest.add_takes, add_refuses_…, tags_of_one_sample_are, a_tag_of_another_type_…
 * 1.3  sinks                here, MetricsTest.a_gauge_keeps_its_true_extremes_…, a_rate_counts_everything_but_zero
 *      test-run time T      RunMeasurementTest.rates_are_per_second_of_the_whole_test_…, RunSteeringTest.while_paused_…
 * 1.4  percentiles          TrendSinkTest.percentiles_of_few_values_are_exact, without_values_every_stat_is_zero
 *      1 000 exact, 0.1 %   TrendSinkTest.up_to_a_thousand_values_…, going_over_to_buckets_moves_no_percentile_…
 * 1.5  the built-in ones    MetricRegistryTest.built_in_metrics_are_there_from_the_start
 *      vus, vus_max         RunMeasurementTest
 *      iterations           run.TrapsTest.the_metric_and_the_counters_may_disagree, IterationTest, LifecycleTest
 *      dropped_iterations   ArrivalRateTest.ticks_up_to_the_end_are_started_or_dropped, CountedIterationsTest
 *      data_*               HttpSamplesTest.data_are_counted_…, LifecycleTest.samples_of_setup_and_teardown_…
 *      checks, groups       K6ModuleTest
 *      http_*, order        HttpSamplesTest.the_samples_of_a_request_come_as_one_in_k6s_order_…, one_request_is_…
 *      ws_*, grpc_*         BlockingSocketTest, EventSocketTest, GrpcCallTest.samples_carry_…, GrpcStreamTest
 * 1.6  system tags          HttpSamplesTest, TlsTagsTest, ExecutionModuleTest.system_tags_that_are_switched_off_…
 *      error codes          HttpSamplesTest.a_transport_error_…, a_target_that_misbehaves_…, a_timeout_is_error_1050
 * 1.7  precedence           ExecutionModuleTest.scenario_tags_are_over_…, tags_last_over_iterations_…, HttpSamplesTest
 * 1.8  name and url         HttpSamplesTest.name_and_url_are, a_named_redirect_chain_…, each_hop_of_a_redirect_chain_…
 * 1.9  sub-metrics          SubMetricKeyTest, MetricsTest.spellings_of_equal_tags_share_…, expected_responses_appear_…
 * 1.10 k6's REST view       FacadeTest.metrics_have_k6s_fixed_samples
 * 2.1  forms                OptionsReaderTest, ThresholdsTest.a_metric_with_an_empty_list_is_shown_but_not_judged
 * 2.2  grammar              ExpressionTest
 * 2.3  validation           ThresholdsTest.all_problems_…, bad_keys_are_refused, an_aggregation_must_fit_the_type
 * 2.4  evaluation           ThresholdsTest, RunThresholdTest
 * 2.5  abortOnFail          ThresholdsTest.a_delay_must_be_exceeded_…, once_a_metric_may_abort_…, RunThresholdTest
 * 2.6  exit codes           ExitCodesTest, RunEndingTableTest
 * 2.7  43 vectors           ThresholdVectorsTest
 * 3.2  sections             here, MetricsTest.what_is_expected_shows_without_samples_and_so_does_its_parent
 * 3.3  layout               SummaryTextTest, here
 * 3.4  order                NameOrderTest
 * 3.5  trend stats, units   ShortcutsTest, SummaryTextTest.without_thresholds_and_checks_…, NumberTextTest
 * 3.6  numbers              NumberTextTest
 * 3.7  data                 SummaryDataTest, GroupTallyTest, here; RunBoardTest.handle_summary_gets_the_final_values_…
 *      what it returns      LifecycleTest.handle_summary_gets_…, a_falsy_summary_is_none, a_summary_of_another_shape_…
 * </pre>
 *
 * <p>The traps: 1 TrendSinkTest; 2 ThresholdsTest; 3 ThresholdsTest; 4 HttpSamplesTest.name_and_url_are; 5
 * ExecutionModuleTest.vu_and_iter_are_metadata_and_never_tags; 6 IterationTest, FileFormatsTest, RunSeriesTest; 7, 8
 * HttpSamplesTest; 9, 11, 12 here and NumberTextTest; 13 run.TrapsTest, LifecycleTest; 14 RunMeasurementTest,
 * ArrivalRateTest; 15 RunMeasurementTest; 16 RunThresholdTest; 21 MetricsModuleTest; 22 K6ModuleTest; 23
 * RunSeriesTest, RemoteWriteTest; 24 GroupTallyTest; 26 SubMetricKeyTest; 27 NameOrderTest; 29 LifecycleTest.
 */
class MetricsVectorsTest {
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
        metrics.expect(metrics.subMetric(((Parsed.Sub) SubMetricKey.parse(subMetric)).key()));
    }

    private String text(ThresholdResult... results) {
        return SummaryText.of(metrics.snapshot(2), Arrays.asList(results), Options.NONE);
    }

    // 1.3

    @ParameterizedTest
    @CsvSource({
        "'1,2,3', 2, 6, 3",
        "'-3', 2, -3, -1.5",
        "'5,-5', 2, 0, 0",
        "'0', 2, 0, 0",
        "'1,2,3', 0, 6, 0",
        "'0.1,0.2', 1, 0.30000000000000004, 0.30000000000000004"
    })
    void a_counter_is_a_sum_and_that_per_second(String values, double seconds, double count, double rate) {
        add(builtins.iterations, Tags.EMPTY, numbers(values));
        assertThat(Objects.requireNonNull(metrics.snapshot(seconds).find("iterations"))
                        .sink())
                .isEqualTo(new CounterSnapshot(count, rate));
    }

    @ParameterizedTest
    @CsvSource({"'9,3', 3, 3, 9", "'-1,-5,-3', -3, -5, -1", "'0', 0, 0, 0"})
    void a_gauge_is_its_last_value_and_the_true_extremes(String values, double last, double min, double max) {
        add(builtins.vus, Tags.EMPTY, numbers(values));
        assertThat(Objects.requireNonNull(metrics.snapshot(1).find("vus")).sink())
                .isEqualTo(new GaugeSnapshot(last, min, max));
    }

    @ParameterizedTest
    @CsvSource({"'1,1,-2,0', 3, 4, 0.75", "'7', 1, 1, 1", "'0', 0, 1, 0"})
    void a_rate_is_the_share_of_what_is_not_zero(String values, long trues, long total, double rate) {
        add(builtins.checks, Tags.EMPTY, numbers(values));
        RateSnapshot taken = (RateSnapshot)
                Objects.requireNonNull(metrics.snapshot(1).find("checks")).sink();
        assertThat(taken).isEqualTo(new RateSnapshot(trues, total));
        assertThat(taken.rate()).isEqualTo(rate);
    }

    private static double[] numbers(String values) {
        return Arrays.stream(values.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    // 3.2

    @ParameterizedTest
    @CsvSource({
        "checks, ",
        "checks_mine, ",
        "group_duration, ",
        "http_req_blocked, ",
        "http_req_connecting, ",
        "http_req_receiving, ",
        "http_req_sending, ",
        "http_req_tls_handshaking, ",
        "http_req_waiting, ",
        "http_req_waiting_mine, ",
        "'http_req_waiting{a:b}', ",
        "http_reqs, HTTP",
        "http_req_failed, HTTP",
        "http_req_duration, HTTP",
        "'http_req_duration{expected_response:true}', HTTP",
        "http_req_durations_mine, HTTP",
        "vus, EXECUTION",
        "vus_max, EXECUTION",
        "vus_mine, EXECUTION",
        "iterations, EXECUTION",
        "iteration_duration, EXECUTION",
        "dropped_iterations, EXECUTION",
        "data_sent, NETWORK",
        "data_received, NETWORK",
        "data_sent_mine, NETWORK",
        "browser_http_req_failed, BROWSER",
        "browser_web_vital_lcp, WEB_VITALS",
        "grpc_req_duration, GRPC",
        "ws_ping, WEBSOCKET",
        "my_counter, CUSTOM",
        "http_request, CUSTOM",
        "check, CUSTOM",
        "iteration, CUSTOM"
    })
    void the_first_letters_of_a_name_decide_where_it_is_shown(String name, Section section) {
        assertThat(Section.of(name, SummaryMode.COMPACT)).isEqualTo(section);
    }

    @Test
    void sections_come_in_k6s_order_and_the_empty_ones_not_at_all() {
        add(builtins.wsSessions, Tags.EMPTY, 1);
        add(builtins.grpcReqDuration, Tags.EMPTY, 1);
        add(custom("browser_web_vital_cls", MetricType.TREND, ValueKind.DEFAULT), Tags.EMPTY, 1);
        add(custom("browser_data_sent", MetricType.COUNTER, ValueKind.DEFAULT), Tags.EMPTY, 1);
        add(builtins.dataSent, Tags.EMPTY, 1);
        add(builtins.vus, Tags.EMPTY, 1);
        add(custom("mine", MetricType.COUNTER, ValueKind.DEFAULT), Tags.EMPTY, 1);
        assertThat(text().lines().filter(line -> line.matches(" {4}[A-Z_]+")).map(String::strip))
                .containsExactly("CUSTOM", "EXECUTION", "NETWORK", "BROWSER", "WEB_VITALS", "GRPC", "WEBSOCKET");
    }

    // 3.3

    @Test
    void the_captured_lines_are_written_as_they_were_captured() {
        expect("http_reqs{status:500}");
        add(builtins.httpReqFailed, Tags.EMPTY, 1, 1, 0, 0, 0, 0, 0, 0, 0);
        add(builtins.httpReqs, Tags.EMPTY, 9);
        add(builtins.httpReqDuration, Tags.of("expected_response", "true"), 25);
        add(builtins.iterations, Tags.EMPTY, 3);
        add(builtins.vus, Tags.EMPTY, 1);
        add(builtins.dataReceived, Tags.EMPTY, 1139);
        add(custom("my_counter", MetricType.COUNTER, ValueKind.DEFAULT), Tags.EMPTY, 6);
        add(custom("my_gauge", MetricType.GAUGE, ValueKind.DEFAULT), Tags.EMPTY, 1, 2);
        assertThat(SummaryText.of(metrics.snapshot(SECONDS), List.of(), Options.NONE)
                        .lines())
                .contains(
                        "    my_counter.....................: 6      5.197642/s",
                        "    my_gauge.......................: 2      min=1      max=2",
                        "    http_req_failed................: 22.22% 2 out of 9",
                        "    http_reqs......................: 9      7.796463/s",
                        "      { status:500 }...............: 0      0/s",
                        "    iterations.....................: 3      2.598821/s",
                        "    vus............................: 1      min=1      max=1",
                        "    data_received..................: 1.1 kB 987 B/s");
    }

    @ParameterizedTest
    @CsvSource({"0, 2, 0%", "2, 1, 66%", "1, 2, 33%", "999, 1, 99%", "29, 71, 29%"})
    void the_share_of_a_failing_check_is_cut_to_whole_percents(int passes, int fails, String share) {
        Tags check = Tags.of(Map.of("group", "::g", "check", "is 200"));
        for (int i = 0; i < passes + fails; i++) {
            add(builtins.checks, check, i < passes ? 1 : 0);
        }
        assertThat(text()).contains("    ✗ is 200\n      ↳  " + share + " — ✓ " + passes + " / ✗ " + fails + "\n");
    }

    @Test
    void checks_of_one_name_are_one_line_whatever_their_group_and_scenario() {
        for (String group : List.of("::one", "::two")) {
            add(builtins.checks, Tags.of(Map.of("group", group, "check", "same", "scenario", "s" + group)), 1, 0);
        }
        assertThat(text().lines().filter(line -> line.endsWith("✗ same"))).hasSize(1);
        assertThat(text())
                .contains("    checks_total.......: 4      2/s\n    checks_succeeded...: 50.00% 2 out of 4\n"
                        + "    checks_failed......: 50.00% 2 out of 4\n\n    ✗ same\n      ↳  50% — ✓ 2 / ✗ 2\n");
    }

    @Test
    void a_sub_metric_is_one_level_deeper_only_under_a_metric_with_thresholds() {
        expect("http_reqs{ a : b }");
        expect("iterations{a:b}");
        add(builtins.httpReqs, Tags.of("a", "b"), 4);
        add(builtins.iterations, Tags.of("a", "b"), 4);
        assertThat(text(
                        new ThresholdResult("iterations{a:b}", "rate>1", true, 2),
                        new ThresholdResult("http_reqs{ a : b }", "count == 4", true, 4),
                        new ThresholdResult("http_reqs", "count>=5", false, 4)))
                .startsWith("""

                      █ THRESHOLDS\s

                        http_reqs
                        ✗ 'count>=5' count=4

                          { a : b }
                          ✓ 'count == 4' count=4

                        iterations{a:b}
                        ✓ 'rate>1' rate=2/s


                      █ TOTAL RESULTS\s
                    """)
                .contains("\n      { a : b }...: 4 2/s\n");
    }

    // 3.5, 3.7

    @Test
    void percentiles_of_thresholds_are_neither_in_the_table_nor_in_the_data() {
        add(builtins.httpReqDuration, Tags.EMPTY, 1, 2);
        ThresholdResult judged = new ThresholdResult("http_req_duration", "p(99.9)<1000", true, 2);
        assertThat(text(judged)).contains("✓ 'p(99.9)<1000' p(99.9)=1.99ms\n").doesNotContain("p(99.9)=1.99ms ");
        Map<?, ?> shown = metric("http_req_duration", Options.NONE, judged);
        assertThat(shown.get("values"))
                .isEqualTo(Map.of("avg", 1.5, "min", 1L, "med", 1.5, "max", 2L, "p(90)", 1.9, "p(95)", 1.95));
        assertThat(shown.get("thresholds")).isEqualTo(Map.of("p(99.9)<1000", Map.of("ok", true)));
    }

    @Test
    void the_data_have_the_stats_that_were_chosen_and_thresholds_only_where_there_are_some() {
        add(builtins.httpReqDuration, Tags.EMPTY, 1, 2);
        Options chosen = options(Map.of("summaryTrendStats", List.of("count", "p(99.9)")));
        Map<?, ?> shown = metric("http_req_duration", chosen);
        assertThat(shown.get("values")).isEqualTo(Map.of("count", 2L, "p(99.9)", 1.999));
        assertThat(shown.containsKey("thresholds")).isFalse();
        assertThat(metric("http_req_duration", options(Map.of("summaryTrendStats", List.of())))
                        .get("values"))
                .isEqualTo(Map.of());
    }

    @Test
    void checks_without_the_group_tag_are_not_in_the_tree_but_in_the_totals() {
        add(builtins.checks, Tags.of("check", "loose"), 1);
        add(builtins.checks, Tags.of(Map.of("group", "::setup", "check", "ready")), 1);
        Map<?, ?> root = (Map<?, ?>) Objects.requireNonNull(tree(Options.NONE).get("root_group"));
        assertThat(root.get("checks")).isEqualTo(List.of());
        assertThat((List<?>) root.get("groups"))
                .singleElement()
                .extracting(group -> ((Map<?, ?>) group).get("name"))
                .isEqualTo("setup");
        assertThat(text()).contains("    ✓ loose\n    ✓ ready\n");
    }

    private Map<?, ?> metric(String name, Options options, ThresholdResult... results) {
        Map<?, ?> all =
                (Map<?, ?>) Objects.requireNonNull(tree(options, results).get("metrics"));
        return (Map<?, ?>) Objects.requireNonNull(all.get(name));
    }

    private Map<String, ?> tree(Options options, ThresholdResult... results) {
        return SummaryData.tree(
                metrics.snapshot(2), Arrays.asList(results), options, new SummaryState(Duration.ofSeconds(2), null));
    }
}
