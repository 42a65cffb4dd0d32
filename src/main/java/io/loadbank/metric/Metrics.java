package io.loadbank.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything one run has measured: the sinks of its metrics, sub-metrics and time series.
 *
 * <p>Thread-safe. One lock guards all sinks; VUs meet it only when their {@link SampleBuffer} is full, and nobody
 * holds it for longer than it takes to merge one buffer or to copy the metrics' sinks.
 */
public final class Metrics {
    private static final String EXPECTED_RESPONSES = "http_req_duration{expected_response:true}";

    private final MetricRegistry registry;
    private final UnaryOperator<String> shown;
    private final @Nullable SampleTap tap;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<SampleBuffer> buffers = ConcurrentHashMap.newKeySet();
    private final SeriesTable table;

    /** Guarded by the lock, as is the next. */
    private long gaugeAdditions;

    private long overflowedSamples;

    /** @param maxSeries how many time series are aggregated on their own; samples of further ones only count in sums */
    public Metrics(MetricRegistry registry, int maxSeries) {
        this(registry, maxSeries, UnaryOperator.identity());
    }

    /**
     * Keeps the values of tags as they shall be shown.
     *
     * @param shown called once for each value of a tag set that is new; gives the same object to keep it
     */
    public Metrics(MetricRegistry registry, int maxSeries, UnaryOperator<String> shown) {
        this(registry, maxSeries, shown, null, true);
    }

    /**
     * Hands every sample on as well.
     *
     * @param tap null for nobody, which costs nothing
     * @param expectedResponses whether times of requests that went as expected are a sub-metric, as they are where
     *     samples carry the system tag for that
     */
    public Metrics(
            MetricRegistry registry,
            int maxSeries,
            UnaryOperator<String> shown,
            @Nullable SampleTap tap,
            boolean expectedResponses) {
        this.tap = tap;
        this.registry = registry;
        this.shown = shown;
        BuiltinMetrics builtins = registry.builtins();
        this.table = new SeriesTable(builtins, lock, maxSeries, shown);
        if (expectedResponses) {
            declare(builtins.httpReqDuration, EXPECTED_RESPONSES, Tags.of("expected_response", "true"));
        }
    }

    public MetricRegistry registry() {
        return registry;
    }

    /**
     * The time series to add samples to; callers keep it. Beyond the limit of series it is one that only feeds the
     * metric and its sub-metrics.
     */
    public Series series(Metric metric, Tags tags) {
        return table.series(metric, tags);
    }

    /**
     * Starts to aggregate the samples that carry the key's tags; tag sets that are equal share one sub-metric, under
     * the name that came first. To be called before samples flow: earlier ones are not in it.
     *
     * @throws IllegalArgumentException when the key's metric is not registered
     */
    public SubMetric subMetric(SubMetricKey key) {
        Metric parent = registry.find(key.metric());
        if (parent == null) {
            throw new IllegalArgumentException("no metric named " + key.metric());
        }
        return declare(parent, key.text(), key.tags());
    }

    private SubMetric declare(Metric parent, String name, Tags tags) {
        Measured of = table.of(parent);
        lock.lock();
        try {
            return of.declare(name, tags);
        } finally {
            lock.unlock();
        }
    }

    /** Lets snapshots show this metric even if it never gets a sample. */
    public void expect(Metric metric) {
        Measured of = table.of(metric);
        locked(() -> of.expected = true);
    }

    /** Lets snapshots show this sub-metric and its metric even if they never get a sample. */
    public void expect(SubMetric subMetric) {
        Measured of = table.of(subMetric.parent());
        locked(() -> {
            of.expected = true;
            subMetric.expected = true;
        });
    }

    /** A buffer for one VU. */
    public SampleBuffer newBuffer() {
        return newBuffer(Map::of);
    }

    /**
     * A buffer for one VU.
     *
     * @param metadata of the samples to come; asked by the VU's thread, and only if somebody taps the samples
     */
    public SampleBuffer newBuffer(Supplier<Map<String, String>> metadata) {
        SampleBuffer buffer = tap == null ? new SampleBuffer(this) : new TappedSampleBuffer(this, tap, metadata);
        buffers.add(buffer);
        return buffer;
    }

    /** Merges what is left in a buffer and forgets it; samples added to it later may never be counted. */
    public void closeBuffer(SampleBuffer buffer) {
        locked(() -> {
            // in this order: a snapshot meanwhile finds the samples here or in the sinks, never in neither
            buffer.drainTo(this);
            buffers.remove(buffer);
        });
    }

    /** Adds one sample from outside of any VU. */
    public void add(Series to, double value) {
        addNow(to, value);
        if (tap != null) {
            tap.take(TappedSamples.copy(tap.epochNanos(), new Series[] {to}, new double[] {value}, 1, Map.of()));
        }
    }

    /** How a value is shown. */
    String shown(String value) {
        return shown.apply(value);
    }

    void addNow(Series to, double value) {
        lock.lock();
        try {
            apply(to, value);
            to.lastAddition = ++gaugeAdditions;
        } finally {
            lock.unlock();
        }
    }

    /** Merges what all buffers hold, buffer by buffer. */
    public void drain() {
        for (SampleBuffer buffer : buffers) {
            locked(() -> buffer.drainTo(this));
        }
    }

    /** Merges what all buffers hold and copies every metric and sub-metric. */
    public MetricsSnapshot snapshot(double testSeconds) {
        drain();
        List<MetricSnapshot> shown = new ArrayList<>();
        lock.lock();
        try {
            for (Measured each : table) {
                each.snapshot(testSeconds, shown);
            }
            GroupTally.Result tally = table.groups();
            return new MetricsSnapshot(testSeconds, shown, tally.tree(), tally.checks());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Every gauge by its full name: its last value, with the lowest and the highest since this was asked before. For
     * one caller, who asks at his own intervals.
     */
    public Map<String, SinkSnapshot.GaugeSnapshot> takeGaugeSpans() {
        Map<String, SinkSnapshot.GaugeSnapshot> spans = new HashMap<>();
        for (Measured each : table) {
            locked(() -> each.spans(spans));
        }
        return spans;
    }

    /** Copies the time series of one metric that have a sample; what buffers hold is not in it. */
    public List<SeriesSnapshot> seriesSnapshot(Metric metric, double testSeconds) {
        List<SeriesSnapshot> all = new ArrayList<>();
        table.of(metric).series.values().forEach(series -> locked(() -> series.snapshot(testSeconds, all)));
        return all;
    }

    /** Merges what all buffers hold and copies every time series that has a sample. */
    public List<SeriesSnapshot> seriesSnapshot(double testSeconds) {
        drain();
        List<SeriesSnapshot> all = new ArrayList<>();
        for (Measured each : table) {
            all.addAll(seriesSnapshot(each.metric, testSeconds));
        }
        return all;
    }

    /**
     * Merges what all buffers hold and adds up the time series by scenario and group. Costs as much as there are time
     * series, and nothing before it is asked for.
     */
    public Breakdown breakdown(double testSeconds) {
        drain();
        BreakdownTally tally = new BreakdownTally(testSeconds);
        for (Measured each : table) {
            each.series.values().forEach(series -> locked(() -> tally.take(series)));
        }
        return tally.result();
    }

    /** How many time series are aggregated on their own at most. */
    public int maxSeries() {
        return table.maxSeries();
    }

    /** Time series that are aggregated on their own. */
    public long seriesCount() {
        return read(table::count);
    }

    /** How often a further time series was asked for when there were {@code maxSeries}. */
    public long overflowedSeries() {
        return read(table::overflowed);
    }

    /** Samples that are in the sums of their metric but in no time series. */
    public long overflowedSamples() {
        return read(() -> overflowedSamples);
    }

    /** Feeds all sinks of a series, unless the value is NaN, which is no measurement. Needs the lock. */
    void apply(Series to, double value) {
        if (Double.isNaN(value)) {
            return;
        }
        for (Sink target : to.targets) {
            target.add(value);
        }
        if (to.own == null) {
            overflowedSamples++;
        }
    }

    /** Adds a container that fits in no buffer, after what its VU added before. */
    void addAtOnce(SampleBuffer after, Series[] to, double[] values, int n) {
        locked(() -> {
            after.drainTo(this);
            for (int i = 0; i < n; i++) {
                apply(to[i], values[i]);
            }
        });
    }

    void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private long read(LongSupplier value) {
        lock.lock();
        try {
            return value.getAsLong();
        } finally {
            lock.unlock();
        }
    }
}
