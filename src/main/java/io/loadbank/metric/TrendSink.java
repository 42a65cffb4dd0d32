package io.loadbank.metric;

import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** All values of a trend: one by one while they are few, in the buckets of a {@link Histogram} after that. */
final class TrendSink extends Sink {
    /** Up to this many values percentiles are exact. */
    static final int EXACT_LIMIT = 1000;

    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    private int exactCount;
    private double[] exact = new double[4];
    private @Nullable Histogram histogram;

    private @Nullable TrendSnapshot last;

    @Override
    void add(double value) {
        sum += value;
        if (value < min) {
            min = value;
        }
        if (value > max) {
            max = value;
        }
        last = null;
        Histogram buckets = histogram;
        if (buckets != null) {
            buckets.add(value);
        } else {
            addExactly(value);
        }
    }

    private void addExactly(double value) {
        if (exactCount == EXACT_LIMIT) {
            useBuckets().add(value);
            return;
        }
        if (exactCount == exact.length) {
            exact = Arrays.copyOf(exact, Math.min(EXACT_LIMIT, 2 * exact.length));
        }
        exact[exactCount++] = value;
    }

    /** Adds what another sink held when it was asked; nothing is lost but what that one's buckets had lost before. */
    void add(TrendSnapshot other) {
        Distribution values = other.distribution();
        if (values.count() == 0) {
            return;
        }
        sum += other.sum();
        min = Math.min(min, other.min());
        max = Math.max(max, other.max());
        last = null;
        if (values.isExact() && histogram == null && exactCount + values.count() <= EXACT_LIMIT) {
            for (int i = 0; i < values.size(); i++) {
                addExactly(values.value(i));
            }
            return;
        }
        Histogram buckets = useBuckets();
        for (int i = 0; i < values.size(); i++) {
            buckets.add(values.value(i), values.countOf(i));
        }
    }

    private Histogram useBuckets() {
        Histogram buckets = histogram;
        if (buckets == null) {
            buckets = new Histogram();
            for (int i = 0; i < exactCount; i++) {
                buckets.add(exact[i]);
            }
            histogram = buckets;
            exact = new double[0];
        }
        return buckets;
    }

    @Override
    boolean isEmpty() {
        return exactCount == 0 && histogram == null;
    }

    long count() {
        Histogram buckets = histogram;
        return buckets == null ? exactCount : buckets.count();
    }

    @Override
    TrendSnapshot snapshot(double testSeconds) {
        TrendSnapshot now = last;
        if (now == null) {
            Histogram buckets = histogram;
            Distribution values =
                    buckets == null ? Distribution.exactly(Arrays.copyOf(exact, exactCount)) : buckets.distribution();
            now = isEmpty() ? new TrendSnapshot(0, 0, 0, values) : new TrendSnapshot(sum, min, max, values);
            last = now;
        }
        return now;
    }
}
