package io.loadbank.report;

import io.loadbank.plan.DurationText;
import java.time.Duration;
import java.util.Locale;

/** Times as people read them. */
final class Clock {
    private Clock() {}

    /** As on a clock, {@code 1:05} or {@code 2:00:00}. */
    static String text(long millis) {
        long seconds = Math.max(0, millis) / 1_000;
        long minutes = seconds / 60;
        return minutes < 60
                ? String.format(Locale.ROOT, "%d:%02d", minutes, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", minutes / 60, minutes % 60, seconds % 60);
    }

    /** As k6 writes durations, to a tenth of a second. */
    static String duration(long millis) {
        return DurationText.format(Duration.ofMillis(Math.round(millis / 100.0) * 100));
    }
}
