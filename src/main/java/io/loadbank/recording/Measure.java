package io.loadbank.recording;

/** What one metric came to within an interval. Intervals that follow each other add up. */
public sealed interface Measure {

    /** The measure of this interval and the one after it together; both are of one kind. */
    Measure plus(Measure later);

    /** By how much a counter grew. */
    record Count(double count) implements Measure {
        @Override
        public Measure plus(Measure later) {
            return later instanceof Count(double more) ? new Count(count + more) : this;
        }
    }

    /** Where a gauge was: at the end, and at its lowest and highest. */
    record Level(double last, double min, double max) implements Measure {
        @Override
        public Measure plus(Measure later) {
            return later instanceof Level(double end, double low, double high)
                    ? new Level(end, Math.min(min, low), Math.max(max, high))
                    : this;
        }
    }

    /** How many samples of a rate were not zero. */
    record Ratio(long trues, long total) implements Measure {
        /** The share of non-zero samples, 0 to 1; 0 without samples. */
        public double rate() {
            return total == 0 ? 0 : (double) trues / total;
        }

        @Override
        public Measure plus(Measure later) {
            return later instanceof Ratio(long more, long samples) ? new Ratio(trues + more, total + samples) : this;
        }
    }

    /**
     * How the values of a trend were distributed.
     *
     * @param min the lowest, 0 without values; at most 0.05 % off, like max
     */
    record Values(double sum, double min, double max, Spread spread) implements Measure {
        public long count() {
            return spread.count();
        }

        public double avg() {
            long count = count();
            return count == 0 ? 0 : sum / count;
        }

        /**
         * The value below which {@code n} percent of the values lie, at most 0.83 % off; 0 without values.
         *
         * @param n 0 to 100
         */
        public double percentile(double n) {
            return Math.clamp(spread.quantile(n / 100), min, max);
        }

        @Override
        public Measure plus(Measure later) {
            if (!(later instanceof Values(double moreSum, double low, double high, Spread more)) || more.size() == 0) {
                return this;
            }
            return spread.size() == 0
                    ? later
                    : new Values(sum + moreSum, Math.min(min, low), Math.max(max, high), spread.plus(more));
        }
    }
}
