package io.loadbank.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadbank.generator.GeneratorVerdict;
import io.loadbank.plan.Problem;
import io.loadbank.run.OutputStatus;
import io.loadbank.run.RunView;
import io.loadbank.run.ScriptIdentity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run on the wire. */
@Schema(name = "Run", description = "A run at one instant")
record RunResource(
        @Schema(example = "r-7f3k2m9q") String id,
        @Schema(example = "checkout") String name,
        ScriptIdentity script,

        @Schema(
                description = "created, initializing, ready, setup, running, paused, teardown; in the end finished, "
                        + "aborted, failed or interrupted (the daemon died under it)",
                example = "running")
        String state,

        @Schema(description = "passed, failed, or null while live", nullable = true) @Nullable
        String verdict,

        @Schema(description = "k6's exit code, null while live", nullable = true) @Nullable
        Integer exitCode,

        Instant createdAt,
        @Schema(nullable = true) @Nullable Instant startedAt,
        @Schema(nullable = true) @Nullable Instant endedAt,

        @Schema(description = "Test-run time in milliseconds, pauses excluded", example = "12873")
        long elapsedMs,

        @Schema(description = "Names only, values may be secrets", example = "[\"TARGET\"]")
        List<String> env,

        @Schema(description = "Names of the secrets it was given; values are never shown")
        List<String> secrets,

        Map<String, String> tags,
        @Schema(description = "By name") Map<String, Scenario> scenarios,

        @Schema(description = "The last judgement, by metric")
        Map<String, List<Threshold>> thresholds,

        @Schema(description = "Warnings, and why the run failed")
        List<Problem> problems,

        @Schema(
                description = "Whether the generator was the bottleneck so far; absent until it was measured",
                nullable = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Generator generator,

        @Schema(description = "Its outputs, in the order they were asked for")
        List<OutputStatus> outputs) {

    /** Whether the generator was the bottleneck. */
    @Schema(name = "Generator")
    record Generator(
            @Schema(description = "ok, degraded or saturated", example = "ok")
            String verdict,

            @Schema(description = "What it suffered, in words and numbers, the gravest first")
            List<String> reasons) {

        static @Nullable Generator of(@Nullable GeneratorVerdict verdict) {
            return verdict == null ? null : new Generator(verdict.level().text(), verdict.reasons());
        }
    }

    /** One scenario of a run. */
    @Schema(name = "Scenario")
    record Scenario(
            @Schema(example = "externally-controlled") String executor,

            @Schema(description = "waiting, running, paused, stopping or ended", example = "running")
            String state,

            @Schema(description = "0 to 1", example = "0.31") @Nullable
            Double progress,

            @Schema(
                    description = "Fields that a PATCH may set",
                    example = "[\"vus\",\"maxVUs\",\"duration\",\"paused\"]")
            List<String> live,

            @Schema(description = "What was asked for", example = "{\"vus\":20,\"maxVUs\":100,\"paused\":false}")
            Map<String, Object> desired,

            @Schema(
                    description = "Changes that wait for their time, in the order they were asked for",
                    example = "[{\"at\":\"2026-11-22T10:00:00Z\",\"vus\":50}]")
            List<Map<String, Object>> scheduled,

            @Schema(description = "What is so") RunView.Actual actual) {}

    /** One judged threshold. */
    @Schema(name = "Threshold")
    record Threshold(
            @Schema(example = "p(95)<500") String expression,
            boolean ok,

            @Schema(description = "What was compared; null if there was nothing", nullable = true, example = "31.2")
            @Nullable
            Double value) {}

    static RunResource of(RunView view) {
        Map<String, Scenario> scenarios = new LinkedHashMap<>();
        view.scenarios()
                .forEach((name, it) -> scenarios.put(
                        name,
                        new Scenario(
                                it.executor(),
                                it.state(),
                                Trees.finite(it.progress()),
                                it.live(),
                                Trees.finite(it.desired()),
                                it.scheduled(),
                                it.actual())));
        Map<String, List<Threshold>> thresholds = new LinkedHashMap<>();
        view.thresholds()
                .forEach((metric, results) -> thresholds.put(
                        metric,
                        results.stream()
                                .map(it -> new Threshold(it.expression(), it.ok(), Trees.finite(it.value())))
                                .toList()));
        return new RunResource(
                view.id(),
                view.name(),
                view.script(),
                view.state().text(),
                view.verdict(),
                view.exitCode(),
                view.createdAt(),
                view.startedAt(),
                view.endedAt(),
                view.elapsedMs(),
                view.envNames(),
                view.secretNames(),
                view.tags(),
                scenarios,
                thresholds,
                view.problems(),
                Generator.of(view.generator()),
                view.outputs());
    }
}
