package io.loadbank.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A threshold as written in options, not parsed yet.
 *
 * @param abortOnFail whether failing it ends the run
 * @param delayAbortEval test-run time that must have passed before it may end the run; null for none
 */
public record ThresholdSpec(
        String expression, boolean abortOnFail, @Nullable Duration delayAbortEval) {}
