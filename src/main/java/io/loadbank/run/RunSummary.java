package io.loadbank.run;

import io.loadbank.summary.SummaryMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run went, or goes.
 *
 * @param tree the object {@code handleSummary} receives, unless the run wished for the machine-readable one
 * @param text k6's end-of-test text, compact
 * @param detail null of a run that an earlier version kept
 */
public record RunSummary(
        Map<String, Object> tree, String text, @Nullable Detail detail) {

    /** Of a run that never came to one. */
    public static final RunSummary NONE = new RunSummary(Map.of(), "");

    public RunSummary(Map<String, Object> tree, String text) {
        this(tree, text, null);
    }

    /**
     * What else there is of it.
     *
     * @param mode the run's own
     * @param machineByDefault whether {@code handleSummary} receives the machine-readable one
     * @param fullText null while a run lives that did not wish for it
     * @param machine see {@link io.loadbank.summary.MachineSummary#tree}
     */
    public record Detail(
            SummaryMode mode,
            boolean machineByDefault,
            @Nullable String fullText,
            Map<String, Object> machine) {}
}
