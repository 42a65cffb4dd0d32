package io.loadbank.metric;

/** A sum. */
final class CounterSink extends Sink {
    private double sum;
    private boolean seen;

    @Override
    void add(double value) {
        sum += value;
        seen = true;
    }

    @Override
    boolean isEmpty() {
        return !seen;
    }

    @Override
    SinkSnapshot.CounterSnapshot snapshot(double testSeconds) {
        return new SinkSnapshot.CounterSnapshot(sum, testSeconds > 0 ? sum / testSeconds : 0);
    }
}
