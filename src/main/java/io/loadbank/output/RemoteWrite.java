package io.loadbank.output;

import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.loadbank.metric.Metric;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.metric.SinkSnapshot.CounterSnapshot;
import io.loadbank.metric.SinkSnapshot.GaugeSnapshot;
import io.loadbank.metric.SinkSnapshot.RateSnapshot;
import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import io.loadbank.metric.Tags;
import io.loadbank.metric.ValueKind;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Time series by Prometheus's remote write protocol 1, under k6's names. A series goes out when it has got samples since
 * it last did, a gauge always.
 */
final class RemoteWrite implements SeriesPush {
    /** The NaN that ends a series. */
    static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    private static final int SERIES_A_REQUEST = 2_000;
    private static final double MILLIS_PER_SECOND = 1_000;

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "application/x-protobuf",
            "Content-Encoding", "snappy",
            "User-Agent", "k6-prometheus-rw-output",
            "X-Prometheus-Remote-Write-Version", "0.1.0");

    /** What to send, and where to. */
    record Setup(URI url, List<TrendStat> stats, boolean nativeHistograms, boolean staleMarkers) {}

    private record Key(Metric metric, Tags tags) {}

    private final Setup setup;
    private final HttpPush http;
    private final String runId;
    private final Map<Key, Double> sentUpTo = new HashMap<>();
    private final Map<Key, Double> pending = new HashMap<>();
    private final Set<RemoteSeries.Labels> everSent = new LinkedHashSet<>();
    private List<RemoteSeries> ready = List.of();

    RemoteWrite(Setup setup, HttpPush http, String runId) {
        this.setup = setup;
        this.http = http;
        this.runId = runId;
    }

    @Override
    public int prepare(List<SeriesSnapshot> series, long epochMillis) {
        pending.clear();
        ready = new ArrayList<>();
        for (SeriesSnapshot each : series) {
            Key key = new Key(each.metric(), each.tags());
            double samples = switch (each.sink()) {
                case CounterSnapshot counter -> counter.count();
                case GaugeSnapshot _ -> Double.NaN;
                case RateSnapshot rate -> rate.total();
                case TrendSnapshot trend -> trend.count();
            };
            Double before = sentUpTo.get(key);
            // a gauge's NaN never equals
            if (before == null || before.doubleValue() != samples) {
                pending.put(key, samples);
                map(each, epochMillis);
            }
        }
        return ready.size();
    }

    private void map(SeriesSnapshot series, long at) {
        String name = "k6_" + series.metric().name();
        switch (series.sink()) {
            case CounterSnapshot counter -> add(name + "_total", series, counter.count(), at);
            case GaugeSnapshot gauge -> add(name, series, gauge.value(), at);
            case RateSnapshot rate -> add(name + "_rate", series, rate.rate(), at);
            case TrendSnapshot trend -> trend(name, series, trend, at);
        }
    }

    private void trend(String name, SeriesSnapshot series, TrendSnapshot trend, long at) {
        ValueKind kind = series.metric().contains();
        double unit = kind == ValueKind.TIME ? MILLIS_PER_SECOND : 1;
        if (setup.nativeHistograms()) {
            String suffix = switch (kind) {
                case TIME -> "_seconds";
                case DATA -> "_bytes";
                case DEFAULT -> "";
            };
            NativeHistogram histogram = NativeHistogram.of(trend, unit);
            ready.add(RemoteSeries.histogram(labels(name + suffix, series.tags()), histogram, at));
            return;
        }
        for (TrendStat stat : setup.stats()) {
            double value = stat.of(trend) / (stat.hasUnit() ? unit : 1);
            add(name + "_" + stat.suffix(), series, value, at);
        }
    }

    private void add(String name, SeriesSnapshot series, double value, long at) {
        ready.add(RemoteSeries.sample(labels(name, series.tags()), value, at));
    }

    /** The run is told apart by its id, unless it says who it is by a tag of that name. */
    private RemoteSeries.Labels labels(String name, Tags tags) {
        Tags own = tags.get("testid") == null ? tags.with("testid", runId) : tags;
        return RemoteSeries.Labels.of(name, own);
    }

    @Override
    public void send() throws IOException, InterruptedException {
        for (int from = 0; from < ready.size(); from += SERIES_A_REQUEST) {
            post(ready.subList(from, Math.min(ready.size(), from + SERIES_A_REQUEST)));
        }
        sentUpTo.putAll(pending);
        if (setup.staleMarkers()) {
            ready.forEach(each -> everSent.add(each.labels()));
        }
    }

    @Override
    public void end(long epochMillis) throws IOException, InterruptedException {
        ready = everSent.stream()
                .map(each -> RemoteSeries.sample(each, STALE, epochMillis + 1))
                .toList();
        pending.clear();
        send();
    }

    private void post(List<RemoteSeries> series) throws IOException, InterruptedException {
        byte[] plain = RemoteSeries.request(series);
        SnappyJavaCompressor snappy = new SnappyJavaCompressor();
        byte[] packed = new byte[snappy.maxCompressedLength(plain.length)];
        int length = snappy.compress(plain, 0, plain.length, packed, 0, packed.length);
        http.post(setup.url(), HEADERS, Arrays.copyOf(packed, length));
    }

    @Override
    public void close() {
        http.close();
    }
}
