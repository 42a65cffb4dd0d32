package io.loadbank.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.Metric;
import io.loadbank.metric.MetricType;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.Registration;
import io.loadbank.metric.Tags;
import io.loadbank.metric.ValueKind;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusProtobufWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBucket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a scrape shows, line by line. */
class RunSeriesTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final SeriesBoard board = new SeriesBoard();
    private Instant now = Instant.parse("2026-11-21T20:00:00Z");

    @BeforeEach
    void register() {
        registry.register(new RunSeries(board, Set.of(), Duration.ofSeconds(60), () -> now));
    }

    @Test
    void without_runs_there_is_nothing() {
        assertThat(scrape()).isEmpty();
    }

    @Test
    void every_kind_of_metric_has_the_name_the_dashboards_ask_for() {
        var metrics = run("r-1");
        var builtins = metrics.registry().builtins();
        add(metrics, builtins.vus, Tags.EMPTY, 5);
        add(metrics, builtins.httpReqs, Tags.of(Map.of("scenario", "s", "group", "", "status", "200")), 1);
        add(metrics, builtins.httpReqs, Tags.of(Map.of("scenario", "s", "group", "", "status", "200")), 1);
        add(metrics, builtins.checks, Tags.of("check", "is \"ok\""), 1);
        add(metrics, builtins.checks, Tags.of("check", "is \"ok\""), 0);

        assertThat(scrape().lines().filter(it -> !it.startsWith("# HELP")))
                .containsExactlyInAnyOrder(
                        "# TYPE k6_checks_rate gauge",
                        "k6_checks_rate{check=\"is \\\"ok\\\"\",testid=\"r-1\"} 0.5",
                        "# TYPE k6_checks_total counter",
                        "k6_checks_total{check=\"is \\\"ok\\\"\",condition=\"nonzero\",testid=\"r-1\"} 1.0",
                        "k6_checks_total{check=\"is \\\"ok\\\"\",condition=\"zero\",testid=\"r-1\"} 1.0",
                        "# TYPE k6_http_reqs_total counter",
                        "k6_http_reqs_total{scenario=\"s\",status=\"200\",testid=\"r-1\"} 2.0",
                        "# TYPE k6_vus gauge",
                        "k6_vus{testid=\"r-1\"} 5.0");
    }

    @Test
    void a_trend_of_times_is_one_gauge_for_each_statistic_in_seconds() {
        var metrics = run("r-1");
        for (int i = 1; i <= 101; i++) {
            add(metrics, metrics.registry().builtins().httpReqDuration, Tags.of("status", "200"), (i - 1) * 10);
        }

        assertThat(values())
                .containsExactlyInAnyOrder(
                        "k6_http_req_duration_min{status=\"200\",testid=\"r-1\"} 0.0",
                        "k6_http_req_duration_max{status=\"200\",testid=\"r-1\"} 1.0",
                        "k6_http_req_duration_avg{status=\"200\",testid=\"r-1\"} 0.5",
                        "k6_http_req_duration_med{status=\"200\",testid=\"r-1\"} 0.5",
                        "k6_http_req_duration_p90{status=\"200\",testid=\"r-1\"} 0.9",
                        "k6_http_req_duration_p95{status=\"200\",testid=\"r-1\"} 0.95",
                        "k6_http_req_duration_p99{status=\"200\",testid=\"r-1\"} 0.99",
                        "k6_http_req_duration_count{status=\"200\",testid=\"r-1\"} 101.0",
                        "k6_http_req_duration_sum{status=\"200\",testid=\"r-1\"} 50.5");
    }

    @Test
    void a_trend_of_plain_numbers_keeps_its_unit() {
        var metrics = run("r-1");
        add(metrics, custom(metrics, "queue_length", MetricType.TREND), Tags.EMPTY, 7);

        assertThat(values()).contains("k6_queue_length_avg{testid=\"r-1\"} 7.0");
    }

    @Test
    void runs_stand_side_by_side_and_a_users_testid_wins() {
        var first = run("r-1");
        var second = run("r-2");
        add(first, first.registry().builtins().iterations, Tags.EMPTY, 3);
        add(second, second.registry().builtins().iterations, Tags.of("testid", "mine"), 4);

        assertThat(values())
                .containsExactly("k6_iterations_total{testid=\"mine\"} 4.0", "k6_iterations_total{testid=\"r-1\"} 3.0");
    }

    @Test
    void tag_names_become_label_names_and_stay_apart() {
        var metrics = run("r-1");
        var tags = Tags.of(Map.ofEntries(
                Map.entry("a-b", "1"),
                Map.entry("a.b", "2"),
                Map.entry("a_b", "3"),
                Map.entry("le", "4"),
                Map.entry("quantile", "5"),
                Map.entry("__name", "6"),
                Map.entry("9lives", "7"),
                Map.entry("ünï", "8"),
                Map.entry("empty", "")));
        add(metrics, metrics.registry().builtins().iterations, tags, 1);

        assertThat(values())
                .containsExactly("k6_iterations_total{_9lives=\"7\",_n_=\"8\",_name=\"6\",a_b=\"1\",a_b_2=\"2\","
                        + "a_b_3=\"3\",le_=\"4\",quantile_=\"5\",testid=\"r-1\"} 1.0");
    }

    @Test
    void a_counter_named_total_is_not_a_total_total() {
        var metrics = run("r-1");
        add(metrics, custom(metrics, "orders_total", MetricType.COUNTER), Tags.EMPTY, 2);
        add(metrics, custom(metrics, "orders", MetricType.COUNTER), Tags.EMPTY, 9);
        add(metrics, custom(metrics, "build_info", MetricType.GAUGE), Tags.EMPTY, 1);

        assertThat(values()).containsExactly("k6_build{testid=\"r-1\"} 1.0", "k6_orders_total{testid=\"r-1\"} 2.0");
    }

    @Test
    void one_name_with_two_types_in_two_runs_does_not_break_the_scrape() {
        var first = run("r-1");
        var second = run("r-2");
        var third = run("r-3");
        add(first, custom(first, "depth", MetricType.COUNTER), Tags.EMPTY, 1);
        add(second, custom(second, "depth", MetricType.GAUGE), Tags.EMPTY, 2);
        add(third, custom(third, "depth", MetricType.TREND), Tags.EMPTY, 3);
        add(third, custom(third, "depth_avg", MetricType.GAUGE), Tags.EMPTY, 4);

        assertThat(values())
                .contains("k6_depth_total{testid=\"r-1\"} 1.0", "k6_depth_gauge{testid=\"r-2\"} 2.0")
                .filteredOn(it -> it.startsWith("k6_depth_avg"))
                .containsExactly("k6_depth_avg{testid=\"r-3\"} 3.0");
    }

    @Test
    void an_ended_run_stays_for_two_scrapes_and_then_goes() {
        var metrics = run("r-1");
        add(metrics, metrics.registry().builtins().iterations, Tags.EMPTY, 3);
        board.end("r-1", now);

        now = now.plusSeconds(59);
        assertThat(values()).hasSize(1);
        now = now.plusSeconds(1);
        assertThat(values()).isEmpty();
    }

    @Test
    void values_without_end_do_not_break_the_scrape() {
        var metrics = run("r-1");
        add(metrics, custom(metrics, "depth", MetricType.TREND), Tags.EMPTY, Double.POSITIVE_INFINITY);

        assertThat(values()).contains("k6_depth_max{testid=\"r-1\"} +Inf");
    }

    @Test
    void a_native_histogram_goes_to_those_who_can_read_it_only() {
        var metrics = run("r-1");
        var builtins = metrics.registry().builtins();
        add(metrics, builtins.httpReqDuration, Tags.of("status", "200"), 1_000);
        add(metrics, builtins.httpReqDuration, Tags.of("status", "200"), 2_001);
        add(metrics, custom(metrics, "queue", MetricType.TREND), Tags.EMPTY, -4);
        add(metrics, custom(metrics, "queue", MetricType.TREND), Tags.EMPTY, 0);

        assertThat(scrape()).doesNotContain("k6_http_req_duration_seconds", "k6_queue_bucket", "histogram");
        assertThat(histograms(true).keySet()).containsExactly("k6_http_req_duration_seconds", "k6_queue");
        var duration = Objects.requireNonNull(histograms(true).get("k6_http_req_duration_seconds"));
        assertThat(duration.getNativeSchema()).isEqualTo(3);
        assertThat(duration.getCount()).isEqualTo(2);
        assertThat(duration.getSum()).isEqualTo(3.001);
        assertThat(duration.getNativeBucketsForPositiveValues().stream())
                .extracting(NativeHistogramBucket::getBucketIndex)
                .containsExactly(0, 9);
        var queue = Objects.requireNonNull(histograms(true).get("k6_queue"));
        assertThat(queue.getCount()).isEqualTo(2);
        assertThat(queue.getNativeZeroCount()).isEqualTo(1);
        assertThat(queue.getNativeBucketsForNegativeValues().getBucketIndex(0)).isEqualTo(16);
    }

    @Test
    void series_that_only_dropped_tags_tell_apart_are_one() {
        registry.clear();
        registry.register(new RunSeries(board, Set.of("url"), Duration.ofSeconds(60), () -> now));
        var metrics = run("r-1");
        var builtins = metrics.registry().builtins();
        for (int i = 0; i < 2_000; i++) {
            var tags = Tags.of("url", "http://h/" + i % 10);
            add(metrics, builtins.httpReqs, tags, 1);
            add(metrics, builtins.httpReqFailed, tags, i % 4 == 0 ? 1 : 0);
            add(metrics, builtins.httpReqDuration, tags, i);
            add(metrics, custom(metrics, "depth", MetricType.GAUGE), tags, i);
        }

        assertThat(values())
                .contains(
                        "k6_http_reqs_total{testid=\"r-1\"} 2000.0",
                        "k6_http_req_failed_rate{testid=\"r-1\"} 0.25",
                        "k6_http_req_failed_total{condition=\"nonzero\",testid=\"r-1\"} 500.0",
                        "k6_http_req_failed_total{condition=\"zero\",testid=\"r-1\"} 1500.0",
                        "k6_http_req_duration_count{testid=\"r-1\"} 2000.0",
                        "k6_http_req_duration_sum{testid=\"r-1\"} 1999.0",
                        "k6_http_req_duration_max{testid=\"r-1\"} 1.999",
                        "k6_depth{testid=\"r-1\"} 1999.0")
                .hasSize(14);
        assertThat(Objects.requireNonNull(histograms(true).get("k6_http_req_duration_seconds"))
                        .getCount())
                .isEqualTo(2_000);
    }

    @Test
    void a_tag_that_is_empty_and_one_that_is_absent_are_the_same_to_prometheus() {
        var metrics = run("r-1");
        add(metrics, metrics.registry().builtins().iterations, Tags.of("group", ""), 3);
        add(metrics, metrics.registry().builtins().iterations, Tags.EMPTY, 4);

        assertThat(values()).containsExactly("k6_iterations_total{testid=\"r-1\"} 7.0");
    }

    @Test
    void of_two_runs_with_one_testid_the_newer_one_is_shown() {
        var first = run("r-1");
        var second = run("r-2");
        add(first, first.registry().builtins().iterations, Tags.of("testid", "nightly"), 3);
        board.end("r-1", now);
        add(second, second.registry().builtins().iterations, Tags.of("testid", "nightly"), 4);

        assertThat(values()).containsExactly("k6_iterations_total{testid=\"nightly\"} 4.0");
    }

    @Test
    void beyond_a_hundred_thousand_series_it_warns_once_and_again_when_they_have_doubled() {
        try (var log = new CapturedLog(SeriesWatch.class)) {
            var watch = new SeriesWatch();
            watch.saw(100_000);
            assertThat(log.lines()).isEmpty();
            watch.saw(100_001);
            watch.saw(200_002);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("100001 time series", "loadbank.prometheus.drop-labels");
            watch.saw(200_003);
            assertThat(log.lines()).hasSize(2);
            assertThat(watch.last()).isEqualTo(200_003);
        }
    }

    private Map<String, HistogramDataPointSnapshot> histograms(boolean asked) {
        Map<String, HistogramDataPointSnapshot> found = new TreeMap<>();
        for (MetricSnapshot each : registry.scrape(new ScrapeCall(asked))) {
            if (each instanceof HistogramSnapshot it) {
                found.put(it.getMetadata().getName(), it.getDataPoints().getFirst());
            }
        }
        return found;
    }

    private Metrics run(String id) {
        return board.add(id);
    }

    private static Metric custom(Metrics metrics, String name, MetricType type) {
        return ((Registration.Registered) metrics.registry().register(name, type, ValueKind.DEFAULT)).metric();
    }

    private static void add(Metrics metrics, Metric metric, Tags tags, double value) {
        metrics.add(metrics.series(metric, tags), value);
    }

    private List<String> values() {
        return scrape().lines().filter(it -> !it.startsWith("#")).toList();
    }

    /** All formats must be writable, whatever the users' names are. */
    private String scrape() {
        try (var text = new ByteArrayOutputStream()) {
            OpenMetricsTextFormatWriter.create().write(new ByteArrayOutputStream(), registry.scrape());
            new PrometheusProtobufWriter().write(new ByteArrayOutputStream(), registry.scrape(new ScrapeCall(true)));
            PrometheusTextFormatWriter.create().write(text, registry.scrape());
            return text.toString(UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
