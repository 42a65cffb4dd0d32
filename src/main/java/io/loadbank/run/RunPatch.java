package io.loadbank.run;

import io.loadbank.plan.Retarget;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of a live run, applied whole or not at all.
 *
 * @param paused freezes or resumes the whole run; null leaves it
 * @param stopped true stops the run; null or false leaves it
 * @param scenarios changes by scenario name
 * @param only a change without a scenario's name, for the one scenario that has its fields live; null if none
 */
public record RunPatch(
        @Nullable Boolean paused,
        @Nullable Boolean stopped,
        Map<String, Retarget> scenarios,
        @Nullable Retarget only) {

    public RunPatch {
        scenarios = Collections.unmodifiableMap(new LinkedHashMap<>(scenarios));
    }
}
