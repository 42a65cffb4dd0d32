package io.loadbank.run;

import io.loadbank.generator.GeneratorVerdict;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.plan.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run at one instant, for readers. Immutable.
 *
 * @param verdict {@code passed}, {@code failed} or null while nobody knows
 * @param exitCode k6's, null while the run lives
 * @param elapsedMs test-run time in milliseconds, pauses excluded
 * @param revision changes with every command and every state; the run's entity tag
 * @param thresholds the last judgement, by metric, in declared order
 * @param problems what the user should know: warnings, and why the run failed
 * @param generator whether the generator was the bottleneck so far; null before it was measured
 * @param outputs how each output does, in the order they were asked for
 */
public record RunView(
        String id,
        String name,
        ScriptIdentity script,
        RunState state,
        @Nullable String verdict,
        @Nullable Integer exitCode,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        long elapsedMs,
        long revision,
        List<String> envNames,
        List<String> secretNames,
        Map<String, String> tags,
        Map<String, ScenarioView> scenarios,
        Map<String, List<ThresholdResult>> thresholds,
        List<Problem> problems,
        @Nullable GeneratorVerdict generator,
        List<OutputStatus> outputs) {

    public RunView {
        // what earlier versions kept has none
        outputs = outputs == null ? List.of() : List.copyOf(outputs);
        secretNames = secretNames == null ? List.of() : List.copyOf(secretNames);
    }

    /** The view of a run that was alive when the daemon died under it. */
    public RunView interrupted(Instant at) {
        Map<String, ScenarioView> stopped = new LinkedHashMap<>();
        scenarios.forEach((scenario, it) -> stopped.put(scenario, it.ended()));
        List<Problem> more = new ArrayList<>(problems);
        more.add(new Problem(
                "run", "the daemon died under it; what it did is kept up to " + at, "start it anew: POST .../rerun"));
        return new RunView(
                id,
                name,
                script,
                RunState.INTERRUPTED,
                null,
                null,
                createdAt,
                startedAt,
                at,
                elapsedMs,
                revision + 1,
                envNames,
                secretNames,
                tags,
                stopped,
                thresholds,
                List.copyOf(more),
                generator,
                outputs);
    }

    /**
     * One scenario of the run.
     *
     * @param state {@code waiting}, {@code running}, {@code paused}, {@code stopping} or {@code ended}
     * @param progress 0 to 1
     * @param live fields that a PATCH may set
     * @param desired what was asked for, by field, values as on the wire
     * @param scheduled changes that wait for their time {@code at}, fields as on the wire
     */
    public record ScenarioView(
            String executor,
            String state,
            double progress,
            List<String> live,
            Map<String, Object> desired,
            List<Map<String, Object>> scheduled,
            Actual actual) {

        public ScenarioView {
            // what earlier versions kept has none
            scheduled = scheduled == null ? List.of() : List.copyOf(scheduled);
        }

        private ScenarioView ended() {
            return new ScenarioView(executor, "ended", progress, List.of(), desired, List.of(), actual);
        }
    }

    /** What is so. */
    public record Actual(
            int vus,
            int vusInitialized,
            long iterationsCompleted,
            long iterationsInterrupted,
            long iterationsDropped) {}
}
