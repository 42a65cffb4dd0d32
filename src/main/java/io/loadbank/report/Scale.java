package io.loadbank.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Where values stand on the upright axis of a chart, and the lines with numbers on it.
 *
 * @param low the value at the bottom
 * @param high the value at the top
 * @param logarithmic whether equal ratios are equal distances; both ends are then above 0
 */
record Scale(double low, double high, boolean logarithmic) {

    /** Beyond this ratio of the highest to the lowest value a straight scale shows nothing of the low ones. */
    private static final double WIDE = 40;

    /** From 0 to a round number above the highest value. */
    static Scale upTo(double highest) {
        double step = step(highest <= 0 ? 1 : highest);
        return new Scale(0, step * Math.ceil((highest <= 0 ? 1 : highest) / step), false);
    }

    /** Straight from 0, or by ratios where the values are too far apart for that. */
    static Scale between(double lowest, double highest) {
        if (lowest <= 0 || highest / lowest < WIDE) {
            return upTo(highest);
        }
        return byRatio(lowest, highest);
    }

    /** By ratios, between round numbers of the row 1, 2, 5, 10 around the values. */
    static Scale byRatio(double lowest, double highest) {
        return new Scale(round(lowest, false), round(highest * 1.0001, true), true);
    }

    private static double round(double value, boolean up) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        double[] row = {1, 2, 5, 10};
        double last = decade;
        for (double each : row) {
            if (each * decade > value) {
                return up ? each * decade : last;
            }
            last = each * decade;
        }
        return last;
    }

    private static double step(double highest) {
        double rough = highest / 4;
        double decade = Math.pow(10, Math.floor(Math.log10(rough)));
        double lead = rough / decade;
        return decade * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 2.5 ? 2.5 : lead <= 5 ? 5 : 10);
    }

    /** How high a value stands, 0 to 1; what is outside is on the edge. */
    double height(double value) {
        double share = logarithmic
                ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                : (value - low) / (high - low);
        return Math.clamp(share, 0, 1);
    }

    /** The values that have a line. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            boolean few = Math.log10(high / low) > 2.4;
            for (double decade = Math.pow(10, Math.floor(Math.log10(low) + 1e-9));
                    decade <= high * 1.001;
                    decade *= 10) {
                for (double lead : few ? new double[] {1} : new double[] {1, 2, 5}) {
                    double tick = lead * decade;
                    if (tick >= low * 0.999 && tick <= high * 1.001) {
                        ticks.add(tick);
                    }
                }
            }
            return ticks;
        }
        double step = step(high);
        for (int i = 0; i * step <= high * 1.001; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}
