package io.loadbank.metric;

import java.util.Arrays;
import java.util.Map;

/**
 * Samples that were taken together, such as those of one request; no value is NaN. Immutable: nobody writes to the
 * arrays.
 *
 * @param epochNanos when they were taken, in nanoseconds since the epoch
 * @param series one for each value
 * @param metadata of all of them; not part of any series' identity
 */
@SuppressWarnings("ArrayRecordComponent") // made for each container of samples: lists would double its size
public record TappedSamples(long epochNanos, Series[] series, double[] values, Map<String, String> metadata) {

    /** Copies the first {@code n} of both, NaN left out. */
    static TappedSamples copy(long epochNanos, Series[] series, double[] values, int n, Map<String, String> metadata) {
        Series[] ofNumbers = Arrays.copyOf(series, n);
        double[] numbers = Arrays.copyOf(values, n);
        int kept = 0;
        for (int i = 0; i < n; i++) {
            if (!Double.isNaN(numbers[i])) {
                ofNumbers[kept] = ofNumbers[i];
                numbers[kept++] = numbers[i];
            }
        }
        return kept == n
                ? new TappedSamples(epochNanos, ofNumbers, numbers, metadata)
                : new TappedSamples(epochNanos, Arrays.copyOf(ofNumbers, kept), Arrays.copyOf(numbers, kept), metadata);
    }

    public int size() {
        return values.length;
    }
}
