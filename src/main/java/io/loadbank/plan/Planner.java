package io.loadbank.plan;

import java.util.List;
import java.util.Set;

/** Turns consolidated options into a test plan: shortcuts, conflicts, limits, defaults. */
public final class Planner {
    private Planner() {}

    public static Planned plan(Options consolidated, Set<String> exportedFunctions) {
        return new Planned.Refused(List.of());
    }
}
