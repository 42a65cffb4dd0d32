package io.loadbank.plan;

import java.util.List;

/** What became of options: a plan, or everything that is wrong with them. */
public sealed interface Planned {

    /**
     * There is a plan.
     *
     * @param warnings sentences for the user about what was ignored or replaced
     */
    record Ready(TestPlan plan, List<String> warnings) implements Planned {
        public Ready {
            warnings = List.copyOf(warnings);
        }
    }

    record Refused(List<Problem> problems) implements Planned {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
