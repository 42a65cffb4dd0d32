package io.loadbank.run;

import java.util.List;
import java.util.Map;

/**
 * Everything kept of an ended run.
 *
 * @param summary the object {@code handleSummary} receives
 * @param summaryText k6's end-of-test text
 * @param artifacts what {@code handleSummary} returned, by destination
 */
public record RunRecord(
        RunView view,
        Map<String, Object> summary,
        String summaryText,
        Map<String, byte[]> artifacts,
        List<LogLine> logs,
        List<HistoryEntry> history) {}
