package io.loadbank.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows a plan's options as the tree that a script sees in {@code exec.test.options}. */
public final class ConsolidatedOptions {
    private ConsolidatedOptions() {}

    public static Map<String, @Nullable Object> consolidated(TestPlan plan) {
        return new LinkedHashMap<>();
    }
}
