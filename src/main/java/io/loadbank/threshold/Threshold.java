package io.loadbank.threshold;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One expression over one metric, with what it was written as. */
record Threshold(
        String source,
        Expression expression,
        boolean abortOnFail,
        @Nullable Duration delayAbortEval) {

    /** Whether a failure may end the run once it has lasted this long; a delay must have been exceeded. */
    boolean mayAbort(double testSeconds) {
        return abortOnFail && (delayAbortEval == null || delayAbortEval.toNanos() / 1e9 < testSeconds);
    }
}
