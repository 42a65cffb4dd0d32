package io.loadbank.recording;

import io.loadbank.metric.Distribution;
import java.util.Arrays;

/**
 * How the values of a trend were spread over buckets whose width is a 64th of their power of two: small to keep, and
 * spreads of neighbouring times add up without loss. Immutable.
 *
 * <p>A bucket is a double rounded first to 10 and then to 6 bits of mantissa, so a value is at most 0.83 % off
 * (2<sup>-7</sup> + 2<sup>-11</sup>); whole numbers up to 128 stay exact.
 */
public final class Spread {
    /** No value at all. */
    public static final Spread EMPTY = new Spread(new int[0], new long[0]);

    private static final int FINE_SHIFT = 42;
    private static final int COARSE_BITS = 4;
    private static final int INFINITY = (int) (Double.doubleToRawLongBits(Double.POSITIVE_INFINITY) >>> FINE_SHIFT);

    /** Ascending, as the values they stand for; negative for negative values. */
    private final int[] keys;

    private final long[] counts;

    Spread(int[] keys, long[] counts) {
        this.keys = keys;
        this.counts = counts;
    }

    /** The spread of a trend's values. */
    public static Spread of(Distribution values) {
        int[] keys = new int[values.size()];
        long[] counts = new long[values.size()];
        int used = 0;
        for (int i = 0; i < values.size(); i++) {
            int key = key(values.value(i));
            if (used > 0 && keys[used - 1] == key) {
                counts[used - 1] += values.countOf(i);
            } else {
                keys[used] = key;
                counts[used++] = values.countOf(i);
            }
        }
        return new Spread(Arrays.copyOf(keys, used), Arrays.copyOf(counts, used));
    }

    private static int key(double value) {
        long magnitude = Double.doubleToRawLongBits(Math.abs(value));
        // rounded twice, so that a value from a bucket of the trend and the value itself share their bucket here
        int fine = (int) ((magnitude + (1L << (FINE_SHIFT - 1))) >>> FINE_SHIFT);
        if (fine >= INFINITY && !Double.isInfinite(value)) {
            fine = INFINITY - 1;
        }
        int key = (fine + (1 << (COARSE_BITS - 1))) >>> COARSE_BITS;
        if (key > (INFINITY - 1) >>> COARSE_BITS && !Double.isInfinite(value)) {
            key = (INFINITY - 1) >>> COARSE_BITS;
        }
        return value < 0 ? -key : key;
    }

    private static double value(int key) {
        double magnitude = Double.longBitsToDouble((long) Math.abs(key) << (FINE_SHIFT + COARSE_BITS));
        return key < 0 ? -magnitude : magnitude;
    }

    /** The number of values. */
    public long count() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** The number of buckets that have a value. */
    public int size() {
        return keys.length;
    }

    /** The value that the i-th bucket stands for; buckets ascend. */
    public double valueOf(int i) {
        return value(keys[i]);
    }

    /** How many values are in the i-th bucket. */
    public long countOf(int i) {
        return counts[i];
    }

    int key(int i) {
        return keys[i];
    }

    /** What one spread would be that had the values of both. */
    public Spread plus(Spread other) {
        if (keys.length == 0 || other.keys.length == 0) {
            return keys.length == 0 ? other : this;
        }
        int[] allKeys = new int[keys.length + other.keys.length];
        long[] allCounts = new long[allKeys.length];
        int used = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < keys.length || theirs < other.keys.length) {
            boolean takeMine = theirs == other.keys.length || (mine < keys.length && keys[mine] <= other.keys[theirs]);
            boolean takeTheirs =
                    mine == keys.length || (theirs < other.keys.length && other.keys[theirs] <= keys[mine]);
            allKeys[used] = takeMine ? keys[mine] : other.keys[theirs];
            allCounts[used++] = (takeMine ? counts[mine++] : 0) + (takeTheirs ? other.counts[theirs++] : 0);
        }
        return new Spread(Arrays.copyOf(allKeys, used), Arrays.copyOf(allCounts, used));
    }

    /**
     * The q-quantile by linear interpolation between the neighbours of rank {@code q * (count - 1)}, which is "type 7"
     * of Hyndman and Fan, 1996; 0 without values.
     */
    public double quantile(double q) {
        long count = count();
        if (count == 0) {
            return 0;
        }
        double rank = Math.clamp(q, 0, 1) * (count - 1);
        long below = (long) Math.floor(rank);
        double low = ranked(below);
        double high = ranked((long) Math.ceil(rank));
        return low == high || Double.isInfinite(low) ? low : low + (high - low) * (rank - below);
    }

    private double ranked(long rank) {
        long upTo = 0;
        for (int i = 0; i < keys.length - 1; i++) {
            upTo += counts[i];
            if (rank < upTo) {
                return value(keys[i]);
            }
        }
        return value(keys[keys.length - 1]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Spread it && Arrays.equals(keys, it.keys) && Arrays.equals(counts, it.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(keys) + Arrays.hashCode(counts);
    }
}
