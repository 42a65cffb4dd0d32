package io.loadbank.comparison;

import org.jspecify.annotations.Nullable;

/**
 * One number of a metric in two runs.
 *
 * @param name {@code med}, {@code p(95)}, {@code rate}, {@code perSecond}, {@code value}
 * @param first its value in the run that is compared with; NaN where that has none
 * @param second its value in the other run
 * @param pValue how likely a difference like this is if there were none; null where that cannot be told
 * @param tested what {@code pValue} comes of, in a word
 */
public record Statistic(
        String name, double first, double second, @Nullable Double pValue, String tested, Verdict verdict) {

    public double difference() {
        return second - first;
    }

    /** The difference as a share of the first value; NaN if that is 0. */
    public double relative() {
        return first == 0 ? Double.NaN : (second - first) / Math.abs(first);
    }
}
