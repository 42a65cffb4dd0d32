package io.loadbank.metric;

import java.util.Locale;

/** What the numbers of a metric stand for (k6 calls it {@code contains}); matters to formatting only. */
public enum ValueKind {
    /** Plain numbers. */
    DEFAULT,
    /** Milliseconds. */
    TIME,
    /** Bytes. */
    DATA;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The name users see: {@code default}, {@code time}, {@code data}. */
    public String text() {
        return text;
    }
}
