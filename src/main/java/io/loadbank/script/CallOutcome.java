package io.loadbank.script;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a call of a lifecycle function ended. */
public sealed interface CallOutcome {

    /** It returned; the value as JSON text, null for undefined. */
    record Returned(@Nullable String json) implements CallOutcome {}

    /** {@code handleSummary} returned contents by destination; null for nothing. */
    record Files(@Nullable Map<String, byte[]> contents) implements CallOutcome {}

    /** It threw, synchronously. */
    record Threw(String text) implements CallOutcome {}

    /** Its promise was rejected, or what it returned cannot be used. */
    record Unusable(String text) implements CallOutcome {}

    /** It did not end in time. */
    record TimedOut(String text) implements CallOutcome {}

    /** It was cut off from outside, or aborted the test. */
    record CutOff() implements CallOutcome {}
}
