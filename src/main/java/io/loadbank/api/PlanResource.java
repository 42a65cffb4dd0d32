package io.loadbank.api;

import io.loadbank.plan.Problem;
import io.loadbank.run.DryRun;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** What a script would do if it were run. */
@Schema(name = "Plan", description = "The effective plan of a run that was not started")
record PlanResource(
        @Schema(description = "Whether a run could start: there are no problems")
        boolean valid,

        @Schema(description = "The effective options, defaults filled in")
        Map<String, Object> options,

        @Schema(description = "VUs created before the start")
        int vus,

        @Schema(description = "VUs there may be at most") int maxVUs,
        List<Problem> problems,

        @Schema(description = "What was ignored or replaced, in sentences")
        List<String> warnings) {

    static PlanResource of(DryRun plan) {
        return new PlanResource(
                plan.problems().isEmpty(),
                Trees.finite(plan.options()),
                plan.vus(),
                plan.maxVUs(),
                plan.problems(),
                plan.warnings());
    }
}
