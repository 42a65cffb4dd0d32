package io.loadbank.api;

import io.loadbank.plan.Problem;
import io.loadbank.run.DryRun;
import io.loadbank.run.MemoryEstimate;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

        @Schema(
                description =
                        "What maxVUs will keep in memory, by estimate; left out when the plan has problems of its own")
        @Nullable
        MemoryResource memory,

        List<Problem> problems,

        @Schema(description = "What was ignored or replaced, in sentences")
        List<String> warnings) {

    static PlanResource of(DryRun plan) {
        return new PlanResource(
                plan.problems().isEmpty(),
                Trees.finite(plan.options()),
                plan.vus(),
                plan.maxVUs(),
                MemoryResource.of(plan.memory()),
                plan.problems(),
                plan.warnings());
    }

    /** Memory of the VUs, in bytes. */
    @Schema(name = "MemoryEstimate", description = "Memory that the VUs of a run will keep, by estimate")
    record MemoryResource(
            @Schema(description = "Bytes of one VU: a JavaScript realm, and what the init code keeps")
            long bytesPerVU,

            @Schema(description = "Bytes of maxVUs VUs") long bytes) {

        static @Nullable MemoryResource of(@Nullable MemoryEstimate estimate) {
            return estimate == null ? null : new MemoryResource(estimate.bytesPerVu(), estimate.bytes());
        }
    }
}
