package io.loadbank.run;

import org.jspecify.annotations.Nullable;

/**
 * How an output of a run does.
 *
 * @param output its type; further ones of the same type are numbered, {@code json#2}
 * @param to where it writes to, without secrets
 * @param sent samples, or values of time series, that arrived there
 * @param lost those that never will
 * @param problem what is wrong with it now or made it lose some, as a sentence; null if nothing is
 */
public record OutputStatus(
        String output,
        String to,
        long sent,
        long lost,
        @Nullable String problem) {}
