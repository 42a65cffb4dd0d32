package io.loadbank.metric;

/**
 * Counts of doubles in buckets whose width is a thousandth of their value: any double but NaN, of either sign.
 *
 * <p>A bucket is a double rounded to its sign, exponent and top {@value #MANTISSA_BITS} bits of mantissa, so the
 * bucket of a value is a shift away, and a rounded value is at most 2<sup>-11</sup> (0.049 %) off; integers up to
 * 2048 stay exact. Only magnitudes below 2<sup>-1022</sup> are coarser, by no more than 2<sup>-1033</sup>. Two
 * histograms have the same bucket limits always, so adding them up loses nothing. Not thread-safe.
 */
final class Histogram {
    static final int MANTISSA_BITS = 10;

    private static final int SHIFT = 52 - MANTISSA_BITS;
    private static final long HALF = 1L << (SHIFT - 1);
    private static final int INFINITY = key(Double.POSITIVE_INFINITY);

    private final Buckets negative = new Buckets();
    private final Buckets positive = new Buckets();

    void add(double value) {
        add(value, 1);
    }

    void add(double value, long times) {
        long bits = Double.doubleToRawLongBits(value);
        long magnitude = bits & Long.MAX_VALUE;
        int key = (int) ((magnitude + HALF) >>> SHIFT);
        if (key >= INFINITY && !Double.isInfinite(value)) {
            key = INFINITY - 1;
        }
        (bits < 0 && magnitude != 0 ? negative : positive).add(key, times);
    }

    long count() {
        return negative.total() + positive.total();
    }

    Distribution distribution() {
        int below = negative.used();
        double[] values = new double[below + positive.used()];
        long[] upTo = new long[values.length];
        int[] keys = new int[Math.max(below, positive.used())];
        long[] counts = new long[keys.length];
        long sum = 0;
        negative.copyTo(keys, counts);
        for (int i = 0; i < below; i++) {
            values[i] = -value(keys[below - 1 - i]);
            upTo[i] = sum += counts[below - 1 - i];
        }
        positive.copyTo(keys, counts);
        for (int i = below; i < values.length; i++) {
            values[i] = value(keys[i - below]);
            upTo[i] = sum += counts[i - below];
        }
        return Distribution.inBuckets(values, upTo);
    }

    private static int key(double magnitude) {
        return (int) (Double.doubleToRawLongBits(magnitude) >>> SHIFT);
    }

    private static double value(int key) {
        return Double.longBitsToDouble((long) key << SHIFT);
    }
}
