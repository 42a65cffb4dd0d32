package io.loadbank.metric;

import java.util.Locale;

/** The way samples of a metric are aggregated. */
public enum MetricType {
    COUNTER,
    GAUGE,
    RATE,
    TREND;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The name users see: {@code counter}, {@code gauge}, {@code rate}, {@code trend}. */
    public String text() {
        return text;
    }
}
