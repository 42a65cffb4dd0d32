package io.loadbank.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run's life, as storage keeps it: the view as it is, and what is new since the step before.
 *
 * @param view replaces the one before; the run has ended once its state is an end
 * @param at when this was so
 * @param summary replaces the one before; null leaves that
 * @param log null for nothing new
 * @param history null for nothing new
 * @param chunks each replaces the one of its index
 * @param artifacts what {@code handleSummary} returned, by destination; empty leaves what is there
 */
public record RunProgress(
        RunView view,
        Instant at,
        @Nullable RunSummary summary,
        @Nullable LogPart log,
        @Nullable HistoryPart history,
        List<SeriesChunk> chunks,
        Map<String, byte[]> artifacts) {

    /**
     * New lines of the log.
     *
     * @param forgotten how many of the oldest lines the run keeps no longer
     * @param first number of the first of these lines, counted from 0 over the run's whole life; what storage has from
     *     there on is replaced
     */
    public record LogPart(long forgotten, long first, List<LogLine> lines) {}

    /**
     * New commands.
     *
     * @param first number of the first of these entries, counted from 0; what storage has from there on is replaced
     */
    public record HistoryPart(int first, List<HistoryEntry> entries) {}
}
