package io.loadbank.summary;

import java.util.Arrays;
import java.util.Optional;

/** How much k6's end-of-test text tells, if there is one. */
public enum SummaryMode {
    /** Thresholds and totals, without the details of HTTP times. */
    COMPACT("compact"),
    /** The same with all metrics, and the groups and scenarios one by one. */
    FULL("full"),
    /** No text, no {@code handleSummary()}, no export. */
    DISABLED("disabled");

    private final String text;

    SummaryMode(String text) {
        this.text = text;
    }

    /** As k6 writes it. */
    public String text() {
        return text;
    }

    public static Optional<SummaryMode> of(String text) {
        return Arrays.stream(values()).filter(mode -> mode.text.equals(text)).findFirst();
    }
}
