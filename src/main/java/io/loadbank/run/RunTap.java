package io.loadbank.run;

import io.loadbank.executor.PausableClock;
import io.loadbank.executor.ScenarioExecutor;
import io.loadbank.executor.Tally;
import io.loadbank.metric.MetricSnapshot;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.metric.SinkSnapshot;
import io.loadbank.metric.SinkSnapshot.GaugeSnapshot;
import io.loadbank.recording.Frame;
import io.loadbank.recording.Measure;
import io.loadbank.recording.MetricKey;
import io.loadbank.recording.Outcome;
import io.loadbank.recording.Recorder;
import io.loadbank.recording.Recording;
import io.loadbank.recording.ScenarioLoad;
import io.loadbank.recording.Spread;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Taps a run each second: what was measured since the last time becomes a frame of its recording. Begins with the test
 * and ends with it. Confined to the run's loop thread, but for {@link #recording}.
 */
final class RunTap {

    /** Kinds of outcomes that are kept; the most frequent ones. */
    private static final int MAX_OUTCOMES = 100;

    /** Outcomes are looked at so often, in frames: a daemon that is killed loses no more of them. */
    private static final int OUTCOME_INTERVAL = 10;

    private final RunBook book;
    private final RunMeasurement measurement;
    private final PausableClock clock;
    private final RunConductor conductor;
    private final RunGenerator generator;
    private final Map<String, SinkSnapshot> before = new HashMap<>();
    private final Map<String, long[]> talliesBefore = new HashMap<>();
    private volatile @Nullable Recorder recorder;
    private long beganNanos;
    private long lastMs;
    private long frames;
    private boolean over;
    private long taken;

    RunTap(
            RunBook book,
            RunMeasurement measurement,
            PausableClock clock,
            RunConductor conductor,
            RunGenerator generator) {
        this.book = book;
        this.measurement = measurement;
        this.clock = clock;
        this.conductor = conductor;
        this.generator = generator;
    }

    /** Writes down what the last snapshot tells. */
    void beat() {
        Instant started = book.status().startedAt();
        if (started == null || over) {
            return;
        }
        over = conductor.isOver();
        Recorder to = recorder;
        if (to == null) {
            to = new Recorder(started.toEpochMilli());
            recorder = to;
            long since = Math.max(0, System.currentTimeMillis() - started.toEpochMilli());
            beganNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(since);
        }
        long nowMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
        frames++;
        to.record(new Frame(
                lastMs,
                Math.max(0, nowMs - lastMs),
                clock.elapsedNanos() / 1_000_000,
                metrics(measurement.last()),
                scenarios(),
                generator.gauges(),
                over || frames % OUTCOME_INTERVAL == 0 ? outcomes() : List.of()));
        lastMs = nowMs;
    }

    /** What is recorded so far. Any thread. */
    Recording recording() {
        Recorder from = recorder;
        return from == null ? Recording.NONE : from.recording();
    }

    /** The chunks that are new or have changed since the last call. One thread at a time. */
    List<SeriesChunk> takeChanged() {
        Recorder from = recorder;
        if (from == null) {
            return List.of();
        }
        Recorder.Changes changes = from.changedSince(taken);
        taken = changes.mark();
        return changes.chunks().stream()
                .map(chunk -> new SeriesChunk(chunk.index(), chunk.bytes()))
                .toList();
    }

    private Map<MetricKey, Measure> metrics(MetricsSnapshot snapshot) {
        Map<String, GaugeSnapshot> spans = measurement.metrics().takeGaugeSpans();
        Map<MetricKey, Measure> metrics = new LinkedHashMap<>();
        for (MetricSnapshot metric : snapshot.metrics()) {
            if (metric.observed()) {
                SinkSnapshot last = before.put(metric.name(), metric.sink());
                Measure measure = measure(metric, last, spans.get(metric.name()));
                if (measure != null) {
                    metrics.put(new MetricKey(metric.name(), metric.type(), metric.contains()), measure);
                }
            }
        }
        return metrics;
    }

    private static @Nullable Measure measure(
            MetricSnapshot metric, @Nullable SinkSnapshot last, @Nullable GaugeSnapshot span) {
        return switch (metric.sink()) {
            case SinkSnapshot.CounterSnapshot now -> {
                double grown = now.count() - (last instanceof SinkSnapshot.CounterSnapshot it ? it.count() : 0);
                yield grown == 0 ? null : new Measure.Count(grown);
            }
            case SinkSnapshot.GaugeSnapshot now -> {
                GaugeSnapshot level = span == null ? now : span;
                yield new Measure.Level(level.value(), level.min(), level.max());
            }
            case SinkSnapshot.RateSnapshot now -> {
                SinkSnapshot.RateSnapshot then =
                        last instanceof SinkSnapshot.RateSnapshot it ? it : new SinkSnapshot.RateSnapshot(0, 0);
                yield now.total() == then.total()
                        ? null
                        : new Measure.Ratio(now.trues() - then.trues(), now.total() - then.total());
            }
            case SinkSnapshot.TrendSnapshot now -> {
                SinkSnapshot.TrendSnapshot then = last instanceof SinkSnapshot.TrendSnapshot it ? it : null;
                yield then != null && then.count() == now.count() ? null : values(then == null ? now : now.since(then));
            }
        };
    }

    private static Measure values(SinkSnapshot.TrendSnapshot fresh) {
        return new Measure.Values(fresh.sum(), fresh.min(), fresh.max(), Spread.of(fresh.distribution()));
    }

    private Map<String, ScenarioLoad> scenarios() {
        Map<String, ScenarioLoad> scenarios = new LinkedHashMap<>();
        for (ScenarioExecutor executor : conductor.executors()) {
            String name = executor.scenario().name();
            Tally tally = executor.tally();
            long[] now = {tally.started(), tally.completed(), tally.interrupted(), tally.dropped()};
            long[] then = talliesBefore.getOrDefault(name, new long[now.length]);
            talliesBefore.put(name, now);
            ScenarioExecutor.Wanted wanted = executor.wanted();
            scenarios.put(
                    name,
                    new ScenarioLoad(
                            wanted.vus(),
                            tally.active(),
                            wanted.perSecond(),
                            now[0] - then[0],
                            now[1] - then[1],
                            now[2] - then[2],
                            now[3] - then[3]));
        }
        return scenarios;
    }

    /** How requests ended, by what their tags say, most frequent first. */
    private List<Outcome> outcomes() {
        Map<Outcome, Double> counts = new HashMap<>();
        var requests = measurement.metrics().registry().builtins().httpReqs;
        for (SeriesSnapshot series : measurement.metrics().seriesSnapshot(requests, 0)) {
            if (series.sink() instanceof SinkSnapshot.CounterSnapshot counter) {
                Map<String, String> tags = series.tags().asMap();
                Outcome kind = new Outcome(
                        tags.getOrDefault("method", ""),
                        tags.getOrDefault("name", tags.getOrDefault("url", "")),
                        tags.getOrDefault("status", ""),
                        tags.getOrDefault("error_code", ""),
                        tags.getOrDefault("error", ""),
                        0);
                counts.merge(kind, counter.count(), Double::sum);
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        counts.forEach((kind, count) -> outcomes.add(new Outcome(
                kind.method(), kind.name(), kind.status(), kind.errorCode(), kind.error(), count.longValue())));
        outcomes.sort(Comparator.comparing((Outcome it) -> it.errorCode().isEmpty())
                .thenComparing(Comparator.comparingLong(Outcome::count).reversed())
                .thenComparing(Outcome::name));
        return List.copyOf(outcomes.subList(0, Math.min(MAX_OUTCOMES, outcomes.size())));
    }
}
