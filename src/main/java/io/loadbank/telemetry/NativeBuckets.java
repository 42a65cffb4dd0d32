package io.loadbank.telemetry;

import io.loadbank.metric.Distribution;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.Arrays;

/**
 * A distribution in the buckets of a Prometheus native histogram of schema {@value #SCHEMA}: eight to each power of two,
 * so that one is 9 % wider than the one before.
 *
 * <p>As the specification says (prometheus.io/docs/specs/native_histograms, "Schema" and "Zero bucket"): bucket
 * {@code i} holds what is above {@code 2^((i-1)/8)} and at most {@code 2^(i/8)}, for negative values the same of their
 * magnitude; magnitudes up to the zero threshold are in the zero bucket; infinite ones are in the bucket after that of
 * the largest finite double. So {@code i = ceil(8 * log2(v))}, taken here from the exponent and a table of the eight
 * limits within a power of two, which is exact where a logarithm would round.
 *
 * @param zeros how many values are in the zero bucket
 */
record NativeBuckets(long zeros, NativeHistogramBuckets positive, NativeHistogramBuckets negative) {
    static final int SCHEMA = 3;

    /** The threshold that Prometheus's own libraries begin with. */
    static final double ZERO_THRESHOLD = 0x1p-128;

    private static final int PER_POWER = 1 << SCHEMA;
    private static final int OVERFLOW = indexOf(Double.MAX_VALUE) + 1;

    /** The buckets of all values, each divided by {@code unit}. */
    static NativeBuckets of(Distribution values, double unit) {
        Side negative = new Side(values.size());
        Side positive = new Side(values.size());
        long zeros = 0;
        // ascending magnitudes on both sides, so that neighbours share their bucket
        int firstPositive = 0;
        while (firstPositive < values.size() && values.value(firstPositive) < 0) {
            firstPositive++;
        }
        for (int i = firstPositive - 1; i >= 0; i--) {
            zeros += negative.add(-values.value(i) / unit, values.countOf(i));
        }
        for (int i = firstPositive; i < values.size(); i++) {
            zeros += positive.add(values.value(i) / unit, values.countOf(i));
        }
        return new NativeBuckets(zeros, positive.buckets(), negative.buckets());
    }

    /** The bucket of a magnitude above the zero threshold, infinity included. */
    static int index(double magnitude) {
        return magnitude == Double.POSITIVE_INFINITY ? OVERFLOW : indexOf(magnitude);
    }

    private static int indexOf(double magnitude) {
        int exponent = Math.getExponent(magnitude);
        double mantissa = Math.scalb(magnitude, -exponent);
        int within = 0;
        while (mantissa > Limits.WITHIN_A_POWER[within]) {
            within++;
        }
        return PER_POWER * exponent + within;
    }

    /** The upper limits of the buckets from 1 to 2; the first one is that of the power before. */
    private static final class Limits {
        static final double[] WITHIN_A_POWER = new double[PER_POWER + 1];

        static {
            Arrays.setAll(WITHIN_A_POWER, i -> Math.pow(2, (double) i / PER_POWER));
        }
    }

    /** The buckets of one sign, filled from small to large magnitudes. */
    private static final class Side {
        private final int[] indices;
        private final long[] counts;
        private int used;

        Side(int most) {
            this.indices = new int[most];
            this.counts = new long[most];
        }

        /** Counts a magnitude; how many of it belong into the zero bucket instead. */
        long add(double magnitude, long times) {
            if (magnitude <= ZERO_THRESHOLD) {
                return times;
            }
            int index = index(magnitude);
            if (used == 0 || indices[used - 1] != index) {
                indices[used++] = index;
            }
            counts[used - 1] += times;
            return 0;
        }

        NativeHistogramBuckets buckets() {
            return used == 0
                    ? NativeHistogramBuckets.EMPTY
                    : NativeHistogramBuckets.of(Arrays.copyOf(indices, used), Arrays.copyOf(counts, used));
        }
    }
}
