package io.loadbank.comparison;

import io.loadbank.recording.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A run cut into intervals of equal length, long enough that what is measured in one says little about the next.
 *
 * <p>Latencies of neighbouring seconds resemble each other, and a test that takes them for independent calls noise a
 * difference. So intervals are joined in pairs until the correlation of neighbours is at most {@value
 * #MAX_CORRELATION}, or {@value #FEWEST} would be left: the method of batch means with growing batches (Fishman,
 * "Grouping observations in digital simulation", Management Science 24, 1978).
 */
final class Batches {
    static final double MAX_CORRELATION = 0.2;
    static final int FEWEST = 10;

    private final List<Frame> frames;

    private Batches(List<Frame> frames) {
        this.frames = frames;
    }

    /** The intervals of a run by which a number is to be compared. */
    static Batches of(List<Frame> seconds, ToDoubleFunction<Frame> number) {
        List<Frame> batches = seconds;
        while (batches.size() / 2 >= FEWEST && correlation(values(batches, number)) > MAX_CORRELATION) {
            batches = joined(batches);
        }
        return new Batches(batches);
    }

    private static List<Frame> joined(List<Frame> frames) {
        List<Frame> pairs = new ArrayList<>(frames.size() / 2);
        for (int i = 0; i + 1 < frames.size(); i += 2) {
            pairs.add(frames.get(i).joined(frames.get(i + 1)));
        }
        return pairs;
    }

    /** The correlation of values with their successors ("lag 1"); 0 where nothing varies. */
    static double correlation(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        double together = 0;
        for (int i = 0; i < values.length; i++) {
            variance += (values[i] - mean) * (values[i] - mean);
            together += i == 0 ? 0 : (values[i] - mean) * (values[i - 1] - mean);
        }
        return variance == 0 ? 0 : together / variance;
    }

    int size() {
        return frames.size();
    }

    List<Frame> frames() {
        return frames;
    }

    /** The mean length of an interval; 0 without any. */
    double seconds() {
        return frames.stream().mapToDouble(Frame::seconds).average().orElse(0);
    }

    double[] values(ToDoubleFunction<Frame> number) {
        return values(frames, number);
    }

    private static double[] values(List<Frame> frames, ToDoubleFunction<Frame> number) {
        double[] values = new double[frames.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number.applyAsDouble(frames.get(i));
        }
        return values;
    }
}
