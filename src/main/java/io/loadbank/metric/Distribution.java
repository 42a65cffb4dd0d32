package io.loadbank.metric;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of a trend in ascending order, immutable: each one by itself, or with a count where they were put into
 * buckets.
 */
public final class Distribution {
    private final double[] values;
    /** How many values there are up to and including the i-th bucket; null when each entry is one value. */
    private final long @Nullable [] upTo;

    private Distribution(double[] values, long @Nullable [] upTo) {
        this.values = values;
        this.upTo = upTo;
    }

    /** Takes the array over and sorts it. */
    static Distribution exactly(double[] values) {
        Arrays.sort(values);
        return new Distribution(values, null);
    }

    /** Takes the arrays over; both ascend. */
    static Distribution inBuckets(double[] values, long[] upTo) {
        return new Distribution(values, upTo);
    }

    /** The number of samples. */
    public long count() {
        return upTo == null ? values.length : upTo.length == 0 ? 0 : upTo[upTo.length - 1];
    }

    /** Whether the values are as they were added, or rounded to buckets by at most 0.05 %. */
    public boolean isExact() {
        return upTo == null;
    }

    /** The number of entries: values while exact, buckets otherwise. */
    public int size() {
        return values.length;
    }

    /** The i-th entry's value; entries ascend. */
    public double value(int i) {
        return values[i];
    }

    /** How many samples the i-th entry stands for. */
    public long countOf(int i) {
        return upTo == null ? 1 : i == 0 ? upTo[0] : upTo[i] - upTo[i - 1];
    }

    /**
     * The values that are here and were not there yet: what came between two looks at the same growing trend.
     *
     * <p>Exact while both are; otherwise the earlier values are put into the same buckets as these.
     *
     * @param earlier an earlier state of this distribution; what it has beyond that is left out
     */
    Distribution minus(Distribution earlier) {
        Distribution before = isExact() || !earlier.isExact() ? earlier : earlier.inBuckets();
        double[] left = new double[size()];
        long[] upTo = new long[size()];
        int used = 0;
        long sum = 0;
        int at = 0;
        for (int i = 0; i < size(); i++) {
            double value = values[i];
            long count = countOf(i);
            while (at < before.size() && before.value(at) < value) {
                at++;
            }
            if (at < before.size() && before.value(at) == value) {
                count -= before.countOf(at++);
            }
            if (count > 0) {
                sum += count;
                left[used] = value;
                upTo[used++] = sum;
            }
        }
        double[] rest = Arrays.copyOf(left, used);
        return new Distribution(rest, isExact() ? null : Arrays.copyOf(upTo, used));
    }

    private Distribution inBuckets() {
        Histogram histogram = new Histogram();
        for (double value : values) {
            histogram.add(value);
        }
        return histogram.distribution();
    }

    /**
     * The q-quantile by linear interpolation between the neighbours of rank {@code q * (count - 1)}, which is "type 7"
     * of Hyndman and Fan, 1996; 0 without samples.
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
        if (upTo == null) {
            return values[(int) rank];
        }
        int at = Arrays.binarySearch(upTo, rank + 1);
        return values[at >= 0 ? at : -at - 1];
    }
}
