package io.loadbank.run;

import io.loadbank.summary.SummaryMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run is judged and summed up, k6's options that are no script options. What is null was not said.
 *
 * @param summaryMode what the end-of-test text tells
 * @param summaryExport the name of the artifact that holds the summary as k6's {@code --summary-export} writes it
 * @param newMachineReadableSummary whether {@code handleSummary()} and the export get the machine-readable summary
 * @param noThresholds whether thresholds are neither checked nor judged
 */
public record RuntimeOptions(
        @Nullable SummaryMode summaryMode,
        @Nullable String summaryExport,
        @Nullable Boolean newMachineReadableSummary,
        @Nullable Boolean noThresholds) {

    /** What they are called in a run request, the old word for a mode among them. */
    static final List<String> NAMES =
            List.of("summaryMode", "noSummary", "summaryExport", "newMachineReadableSummary", "noThresholds");

    /** Nothing was said. */
    public static final RuntimeOptions NONE = new RuntimeOptions(null, null, null, null);

    /** These, and where they say nothing, the others. */
    public RuntimeOptions over(RuntimeOptions others) {
        return new RuntimeOptions(
                summaryMode != null ? summaryMode : others.summaryMode,
                summaryExport != null ? summaryExport : others.summaryExport,
                newMachineReadableSummary != null ? newMachineReadableSummary : others.newMachineReadableSummary,
                noThresholds != null ? noThresholds : others.noThresholds);
    }

    SummaryMode mode() {
        return summaryMode == null ? SummaryMode.COMPACT : summaryMode;
    }

    boolean machineReadable() {
        return Boolean.TRUE.equals(newMachineReadableSummary);
    }

    boolean unjudged() {
        return Boolean.TRUE.equals(noThresholds);
    }

    /** What was said, for the history. */
    Map<String, Object> asked() {
        Map<String, Object> asked = new LinkedHashMap<>();
        if (summaryMode != null) {
            asked.put("summaryMode", summaryMode.text());
        }
        if (summaryExport != null) {
            asked.put("summaryExport", summaryExport);
        }
        if (newMachineReadableSummary != null) {
            asked.put("newMachineReadableSummary", newMachineReadableSummary);
        }
        if (noThresholds != null) {
            asked.put("noThresholds", noThresholds);
        }
        return asked;
    }

    /** Reads {@link #asked} back. */
    static RuntimeOptions of(Map<String, Object> asked) {
        return new RuntimeOptions(
                asked.get("summaryMode") instanceof String mode
                        ? SummaryMode.of(mode).orElse(null)
                        : null,
                asked.get("summaryExport") instanceof String name ? name : null,
                asked.get("newMachineReadableSummary") instanceof Boolean machine ? machine : null,
                asked.get("noThresholds") instanceof Boolean unjudged ? unjudged : null);
    }
}
