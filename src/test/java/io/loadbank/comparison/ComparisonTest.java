package io.loadbank.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.MetricType;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import io.loadbank.metric.Tags;
import io.loadbank.metric.ValueKind;
import io.loadbank.recording.Frame;
import io.loadbank.recording.Measure;
import io.loadbank.recording.MetricKey;
import io.loadbank.recording.Recorder;
import io.loadbank.recording.Recording;
import io.loadbank.recording.ScenarioLoad;
import io.loadbank.recording.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
    private static final MetricKey DURATION = new MetricKey("http_req_duration", MetricType.TREND, ValueKind.TIME);
    private static final MetricKey FAILED = new MetricKey("http_req_failed", MetricType.RATE, ValueKind.DEFAULT);
    private static final MetricKey REQUESTS = new MetricKey("http_reqs", MetricType.COUNTER, ValueKind.DEFAULT);

    /** What a made-up run is like: 40 requests a second around a median, some of which fail. */
    record Likeness(double millis, double tail, double failing, int perSecond, double wander) {
        static final Likeness USUAL = new Likeness(20, 0.5, 0.02, 40, 0);

        Likeness millis(double other) {
            return new Likeness(other, tail, failing, perSecond, wander);
        }

        Likeness tail(double other) {
            return new Likeness(millis, other, failing, perSecond, wander);
        }

        Likeness failing(double other) {
            return new Likeness(millis, tail, other, perSecond, wander);
        }

        Likeness perSecond(int other) {
            return new Likeness(millis, tail, failing, other, wander);
        }

        Likeness wander(double other) {
            return new Likeness(millis, tail, failing, perSecond, other);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void two_runs_of_the_same_are_noise(long seed) {
        var verdicts = verdicts(Likeness.USUAL, Likeness.USUAL, seed, 120);

        assertThat(verdicts).allSatisfy((_, verdict) -> assertThat(verdict).isEqualTo(Verdict.NOISE));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void latency_that_wanders_over_time_is_noise_too(long seed) {
        var wandering = Likeness.USUAL.wander(0.15);

        assertThat(verdicts(wandering, wandering, seed, 400).get("http_req_duration"))
                .isIn(Verdict.NOISE, Verdict.UNCLEAR);
    }

    @ParameterizedTest
    @CsvSource({"23, WORSE", "17, BETTER", "20.4, NOISE"})
    void a_shift_of_the_median_counts_from_a_twentieth_on(double millis, Verdict verdict) {
        assertThat(verdicts(Likeness.USUAL, Likeness.USUAL.millis(millis), 3, 120))
                .containsEntry("http_req_duration", verdict);
    }

    @Test
    void a_longer_tail_alone_is_found() {
        var found = compare(Likeness.USUAL, Likeness.USUAL.tail(0.8), 3, 120).metrics().stream()
                .filter(it -> it.metric().equals(DURATION))
                .findFirst()
                .orElseThrow();

        assertThat(found.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(found.statistics()).extracting(Statistic::name).containsExactly("med", "p(95)");
        assertThat(found.statistics().get(0).verdict()).isEqualTo(Verdict.NOISE);
        assertThat(found.statistics().get(1).verdict()).isEqualTo(Verdict.WORSE);
        assertThat(found.statistics().get(1).relative()).isCloseTo(Math.exp(0.3 * 1.645) - 1, within(0.1));
    }

    @ParameterizedTest
    @CsvSource({"0.05, WORSE", "0.002, BETTER", "0.0205, NOISE"})
    void failures_are_compared_as_proportions(double failing, Verdict verdict) {
        assertThat(verdicts(Likeness.USUAL, Likeness.USUAL.failing(failing), 5, 240))
                .containsEntry("http_req_failed", verdict);
    }

    @ParameterizedTest
    @CsvSource({"50, BETTER", "30, WORSE", "40, NOISE"})
    void throughput_is_better_the_more_there_is(int perSecond, Verdict verdict) {
        assertThat(verdicts(Likeness.USUAL, Likeness.USUAL.perSecond(perSecond), 7, 60))
                .containsEntry("http_reqs", verdict);
    }

    @Test
    void a_few_seconds_are_too_few_to_tell() {
        var verdicts = verdicts(Likeness.USUAL, Likeness.USUAL.millis(100), 1, 5);

        assertThat(verdicts).allSatisfy((_, verdict) -> assertThat(verdict).isEqualTo(Verdict.UNCLEAR));
    }

    @Test
    void runs_under_another_load_and_runs_without_a_recording_get_a_note() {
        var one = recording(Likeness.USUAL, 1, 20, 10);
        var other = recording(Likeness.USUAL, 2, 20, 20);

        assertThat(Comparison.of(one, other).notes())
                .containsExactly("the runs did not carry the same load: 10.0 VUs on average against 20.0");
        assertThat(Comparison.of(one, Recording.NONE).notes()).containsExactly("nothing is recorded of the second run");
    }

    @Test
    void seconds_that_resemble_their_neighbours_are_worth_less() {
        var random = new Random(1);
        double[] independent = random.doubles(400).toArray();
        double[] drifting = new double[400];
        for (int i = 1; i < drifting.length; i++) {
            drifting[i] = 0.9 * drifting[i - 1] + random.nextGaussian();
        }

        assertThat(new Sequence(independent).worth()).isBetween(250.0, 400.0);
        // in theory 400 * (1 - 0.9) / (1 + 0.9) = 21
        assertThat(new Sequence(drifting).worth()).isBetween(10.0, 45.0);
        assertThat(new Sequence(new double[] {1, 1, 1}).worth()).isEqualTo(3);
    }

    private static Map<String, Verdict> verdicts(Likeness first, Likeness second, long seed, int seconds) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        compare(first, second, seed, seconds)
                .metrics()
                .forEach(it -> verdicts.put(it.metric().name(), it.verdict()));
        return verdicts;
    }

    private static Comparison compare(Likeness first, Likeness second, long seed, int seconds) {
        return Comparison.of(recording(first, seed, seconds, 10), recording(second, seed + 1_000, seconds, 10));
    }

    static Recording recording(Likeness like, long seed, int seconds, int vus) {
        var random = new Random(seed);
        var recorder = new Recorder(0);
        double drift = 0;
        for (int second = 0; second < seconds; second++) {
            drift = 0.9 * drift + like.wander * random.nextGaussian();
            int requests = like.perSecond + random.nextInt(9) - 4;
            var store = new Metrics(new MetricRegistry(), 1);
            var series = store.series(store.registry().builtins().httpReqDuration, Tags.EMPTY);
            long failed = 0;
            for (int i = 0; i < requests; i++) {
                store.add(series, like.millis * Math.exp(drift + like.tail * random.nextGaussian()));
                failed += random.nextDouble() < like.failing ? 1 : 0;
            }
            var trend = (TrendSnapshot) Objects.requireNonNull(store.snapshot(1).find("http_req_duration"))
                    .sink();
            Map<MetricKey, Measure> metrics = new LinkedHashMap<>();
            metrics.put(
                    DURATION,
                    new Measure.Values(trend.sum(), trend.min(), trend.max(), Spread.of(trend.distribution())));
            metrics.put(FAILED, new Measure.Ratio(failed, requests));
            metrics.put(REQUESTS, new Measure.Count(requests));
            var load = new ScenarioLoad(vus, vus, Double.NaN, requests, requests, 0, 0);
            recorder.record(new Frame(
                    second * 1_000L,
                    1_000,
                    second * 1_000L + 1_000,
                    metrics,
                    Map.of("default", load),
                    Map.of(),
                    List.of()));
        }
        return recorder.recording();
    }
}
