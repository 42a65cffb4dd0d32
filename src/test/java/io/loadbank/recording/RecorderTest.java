package io.loadbank.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.MetricType;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import io.loadbank.metric.Tags;
import io.loadbank.metric.ValueKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final MetricKey REQUESTS = new MetricKey("http_reqs", MetricType.COUNTER, ValueKind.DEFAULT);
    private static final MetricKey VUS = new MetricKey("vus", MetricType.GAUGE, ValueKind.DEFAULT);
    private static final MetricKey CHECKS = new MetricKey("checks", MetricType.RATE, ValueKind.DEFAULT);
    private static final MetricKey DURATION = new MetricKey("http_req_duration", MetricType.TREND, ValueKind.TIME);
    private static final long START = 1_800_000_000_000L;

    private final Random random = new Random(7);

    @Test
    void frames_come_back_as_they_were_recorded_from_open_and_sealed_chunks() {
        var recorder = new Recorder(START);
        var frames = new ArrayList<Frame>();
        for (int second = 0; second < 150; second++) {
            frames.add(frame(second));
            recorder.record(frames.getLast());
        }

        var recording = Recording.of(recorder.recording().chunks());

        assertThat(recording.read(Recording.Range.ALL, _ -> true)).isEqualTo(frames);
        assertThat(recording.startMs()).isEqualTo(START);
        assertThat(recording.endMs()).isEqualTo(150_000);
        assertThat(recording.metrics()).containsExactly(CHECKS, DURATION, REQUESTS, VUS);
        assertThat(recording.chunks()).hasSize(3);
    }

    @Test
    void steps_merge_frames_and_lose_nothing() {
        var recorder = new Recorder(START);
        for (int second = 0; second < 25; second++) {
            recorder.record(frame(second));
        }

        var steps = recorder.recording().read(new Recording.Range(0, Long.MAX_VALUE, 10_000), _ -> true);

        assertThat(steps).extracting(Frame::atMs).containsExactly(0L, 10_000L, 20_000L);
        assertThat(steps).extracting(Frame::lengthMs).containsExactly(10_000L, 10_000L, 5_000L);
        assertThat(steps).extracting(it -> it.count("http_reqs")).containsExactly(45.0, 145.0, 110.0);
        assertThat(steps.getFirst().measure("vus")).isEqualTo(new Measure.Level(9, 0, 9.5));
        assertThat(steps.getFirst().measure("checks")).isEqualTo(new Measure.Ratio(45, 145));
        assertThat(steps.getFirst().scenarios().get("browse")).satisfies(load -> {
            assertThat(load).isNotNull();
            assertThat(load.vus()).isCloseTo(4.5, within(1e-9));
            assertThat(load.started()).isEqualTo(45);
        });
        assertThat(steps.getLast().outcomes()).containsExactly(new Outcome("GET", "/a", "500", "1500", "", 24));
    }

    @Test
    void a_range_is_read_and_metrics_that_nobody_wants_are_passed_over() {
        var recorder = new Recorder(START);
        for (int second = 0; second < 100; second++) {
            recorder.record(frame(second));
        }

        var some = recorder.recording().read(new Recording.Range(58_000, 62_000, 1_000), "http_reqs"::equals);

        assertThat(some).extracting(Frame::atMs).containsExactly(58_000L, 59_000L, 60_000L, 61_000L);
        assertThat(some).allSatisfy(it -> assertThat(it.metrics()).containsOnlyKeys(REQUESTS));
    }

    @Test
    void changes_are_the_chunks_written_since_the_open_one_too() {
        var recorder = new Recorder(START);
        for (int second = 0; second < 61; second++) {
            recorder.record(frame(second));
        }
        var all = recorder.changedSince(0);
        recorder.record(frame(61));
        var later = recorder.changedSince(all.mark());

        assertThat(all.chunks()).extracting(Chunk::index).containsExactly(0, 1);
        assertThat(later.chunks()).extracting(Chunk::index).containsExactly(1);
        assertThat(recorder.changedSince(later.mark()).chunks()).isEmpty();
        var kept = Recording.of(List.of(
                all.chunks().getFirst().bytes(), later.chunks().getFirst().bytes()));
        assertThat(kept.read(Recording.Range.ALL, _ -> true)).hasSize(62);
    }

    @Test
    void beyond_the_budget_the_oldest_gets_coarser_and_sums_stay() {
        var recorder = new Recorder(START, 300_000);
        long largest = 0;
        for (int second = 0; second < 3_599; second++) {
            recorder.record(frame(second));
            largest = Math.max(largest, recorder.size());
        }

        var frames = recorder.recording().read(Recording.Range.ALL, _ -> true);
        var total = Objects.requireNonNull(recorder.recording().total(_ -> true));

        assertThat(largest).isLessThan(300_000 + 20_000);
        assertThat(frames.getFirst().lengthMs()).isGreaterThan(1_000);
        assertThat(frames.getLast().lengthMs()).isEqualTo(1_000);
        assertThat(total.count("http_reqs")).isEqualTo(3_599 * 3_598 / 2.0);
        assertThat(total.lengthMs()).isEqualTo(3_599_000);
        assertThat(total.measure("http_req_duration"))
                .isInstanceOfSatisfying(
                        Measure.Values.class, it -> assertThat(it.count()).isEqualTo(359_900));
    }

    @Test
    void metrics_beyond_their_limit_are_left_out_and_named() {
        var recorder = new Recorder(START);
        Map<MetricKey, Measure> many = new LinkedHashMap<>();
        for (int i = 0; i < Recorder.MAX_METRICS + 2; i++) {
            many.put(new MetricKey("m" + (1_000 + i), MetricType.COUNTER, ValueKind.DEFAULT), new Measure.Count(1));
        }

        recorder.record(new Frame(0, 1_000, 1_000, many, Map.of(), Map.of(), List.of()));

        assertThat(recorder.recording().metrics()).hasSize(Recorder.MAX_METRICS);
        assertThat(recorder.recording().omitted()).containsExactly("m1200", "m1201");
    }

    @Test
    void percentiles_of_merged_intervals_are_within_one_percent_across_the_change_from_exact_to_buckets() {
        var metrics = new Metrics(new MetricRegistry(), 10);
        var series = metrics.series(metrics.registry().builtins().httpReqDuration, Tags.EMPTY);
        var all = new ArrayList<Double>();
        Measure merged = new Measure.Values(0, 0, 0, Spread.EMPTY);
        var before = trend(metrics);
        for (int second = 0; second < 40; second++) {
            var own = new ArrayList<Double>();
            for (int i = 0; i < 90; i++) {
                double value = Math.exp(random.nextGaussian() * 1.5 + second / 20.0) * (i % 50 == 7 ? -1 : 1);
                metrics.add(series, value);
                own.add(value);
            }
            all.addAll(own);
            var now = trend(metrics);
            var fresh = now.since(before);
            before = now;
            assertThat(fresh.count()).isEqualTo(90);
            assertThat(fresh.sum()).isCloseTo(own.stream().mapToDouble(it -> it).sum(), within(1e-6));
            var measure = new Measure.Values(fresh.sum(), fresh.min(), fresh.max(), Spread.of(fresh.distribution()));
            for (double percent : new double[] {0, 10, 50, 90, 95, 99, 100}) {
                close(measure.percentile(percent), exactly(own, percent));
            }
            merged = merged.plus(measure);
        }
        for (double percent : new double[] {0, 1, 50, 90, 99, 99.9, 100}) {
            close(((Measure.Values) merged).percentile(percent), exactly(all, percent));
        }
    }

    private static void close(double actual, double exact) {
        assertThat(actual).isCloseTo(exact, within(Math.abs(exact) * 0.01));
    }

    private static double exactly(List<Double> values, double percent) {
        var sorted = values.stream().sorted().toList();
        double rank = percent / 100 * (sorted.size() - 1);
        int low = (int) Math.floor(rank);
        int high = (int) Math.ceil(rank);
        return sorted.get(low) + (sorted.get(high) - sorted.get(low)) * (rank - low);
    }

    private static TrendSnapshot trend(Metrics metrics) {
        metrics.expect(metrics.registry().builtins().httpReqDuration);
        var found = Objects.requireNonNull(metrics.snapshot(1).find("http_req_duration"));
        return (TrendSnapshot) found.sink();
    }

    private Frame frame(int second) {
        var values = new Metrics(new MetricRegistry(), 1);
        var series = values.series(values.registry().builtins().httpReqDuration, Tags.EMPTY);
        for (int i = 0; i < 100; i++) {
            values.add(series, (float) Math.exp(random.nextGaussian()));
        }
        var trend = trend(values);
        Map<MetricKey, Measure> metrics = new LinkedHashMap<>();
        metrics.put(REQUESTS, new Measure.Count(second));
        metrics.put(VUS, new Measure.Level(second, second, second + 0.5));
        metrics.put(CHECKS, new Measure.Ratio(second, 10 + second));
        metrics.put(
                DURATION,
                new Measure.Values((float) trend.sum(), trend.min(), trend.max(), Spread.of(trend.distribution())));
        return new Frame(
                second * 1_000L,
                1_000,
                second * 1_000L + 900,
                metrics,
                Map.of("browse", new ScenarioLoad(second, second, Double.NaN, second, second, 0, 1)),
                Map.of("cpu", 0.5),
                second % 10 == 4 ? List.of(new Outcome("GET", "/a", "500", "1500", "", second)) : List.of());
    }
}
