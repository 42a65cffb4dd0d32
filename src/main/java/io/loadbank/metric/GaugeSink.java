package io.loadbank.metric;

import io.loadbank.metric.SinkSnapshot.GaugeSnapshot;

/** The last value, with the lowest and the highest. */
final class GaugeSink extends Sink {
    private static final GaugeSnapshot EMPTY = new GaugeSnapshot(0, 0, 0);

    private double last;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private boolean seen;

    @Override
    void add(double value) {
        last = value;
        min = Math.min(min, value);
        max = Math.max(max, value);
        seen = true;
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
