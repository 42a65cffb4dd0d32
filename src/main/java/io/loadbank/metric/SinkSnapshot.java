package io.loadbank.metric;

import java.util.List;

/** The aggregate of a sink at one instant, immutable. */
public sealed interface SinkSnapshot {

    /**
     * A sum, and how fast it grew.
     *
     * @param count the sum of all values
     * @param rate {@code count} per second of test-run time, 0 while that time is 0
     */
    record CounterSnapshot(double count, double rate) implements SinkSnapshot {}

    /** The last, lowest and highest value; all 0 without samples. */
    record GaugeSnapshot(double value, double min, double max) implements SinkSnapshot {}

    /**
     * How many samples were not zero.
     *
     * @param trues samples that were not zero
     * @param total all samples
     */
    record RateSnapshot(long trues, long total) implements SinkSnapshot {
        /** The share of non-zero samples, 0 to 1; 0 without samples. */
        public double rate() {
            return total == 0 ? 0 : (double) trues / total;
        }
    }

    /**
     * How values are distributed.
     *
     * @param sum the exact sum
     * @param min the exact minimum, 0 without samples
     * @param max the exact maximum, 0 without samples
     * @param distribution all values, exact or in buckets
     */
    record TrendSnapshot(double sum, double min, double max, Distribution distribution) implements SinkSnapshot {
        public long count() {
            return distribution.count();
        }

        public double avg() {
            return count() == 0 ? 0 : sum / count();
        }

        public double med() {
            return percentile(50);
        }

        /**
         * The value below which {@code n} percent of the values lie, linearly interpolated between neighbours
         * ("type 7"); 0 without samples.
         *
         * @param n 0 to 100
         */
        public double percentile(double n) {
            return Math.clamp(distribution.quantile(n / 100), min, max);
        }

        /**
         * What came between two looks at the same trend. Its lowest and highest value are exact where they are the
         * lowest and highest of all, else at most 0.05 % off, as are the values themselves once there are buckets.
         */
        public TrendSnapshot since(TrendSnapshot earlier) {
            if (earlier.count() == 0) {
                return this;
            }
            Distribution fresh = distribution.minus(earlier.distribution);
            if (fresh.count() == 0) {
                return new TrendSnapshot(0, 0, 0, fresh);
            }
            double low = min < earlier.min ? min : Math.max(min, fresh.value(0));
            double high = max > earlier.max ? max : Math.min(max, fresh.value(fresh.size() - 1));
            return new TrendSnapshot(sum - earlier.sum, low, high, fresh);
        }

        /** What one sink would show that had met the values of both; merging loses nothing. */
        public TrendSnapshot plus(TrendSnapshot other) {
            return ofAll(List.of(this, other));
        }

        /** What one sink would show that had met the values of all. */
        public static TrendSnapshot ofAll(List<TrendSnapshot> parts) {
            TrendSink all = new TrendSink();
            parts.forEach(all::add);
            return all.snapshot(0);
        }
    }
}
