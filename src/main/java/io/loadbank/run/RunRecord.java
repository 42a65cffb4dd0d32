package io.loadbank.run;

import java.util.List;
import java.util.Map;

/**
 * Everything kept of an ended run.
 *
 * @param summary the object {@code handleSummary} receives
 */
public record RunRecord(
        RunView view, Map<String, Object> summary, List<LogLine> logs, List<HistoryEntry> history) {}
