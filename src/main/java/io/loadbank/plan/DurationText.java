package io.loadbank.plan;

import java.time.Duration;
import java.util.Optional;

/** Durations as text. */
public final class DurationText {
    private DurationText() {}

    /**
     * Reads what options accept: Go-style text such as {@code 1h2m3.5s}, led by whole days if wanted; or a number of
     * milliseconds, as a number or as text.
     */
    public static Optional<Duration> parse(Object value) {
        return Optional.empty();
    }

    /** Reads Go-style text only: no days, and a unit for every number but zero. */
    public static Optional<Duration> parseStrict(String text) {
        return Optional.empty();
    }

    /** Go style: {@code 1m0s}, {@code 26h0m31.75s}, {@code 500ms}, {@code 0s}. */
    public static String format(Duration duration) {
        return "";
    }
}
