package io.loadbank.metric;

import io.loadbank.metric.SinkSnapshot.GaugeSnapshot;

/** The last value, with the lowest and the highest. */
final class GaugeSink extends Sink {
    private static final GaugeSnapshot EMPTY = new GaugeSnapshot(0, 0, 0);

    private double last;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private boolean seen;
    private double spanMin = Double.POSITIVE_INFINITY;
    private double spanMax = Double.NEGATIVE_INFINITY;

    @Override
    void add(double value) {
        last = value;
        spanMin = Math.min(spanMin, value);
        spanMax = Math.max(spanMax, value);
        min = Math.min(min, value);
        max = Math.max(max, value);
        seen = true;
    }

    /** The last value, with the lowest and the highest since this was asked before; the last one if there was none. */
    GaugeSnapshot span() {
        GaugeSnapshot span = spanMin <= spanMax ? new GaugeSnapshot(last, spanMin, spanMax) : level();
        spanMin = Double.POSITIVE_INFINITY;
        spanMax = Double.NEGATIVE_INFINITY;
        return span;
    }

    private GaugeSnapshot level() {
        return seen ? new GaugeSnapshot(last, last, last) : EMPTY;
    }

    @Override
    boolean isEmpty() {
        return !seen;
    }

    @Override
    GaugeSnapshot snapshot(double testSeconds) {
        return seen ? new GaugeSnapshot(last, min, max) : EMPTY;
    }
}
