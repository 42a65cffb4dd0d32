package io.loadbank.run;

import static io.loadbank.run.RunLab.PATIENCE;
import static io.loadbank.run.RunLab.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.MetricSnapshot;
import io.loadbank.metric.SinkSnapshot;
import io.loadbank.recording.Frame;
import io.loadbank.recording.Measure;
import io.loadbank.recording.Recording;
import io.loadbank.recording.ScenarioLoad;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every second of a run is recorded, and kept with it. */
class RunRecordingTest {

    private static final RunLab LAB = new RunLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void all_seconds_together_are_what_the_run_measured() throws IOException {
        Run run = LAB.create("""
                import { sleep, check } from 'k6';
                import { Trend, Gauge } from 'k6/metrics';
                const size = new Trend('size');
                const level = new Gauge('level');
                export const options = { scenarios: {
                  vus: { executor: 'constant-vus', vus: 2, duration: '2s' },
                  rate: { executor: 'constant-arrival-rate', rate: 50, duration: '2s', preAllocatedVUs: 5 },
                } };
                export default () => {
                  for (let i = 0; i < 20; i++) size.add(i * 1.7);
                  level.add(__ITER);
                  check(__ITER, { even: (n) => n % 2 === 0 });
                  sleep(0.02);
                };
                """);
        awaitEnd(run);

        Recording recording = run.recording();
        List<Frame> frames = recording.read(Recording.Range.ALL, _ -> true);
        Frame total = Objects.requireNonNull(recording.total(_ -> true));
        assertThat(frames.size()).isBetween(2, 30);
        for (MetricSnapshot metric : run.metrics().metrics()) {
            assertThat(sameAs(metric.sink(), total.measure(metric.name())))
                    .as("%s: %s, recorded %s", metric.name(), metric.sink(), total.measure(metric.name()))
                    .isTrue();
        }
        ScenarioLoad rate = Objects.requireNonNull(total.scenarios().get("rate"));
        RunView.Actual actual =
                Objects.requireNonNull(run.view().scenarios().get("rate")).actual();
        assertThat(rate.completed()).isEqualTo(actual.iterationsCompleted());
        assertThat(rate.desiredVus()).isNaN();
        assertThat(frames)
                .anySatisfy(frame -> assertThat(
                                Objects.requireNonNull(frame.scenarios().get("rate"))
                                        .desiredRate())
                        .isEqualTo(50));
        assertThat(frames).anySatisfy(frame -> {
            ScenarioLoad vus = Objects.requireNonNull(frame.scenarios().get("vus"));
            assertThat(vus.desiredVus()).isEqualTo(2);
            assertThat(vus.vus()).isEqualTo(2);
        });
        Recording kept = Recording.of(
                LAB.archive.series(run.id()).stream().map(SeriesChunk::bytes).toList());
        assertThat(kept.read(Recording.Range.ALL, _ -> true)).isEqualTo(frames);
    }

    private static boolean sameAs(SinkSnapshot sink, @Nullable Measure recorded) {
        return switch (sink) {
            case SinkSnapshot.CounterSnapshot it ->
                it.count() == 0 && recorded == null
                        || recorded instanceof Measure.Count(double count)
                                && Math.abs(count - it.count()) <= 1e-6 * it.count();
            case SinkSnapshot.GaugeSnapshot it ->
                recorded instanceof Measure.Level level
                        && level.last() == it.value()
                        && level.min() == it.min()
                        && level.max() == it.max();
            case SinkSnapshot.RateSnapshot it ->
                recorded instanceof Measure.Ratio ratio && ratio.trues() == it.trues() && ratio.total() == it.total();
            case SinkSnapshot.TrendSnapshot it ->
                recorded instanceof Measure.Values values
                        && values.count() == it.count()
                        && Math.abs(values.sum() - it.sum()) <= 1e-5 * Math.abs(it.sum())
                        && Math.abs(values.percentile(95) - it.percentile(95)) <= 0.01 * it.percentile(95);
        };
    }

    @Test
    void a_pause_shows_as_seconds_in_which_the_clock_stands_still() {
        Run run = LAB.create("""
                import { sleep } from 'k6';
                export const options = { vus: 1, duration: '10m' };
                export default () => sleep(0.05);
                """);
        Awaitility.await().atMost(PATIENCE).until(() -> run.view().state() == RunState.RUNNING);
        run.patch(new RunPatch(true, null, Map.of(), null), "tester").block(PATIENCE);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        elapsed(run).stream().distinct().count() < elapsed(run).size());
        RunLab.stop(run);

        assertThat(run.recording().read(Recording.Range.ALL, _ -> true)).isNotEmpty();
    }

    private static List<Long> elapsed(Run run) {
        return run.recording().read(Recording.Range.ALL, _ -> false).stream()
                .map(Frame::elapsedMs)
                .toList();
    }
}
