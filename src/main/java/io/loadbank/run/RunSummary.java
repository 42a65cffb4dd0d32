package io.loadbank.run;

import java.util.Map;

/**
 * How a run went, or goes.
 *
 * @param tree the object {@code handleSummary} receives
 * @param text k6's end-of-test text
 */
public record RunSummary(Map<String, Object> tree, String text) {

    /** Of a run that never came to one. */
    public static final RunSummary NONE = new RunSummary(Map.of(), "");
}
