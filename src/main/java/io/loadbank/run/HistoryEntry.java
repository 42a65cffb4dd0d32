package io.loadbank.run;

import java.time.Instant;
import java.util.Map;

/**
 * One command that changed a run.
 *
 * @param who who gave it
 * @param command what it did: {@code create}, {@code patch}, {@code stop}, {@code shutdown}
 * @param before the fields it changed, as they were; a JSON-like tree
 * @param after the same fields, as they are
 */
public record HistoryEntry(
        Instant at, String who, String command, Map<String, Object> before, Map<String, Object> after) {}
