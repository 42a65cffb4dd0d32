package io.loadbank.recording;

import io.loadbank.metric.BuiltinMetrics;
import io.loadbank.metric.Metric;
import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.MetricSnapshot;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.Series;
import io.loadbank.metric.SinkSnapshot;
import io.loadbank.metric.Tags;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Not a test: prints what a second of a run with k6's HTTP metrics costs to record, in time and in bytes. */
final class RecordingCost {
    private static final int SECONDS = 600;
    private static final int PER_SECOND = 2_000;

    private RecordingCost() {}

    public static void main(String[] args) {
        PrintStream out = System.out;
        Metrics metrics = new Metrics(new MetricRegistry(), 1_000);
        List<Series> trends = new ArrayList<>();
        List<Series> counters = new ArrayList<>();
        BuiltinMetrics of = metrics.registry().builtins();
        Tags tags = Tags.of(Map.of("expected_response", "true"));
        for (Metric metric : List.of(
                of.httpReqDuration,
                of.httpReqBlocked,
                of.httpReqConnecting,
                of.httpReqTlsHandshaking,
                of.httpReqSending,
                of.httpReqWaiting,
                of.httpReqReceiving,
                of.iterationDuration,
                of.groupDuration)) {
            trends.add(metrics.series(metric, tags));
        }
        for (Metric metric :
                List.of(of.httpReqs, of.dataSent, of.dataReceived, of.iterations, of.httpReqFailed, of.checks)) {
            counters.add(metrics.series(metric, tags));
        }
        Random random = new Random(1);
        Recorder recorder = new Recorder(0);
        Map<String, SinkSnapshot> before = new HashMap<>();
        long[] nanos = new long[SECONDS];
        int shown = 0;
        for (int second = 0; second < SECONDS; second++) {
            for (int i = 0; i < PER_SECOND; i++) {
                for (Series trend : trends) {
                    metrics.add(trend, 20 * Math.exp(0.6 * random.nextGaussian()));
                }
                for (Series counter : counters) {
                    metrics.add(counter, random.nextInt(50) > 0 ? 1 : 0);
                }
            }
            MetricsSnapshot snapshot = metrics.snapshot(second);
            shown = snapshot.metrics().size();
            long begun = System.nanoTime();
            recorder.record(frame(second, snapshot, before));
            nanos[second] = System.nanoTime() - begun;
        }
        long[] sorted = Arrays.stream(nanos).skip(60).sorted().toArray();
        out.printf(
                "%d metrics, %d samples of each a second: median %.2f ms, p99 %.2f ms, max %.2f ms a second; %.0f bytes a second%n",
                shown,
                PER_SECOND,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                sorted[sorted.length - 1] / 1e6,
                (double) recorder.size() / SECONDS);
        long begun = System.nanoTime();
        int frames = recorder.recording()
                .read(Recording.Range.ALL, "http_req_duration"::equals)
                .size();
        out.printf("%d frames of one metric read in %.1f ms%n", frames, (System.nanoTime() - begun) / 1e6);
    }

    private static Frame frame(int second, MetricsSnapshot snapshot, Map<String, SinkSnapshot> before) {
        Map<MetricKey, Measure> metrics = new LinkedHashMap<>();
        for (MetricSnapshot metric : snapshot.metrics()) {
            SinkSnapshot last = before.put(metric.name(), metric.sink());
            Measure measure = switch (metric.sink()) {
                case SinkSnapshot.CounterSnapshot it ->
                    new Measure.Count(
                            it.count() - (last instanceof SinkSnapshot.CounterSnapshot was ? was.count() : 0));
                case SinkSnapshot.RateSnapshot it ->
                    last instanceof SinkSnapshot.RateSnapshot was
                            ? new Measure.Ratio(it.trues() - was.trues(), it.total() - was.total())
                            : new Measure.Ratio(it.trues(), it.total());
                case SinkSnapshot.GaugeSnapshot it -> new Measure.Level(it.value(), it.min(), it.max());
                case SinkSnapshot.TrendSnapshot it -> {
                    SinkSnapshot.TrendSnapshot fresh =
                            last instanceof SinkSnapshot.TrendSnapshot was ? it.since(was) : it;
                    yield new Measure.Values(fresh.sum(), fresh.min(), fresh.max(), Spread.of(fresh.distribution()));
                }
            };
            metrics.put(new MetricKey(metric.name(), metric.type(), metric.contains()), measure);
        }
        return new Frame(second * 1_000L, 1_000, second * 1_000L, metrics, Map.of(), Map.of(), List.of());
    }
}
