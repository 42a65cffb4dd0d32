package io.loadbank.metric;

/** How many samples there were, and how many of them were not zero. */
final class RateSink extends Sink {
    private long trues;
    private long total;

    @Override
    void add(double value) {
        total++;
        if (value != 0) {
            trues++;
        }
    }

    long trues() {
        return trues;
    }

    long total() {
        return total;
    }

    @Override
    boolean isEmpty() {
        return total == 0;
    }

    @Override
    SinkSnapshot.RateSnapshot snapshot(double testSeconds) {
        return new SinkSnapshot.RateSnapshot(trues, total);
    }
}
