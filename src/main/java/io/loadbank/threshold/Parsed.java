package io.loadbank.threshold;

import io.loadbank.plan.Problem;
import java.util.List;

/** What was understood of the thresholds in options, and everything that was not. */
public record Parsed(Thresholds thresholds, List<Problem> problems) {
    public Parsed {
        problems = List.copyOf(problems);
    }
}
