package io.loadbank.metric;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Where one VU leaves its samples until they are merged into the run's sinks.
 *
 * <p>A ring with one producer, the VU's thread, which takes no lock while there is room, and one consumer at a time,
 * whoever holds the store's lock: the periodic drain, or the producer itself when the ring is full. A container is
 * published as a whole, so no drain sees half of it. The VU may change its thread between iterations, not within one.
 */
public sealed class SampleBuffer permits TappedSampleBuffer {
    private static final int INITIAL_CAPACITY = 64;
    private static final int MAX_CAPACITY = 512;
    private static final VarHandle PUBLISHED = counter("published");
    private static final VarHandle CONSUMED = counter("consumed");

    private final Metrics store;

    /** Of one length, a power of two. Replaced by the producer while it holds the store's lock. */
    private Series[] series = new Series[INITIAL_CAPACITY];

    private double[] values = new double[INITIAL_CAPACITY];

    /** Samples ever added and visible to the consumer. Written by the producer; wraps around. */
    @SuppressWarnings("unused")
    private int published;

    /** Samples ever taken out. Written by the consumer; wraps around. */
    @SuppressWarnings("unused")
    private int consumed;

    /** The producer's own copies of the two counters, the second possibly behind. */
    private int head;

    private int consumedBefore;

    SampleBuffer(Metrics store) {
        this.store = store;
    }

    /** Adds one sample; NaN is left out. The VU's thread only. */
    public void add(Series to, double value) {
        if (to.immediate) {
            store.addNow(to, value);
            return;
        }
        if (head - consumedBefore == series.length) {
            makeRoom(1);
        }
        put(head, to, value);
        PUBLISHED.setRelease(this, ++head);
    }

    /** Adds the first {@code n} samples of the arrays, which no snapshot will tear apart. The VU's thread only. */
    public void addAll(Series[] to, double[] added, int n) {
        if (n > series.length - (head - consumedBefore)) {
            if (n > MAX_CAPACITY) {
                store.addAtOnce(this, to, added, n);
                return;
            }
            makeRoom(n);
        }
        int next = head;
        for (int i = 0; i < n; i++) {
            if (to[i].immediate) {
                store.addNow(to[i], added[i]);
            } else {
                put(next++, to[i], added[i]);
            }
        }
        head = next;
        PUBLISHED.setRelease(this, next);
    }

    /**
     * As {@link #addAll}, for samples of an instant that is over.
     *
     * @param epochNanos when, in nanoseconds since the epoch; only who taps the run's samples gets to know it
     */
    public void addAllAt(long epochNanos, Series[] to, double[] added, int n) {
        addAll(to, added, n);
    }

    private void put(int position, Series to, double value) {
        int at = position & (series.length - 1);
        series[at] = to;
        values[at] = value;
    }

    private void makeRoom(int n) {
        consumedBefore = (int) CONSUMED.getAcquire(this);
        if (n <= series.length - (head - consumedBefore)) {
            return;
        }
        store.locked(() -> {
            drainTo(store);
            int capacity = series.length;
            while (capacity < MAX_CAPACITY && (capacity == series.length || capacity < n)) {
                capacity *= 2;
            }
            if (capacity != series.length) {
                series = new Series[capacity];
                values = new double[capacity];
            }
        });
        consumedBefore = head;
    }

    /** Takes all published samples out. Needs the store's lock. */
    void drainTo(Metrics target) {
        int from = (int) CONSUMED.getOpaque(this);
        int to = (int) PUBLISHED.getAcquire(this);
        int mask = series.length - 1;
        for (int i = from; i != to; i++) {
            target.apply(series[i & mask], values[i & mask]);
        }
        CONSUMED.setRelease(this, to);
    }

    private static VarHandle counter(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(SampleBuffer.class, field, int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
