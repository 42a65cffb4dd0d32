package io.loadbank.comparison;

import java.util.Locale;

/** What is to be thought of a difference. */
public enum Verdict {
    /** More than noise, and better. */
    BETTER,
    /** More than noise, and worse. */
    WORSE,
    /** More than noise, of a metric that has no good or bad direction. */
    DIFFERENT,
    /** No more than what two runs of the same make. */
    NOISE,
    /** Too few intervals to tell. */
    UNCLEAR;

    /** The word on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
