package io.loadbank.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadbank.metric.SinkSnapshot.CounterSnapshot;
import io.loadbank.metric.SinkSnapshot.GaugeSnapshot;
import io.loadbank.metric.SinkSnapshot.RateSnapshot;
import io.loadbank.metric.SubMetricKey.Parsed;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
    private final MetricRegistry registry = new MetricRegistry();
    private final BuiltinMetrics builtins = registry.builtins();
    private final Metrics metrics = new Metrics(registry, 100);

    private static SubMetricKey key(String text) {
        return ((Parsed.Sub) SubMetricKey.parse(text)).key();
    }

    private SinkSnapshot sink(double seconds, String name) {
        return sink(metrics, seconds, name);
    }

    private static SinkSnapshot sink(Metrics metrics, double seconds, String name) {
        return Objects.requireNonNull(metrics.snapshot(seconds).find(name), name)
                .sink();
    }

    @Test
    void a_sample_counts_for_its_series_its_metric_and_matching_sub_metrics() {
        metrics.subMetric(key("http_reqs{status:500}"));
        metrics.subMetric(key("http_reqs{status:500,method:GET}"));
        SampleBuffer buffer = metrics.newBuffer();
        Series failing = metrics.series(builtins.httpReqs, Tags.of(Map.of("status", "500", "method", "POST")));
        Series fine = metrics.series(builtins.httpReqs, Tags.of("status", "200"));
        buffer.add(failing, 1);
        buffer.add(fine, 1);
        buffer.add(fine, 1);
        MetricsSnapshot snapshot = metrics.snapshot(2);
        assertThat(snapshot.metrics())
                .extracting(MetricSnapshot::name)
                .containsExactly("http_reqs", "http_reqs{status:500}");
        assertThat(snapshot.metrics())
                .extracting(MetricSnapshot::sink)
                .containsExactly(new CounterSnapshot(3, 1.5), new CounterSnapshot(1, 0.5));
        assertThat(metrics.seriesSnapshot(2))
                .containsExactlyInAnyOrder(
                        new SeriesSnapshot(builtins.httpReqs, failing.tags(), new CounterSnapshot(1, 0.5)),
                        new SeriesSnapshot(builtins.httpReqs, fine.tags(), new CounterSnapshot(2, 1)));
    }

    @Test
    void equal_tags_are_one_series() {
        assertThat(metrics.series(builtins.checks, Tags.of("a", "b")))
                .isSameAs(metrics.series(builtins.checks, Tags.of("a", "b")));
        assertThat(metrics.seriesCount()).isEqualTo(1);
    }

    @Test
    void spellings_of_equal_tags_share_a_sub_metric() {
        SubMetric first = metrics.subMetric(key("http_reqs{a:b,c:d}"));
        assertThat(metrics.subMetric(key("http_reqs{ c : d, a : b }"))).isSameAs(first);
        assertThat(first.name()).isEqualTo("http_reqs{a:b,c:d}");
        assertThatThrownBy(() -> metrics.subMetric(key("nope{a:b}"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_sub_metric_also_gets_the_samples_of_series_that_were_there_before_it() {
        Series early = metrics.series(builtins.httpReqs, Tags.of("status", "500"));
        SubMetric late = metrics.subMetric(key("http_reqs{status:500}"));
        metrics.add(early, 1);
        assertThat(sink(1, late.name())).isEqualTo(new CounterSnapshot(1, 1));
    }

    @Test
    void expected_responses_appear_on_their_own_once_there_was_one() {
        metrics.add(metrics.series(builtins.httpReqDuration, Tags.of("expected_response", "false")), 5);
        assertThat(metrics.snapshot(1).metrics())
                .extracting(MetricSnapshot::name)
                .containsExactly("http_req_duration");
        metrics.add(metrics.series(builtins.httpReqDuration, Tags.of("expected_response", "true")), 5);
        assertThat(metrics.snapshot(1).metrics())
                .extracting(MetricSnapshot::name)
                .containsExactly("http_req_duration", "http_req_duration{expected_response:true}");
    }

    @Test
    void expected_responses_are_no_sub_metric_where_samples_do_not_tell() {
        Metrics untold = new Metrics(registry, 10, UnaryOperator.identity(), null, false);
        untold.add(untold.series(builtins.httpReqDuration, Tags.of("expected_response", "true")), 5);

        assertThat(untold.snapshot(1).metrics())
                .extracting(MetricSnapshot::name)
                .containsExactly("http_req_duration");
    }

    @Test
    void what_is_expected_shows_without_samples_and_so_does_its_parent() {
        metrics.expect(metrics.subMetric(key("http_reqs{status:500}")));
        metrics.expect(builtins.vus);
        assertThat(metrics.snapshot(0).metrics())
                .satisfiesExactly(
                        vus -> assertThat(vus)
                                .isEqualTo(new MetricSnapshot(
                                        "vus",
                                        null,
                                        MetricType.GAUGE,
                                        ValueKind.DEFAULT,
                                        false,
                                        new GaugeSnapshot(0, 0, 0))),
                        reqs -> assertThat(reqs.name()).isEqualTo("http_reqs"),
                        failing -> {
                            assertThat(failing.name()).isEqualTo("http_reqs{status:500}");
                            assertThat(failing.parent()).isEqualTo("http_reqs");
                            assertThat(failing.observed()).isFalse();
                            assertThat(failing.sink()).isEqualTo(new CounterSnapshot(0, 0));
                        });
    }

    @Test
    void a_gauge_keeps_its_true_extremes_and_the_value_that_was_added_last_by_whoever() {
        Series gauge = metrics.series(builtins.vus, Tags.EMPTY);
        SampleBuffer one = metrics.newBuffer();
        SampleBuffer other = metrics.newBuffer();
        one.add(gauge, -9);
        other.addAll(new Series[] {gauge}, new double[] {-3}, 1);
        one.add(gauge, -5);
        assertThat(sink(1, "vus")).isEqualTo(new GaugeSnapshot(-5, -9, -3));
    }

    @Test
    void a_rate_counts_everything_but_zero() {
        Series rate = metrics.series(builtins.checks, Tags.EMPTY);
        for (double value : new double[] {1, 0, -2, 7}) {
            metrics.add(rate, value);
        }
        assertThat(sink(1, "checks")).isEqualTo(new RateSnapshot(3, 4));
        assertThat(new RateSnapshot(3, 4).rate()).isEqualTo(0.75);
    }

    @Test
    void not_a_number_is_not_a_sample() {
        metrics.newBuffer().add(metrics.series(builtins.iterationDuration, Tags.EMPTY), Double.NaN);
        assertThat(metrics.snapshot(1).metrics()).isEmpty();
    }

    @Test
    void beyond_the_limit_series_only_count_in_sums() {
        Metrics tight = new Metrics(registry, 1);
        SubMetric sub = tight.subMetric(key("http_reqs{status:500}"));
        tight.add(tight.series(builtins.httpReqs, Tags.EMPTY), 1);
        Series extra = tight.series(builtins.httpReqs, Tags.of("status", "500"));
        tight.add(extra, 1);
        tight.add(extra, 1);
        assertThat(tight.seriesCount()).isEqualTo(1);
        assertThat(tight.overflowedSeries()).isEqualTo(1);
        assertThat(tight.overflowedSamples()).isEqualTo(2);
        assertThat(tight.seriesSnapshot(1)).hasSize(1);
        assertThat(sink(tight, 1, "http_reqs")).isEqualTo(new CounterSnapshot(3, 3));
        assertThat(sink(tight, 1, sub.name())).isEqualTo(new CounterSnapshot(2, 2));
    }

    @Test
    void metrics_registered_later_are_measured_too() {
        for (int i = 0; i < 300; i++) {
            registry.register("late_" + i, MetricType.COUNTER, ValueKind.DEFAULT);
        }
        metrics.add(metrics.series(Objects.requireNonNull(registry.find("late_299")), Tags.EMPTY), 4);
        assertThat(sink(1, "late_299")).isEqualTo(new CounterSnapshot(4, 4));
    }

    @Test
    void a_closed_buffer_has_lost_nothing() {
        SampleBuffer buffer = metrics.newBuffer();
        buffer.add(metrics.series(builtins.iterations, Tags.EMPTY), 1);
        metrics.closeBuffer(buffer);
        assertThat(sink(1, "iterations")).isEqualTo(new CounterSnapshot(1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 15, 63, 64, 65, 500, 512, 513, 2000})
    void containers_of_any_size_arrive_whole_and_in_order(int size) {
        Series series = metrics.series(builtins.iterationDuration, Tags.EMPTY);
        Series[] to = IntStream.range(0, size).mapToObj(i -> series).toArray(Series[]::new);
        double[] values = IntStream.range(0, size).asDoubleStream().toArray();
        SampleBuffer buffer = metrics.newBuffer();
        for (int i = 0; i < 20; i++) {
            buffer.addAll(to, values, size);
            buffer.add(series, size);
        }
        SinkSnapshot.TrendSnapshot trend = (SinkSnapshot.TrendSnapshot) sink(1, "iteration_duration");
        assertThat(trend.count()).isEqualTo(20L * (size + 1));
        assertThat(trend.sum()).isEqualTo(20.0 * size * (size + 1) / 2);
    }

    @Test
    void no_snapshot_tears_a_container_apart_and_no_sample_is_lost() throws Exception {
        Series sent = metrics.series(builtins.dataSent, Tags.EMPTY);
        Series received = metrics.series(builtins.dataReceived, Tags.EMPTY);
        Series reqs = metrics.series(builtins.httpReqs, Tags.EMPTY);
        int vus = 4;
        int containers = 50_000;
        CountDownLatch done = new CountDownLatch(vus);
        try (ExecutorService threads = Executors.newFixedThreadPool(vus)) {
            for (int vu = 0; vu < vus; vu++) {
                threads.execute(() -> {
                    SampleBuffer buffer = metrics.newBuffer();
                    for (int i = 0; i < containers; i++) {
                        buffer.addAll(new Series[] {sent, reqs, received}, new double[] {1, 1, 1}, 3);
                    }
                    metrics.closeBuffer(buffer);
                    done.countDown();
                });
            }
            while (!done.await(1, TimeUnit.MILLISECONDS)) {
                MetricsSnapshot snapshot = metrics.snapshot(0);
                assertThat(counts(snapshot)).containsOnly(counts(snapshot).getFirst());
            }
        }
        assertThat(counts(metrics.snapshot(0)))
                .containsOnly((double) vus * containers)
                .hasSize(3);
    }

    private static List<Double> counts(MetricsSnapshot snapshot) {
        List<Double> counts = snapshot.metrics().stream()
                .map(metric -> ((CounterSnapshot) metric.sink()).count())
                .toList();
        return counts.isEmpty() ? List.of(0.0) : counts;
    }
}
