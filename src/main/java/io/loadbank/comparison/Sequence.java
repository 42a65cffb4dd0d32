package io.loadbank.comparison;

/**
 * Numbers that were measured one after the other, and how many independent ones they are worth.
 *
 * <p>Latencies of neighbouring seconds resemble each other; a test that takes them for independent calls noise a
 * difference. The worth is {@code n / (1 + 2 * (sum of the correlations at lags 1, 2, …))} (Bayley and Hammersley, "The
 * effective number of independent observations in an autocorrelated time series", Supplement to the Journal of the Royal
 * Statistical Society 8, 1946), the sum cut off where the correlations of two neighbouring lags together are no longer
 * above 0 (the initial positive sequence of Geyer, "Practical Markov chain Monte Carlo", Statistical Science 7, 1992).
 */
final class Sequence {
    private final double mean;
    private final double variance;
    private final double worth;

    Sequence(double[] values) {
        int n = values.length;
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        this.mean = n == 0 ? 0 : sum / n;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        this.variance = n < 2 ? 0 : squares / (n - 1);
        this.worth = squares == 0 ? n : n / inflation(values, mean, squares);
    }

    /** By how much the variance of the mean is greater than that of independent values; at least 1. */
    private static double inflation(double[] values, double mean, double squares) {
        double sum = 0;
        for (int lag = 1; lag + 1 < values.length; lag += 2) {
            double pair = correlation(values, mean, squares, lag) + correlation(values, mean, squares, lag + 1);
            if (pair <= 0) {
                break;
            }
            sum += pair;
        }
        return Math.max(1, 1 + 2 * sum);
    }

    private static double correlation(double[] values, double mean, double squares, int lag) {
        double together = 0;
        for (int i = lag; i < values.length; i++) {
            together += (values[i] - mean) * (values[i - lag] - mean);
        }
        return together / squares;
    }

    double mean() {
        return mean;
    }

    double variance() {
        return variance;
    }

    /** How many independent values they are worth, at most as many as there are. */
    double worth() {
        return worth;
    }
}
