package io.loadbank.output;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.loadbank.metric.Distribution;
import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trend in the buckets of Prometheus's native histograms: schema 3, each bucket's upper limit 2<sup>1/8</sup> times the
 * one before, and a bucket for what is nearer to 0 than 2<sup>-128</sup>.
 */
record NativeHistogram(
        long count, double sum, long zeros, TreeMap<Integer, Long> positive, TreeMap<Integer, Long> negative) {
    static final int SCHEMA = 3;

    private static final double ZERO_THRESHOLD = 0x1p-128;
    private static final int BUCKETS_PER_DOUBLING = 1 << SCHEMA;

    /** @param unit what values are divided by */
    static NativeHistogram of(TrendSnapshot trend, double unit) {
        Distribution values = trend.distribution();
        TreeMap<Integer, Long> positive = new TreeMap<>();
        TreeMap<Integer, Long> negative = new TreeMap<>();
        long zeros = 0;
        for (int i = 0; i < values.size(); i++) {
            double value = values.value(i) / unit;
            long count = values.countOf(i);
            if (Math.abs(value) <= ZERO_THRESHOLD) {
                zeros += count;
            } else {
                (value > 0 ? positive : negative).merge(bucket(Math.abs(value)), count, Long::sum);
            }
        }
        return new NativeHistogram(trend.count(), trend.sum() / unit, zeros, positive, negative);
    }

    /** The index of the bucket whose upper limit, inclusive, is 2 to the power of index / 8. */
    static int bucket(double value) {
        if (Double.isInfinite(value)) {
            return bucket(Double.MAX_VALUE);
        }
        int guess = (int) Math.ceil(Math.log(value) / Math.log(2) * BUCKETS_PER_DOUBLING);
        // the logarithm is not exact: powers of two must be limits
        while (value > limit(guess)) {
            guess++;
        }
        while (value <= limit(guess - 1)) {
            guess--;
        }
        return guess;
    }

    private static double limit(int bucket) {
        int whole = Math.floorDiv(bucket, BUCKETS_PER_DOUBLING);
        double part = Math.pow(2, (double) Math.floorMod(bucket, BUCKETS_PER_DOUBLING) / BUCKETS_PER_DOUBLING);
        return Math.scalb(part, whole);
    }

    /** Writes the fields of {@code prometheus.Histogram}. */
    void write(CodedOutputStream out, long epochMillis) throws IOException {
        out.writeUInt64(1, count);
        out.writeDouble(3, sum);
        out.writeSInt32(4, SCHEMA);
        out.writeDouble(5, ZERO_THRESHOLD);
        out.writeUInt64(6, zeros);
        write(out, 8, negative);
        write(out, 11, positive);
        out.writeInt64(15, epochMillis);
    }

    /** Spans in one field, the differences between counts in the next. */
    private static void write(CodedOutputStream out, int field, TreeMap<Integer, Long> buckets) throws IOException {
        int next = 0;
        int start = 0;
        int length = 0;
        for (int bucket : buckets.keySet()) {
            if (length > 0 && bucket != next) {
                span(out, field, start, length);
                start = bucket - next;
                length = 0;
            } else if (length == 0) {
                start = bucket;
            }
            length++;
            next = bucket + 1;
        }
        if (length > 0) {
            span(out, field, start, length);
            out.writeBytes(field + 1, deltas(buckets));
        }
    }

    private static void span(CodedOutputStream out, int field, int offset, int length) throws IOException {
        out.writeBytes(field, RemoteSeries.message(span -> {
            span.writeSInt32(1, offset);
            span.writeUInt32(2, length);
        }));
    }

    private static ByteString deltas(Map<Integer, Long> buckets) {
        return RemoteSeries.message(packed -> {
            long before = 0;
            for (long count : buckets.values()) {
                packed.writeSInt64NoTag(count - before);
                before = count;
            }
        });
    }
}
