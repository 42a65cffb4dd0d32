package io.loadbank.summary;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a summary tells of the run beside its metrics.
 *
 * @param testRunDuration test-run time, pauses excluded
 * @param setupData what {@code setup()} returned; null when there was none
 */
public record SummaryState(
        Duration testRunDuration, @Nullable SetupData setupData) {

    /** The JSON-like value that {@code setup()} returned, which may be null itself. */
    public record SetupData(@Nullable Object value) {}
}
