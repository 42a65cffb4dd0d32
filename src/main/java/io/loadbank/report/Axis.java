package io.loadbank.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The time axis that all charts of a report share.
 *
 * @param lengthMs how long it is, above 0
 * @param marks what was done to the run
 * @param pauses spans in which the test's clock stood still
 */
record Axis(long lengthMs, List<Mark> marks, List<Span> pauses) {

    private static final long[] STEPS_S = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200
    };
    private static final int MOST_TICKS = 7;

    /** A part of the axis, in milliseconds. */
    record Span(long fromMs, long toMs) {}

    /** How far from the left a time is, in percent. */
    String percent(long atMs) {
        return String.format(Locale.ROOT, "%.3f%%", Math.clamp(100.0 * atMs / lengthMs, 0, 100));
    }

    /** The same on a scale of a thousand. */
    double x(long atMs) {
        return Math.clamp(1_000.0 * atMs / lengthMs, 0, 1_000);
    }

    List<Long> ticks() {
        long step = STEPS_S[STEPS_S.length - 1] * 1_000;
        for (long each : STEPS_S) {
            if (lengthMs / (each * 1_000) < MOST_TICKS) {
                step = each * 1_000;
                break;
            }
        }
        while (lengthMs / step >= MOST_TICKS) {
            step *= 2;
        }
        List<Long> ticks = new ArrayList<>();
        for (long at = 0; at <= lengthMs; at += step) {
            ticks.add(at);
        }
        return ticks;
    }
}
