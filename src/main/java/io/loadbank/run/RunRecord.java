package io.loadbank.run;

import io.loadbank.recording.Recording;
import java.util.List;
import java.util.Map;

/**
 * Everything kept of an ended run.
 *
 * @param summary the object {@code handleSummary} receives
 * @param summaryText k6's end-of-test text
 * @param artifacts what {@code handleSummary} returned, by destination
 * @param recording the run second by second; may be fetched from where it is kept as it is read
 */
public record RunRecord(
        RunView view,
        Map<String, Object> summary,
        String summaryText,
        Map<String, byte[]> artifacts,
        List<LogLine> logs,
        List<HistoryEntry> history,
        Recording recording) {}
