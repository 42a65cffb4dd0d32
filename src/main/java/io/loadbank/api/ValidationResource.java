package io.loadbank.api;

import io.loadbank.library.Trial;
import io.loadbank.plan.Problem;
import io.loadbank.run.DryRun;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What trying a script showed. */
@Schema(name = "Validation", description = "What trying a script showed; nothing was stored")
record ValidationResource(
        @Schema(description = "Whether a run of it could start: there are no problems")
        boolean valid,

        @Schema(description = "The effective options; null if the script did not get so far", nullable = true) @Nullable
        Map<String, Object> options,

        @Schema(description = "The effective scenarios by name; null if the script did not get so far", nullable = true)
        @Nullable
        Map<String, Object> scenarios,

        @Schema(description = "VUs there may be at most") int maxVUs,

        @Schema(description = "Names of the exported functions")
        List<String> exports,

        @Schema(description = "The modules it imports") List<String> imports,

        @Schema(description = "With file, line and column where there is one")
        List<Problem> problems,

        List<String> warnings) {

    /** The script did not get through its init. */
    static ValidationResource failed(Trial trial) {
        return new ValidationResource(
                false, trial.options(), null, 0, trial.exports(), trial.imports(), trial.problems(), List.of());
    }

    static ValidationResource planned(Trial trial, DryRun plan) {
        return new ValidationResource(
                plan.problems().isEmpty(),
                Trees.finite(plan.options()),
                scenarios(plan),
                plan.maxVUs(),
                trial.exports(),
                trial.imports(),
                plan.problems(),
                plan.warnings());
    }

    private static @Nullable Map<String, Object> scenarios(DryRun plan) {
        return plan.options().get("scenarios") instanceof Map<?, ?> map ? Trees.finite(map) : null;
    }
}
