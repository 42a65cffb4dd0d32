package io.loadbank.metric;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One time series: a metric under one set of tags. Callers keep it and add to it again and again.
 *
 * <p>A series that was asked for when the run had too many has no aggregate of its own, its samples still count for
 * the metric and its sub-metrics.
 */
public final class Series {
    private final Metric metric;
    private final Tags tags;
    /** Null in an overflow series. Guarded by the store's lock, as are the targets. */
    final @Nullable Sink own;

    /** Every sink a sample goes to: own, the metric's, those of matching sub-metrics. */
    Sink[] targets;

    /** In the order the series of a run were made; -1 in an overflow series. */
    final long number;

    /** Of a gauge: which of the additions to all gauges its last one was. Guarded by the store's lock. */
    long lastAddition;

    /** Gauges skip the buffers: which value is the last one must not depend on the order of draining. */
    final boolean immediate;

    Series(Metric metric, Tags tags, @Nullable Sink own, Sink[] targets, long number) {
        this.number = number;
        this.metric = metric;
        this.tags = tags;
        this.own = own;
        this.targets = targets;
        this.immediate = metric.type() == MetricType.GAUGE;
    }

    /** Copies the series if it has a sample. Needs the store's lock. */
    void snapshot(double testSeconds, List<SeriesSnapshot> into) {
        Sink sink = own;
        if (sink != null && !sink.isEmpty()) {
            into.add(new SeriesSnapshot(metric, tags, sink.snapshot(testSeconds)));
        }
    }

    public Metric metric() {
        return metric;
    }

    public Tags tags() {
        return tags;
    }
}
