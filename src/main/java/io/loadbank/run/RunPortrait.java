package io.loadbank.run;

import io.loadbank.executor.PausableClock;
import io.loadbank.executor.ScenarioExecutor;
import io.loadbank.executor.VuPool;
import io.loadbank.metric.Tags;
import io.loadbank.plan.Problem;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws a live run as readers see it, from what its loop thread writes. */
record RunPortrait(
        String id,
        RunSpec spec,
        Instant createdAt,
        Tags runTags,
        PausableClock clock,
        RunConductor conductor,
        RunPatches patches,
        VuPool pool,
        RunGenerator generator,
        RunSinks sinks,
        RunMeasurement measurement) {

    /** The run with this status, and with all else as it is. Any thread. */
    RunView at(RunStatus status) {
        Map<String, RunView.ScenarioView> scenarios = new LinkedHashMap<>();
        for (ScenarioExecutor executor : conductor.executors()) {
            scenarios.put(executor.scenario().name(), scenario(executor));
        }
        return new RunView(
                id,
                spec.name(),
                spec.script(),
                status.state(),
                status.verdict(),
                status.exitCode(),
                createdAt,
                status.startedAt(),
                status.endedAt(),
                clock.elapsedNanos() / 1_000_000,
                status.revision(),
                List.copyOf(spec.env().keySet()),
                List.copyOf(spec.secrets().keySet()),
                runTags.asMap(),
                scenarios,
                ThresholdResults.byMetric(status.thresholds()),
                problems(status),
                generator.verdict(),
                sinks.statuses());
    }

    /** Those that were written down, and those that are a matter of the moment. */
    private List<Problem> problems(RunStatus status) {
        List<Problem> all = sinks.with(status.problems());
        Problem overflow = measurement.overflow();
        if (overflow != null) {
            all.add(overflow);
        }
        return List.copyOf(all);
    }

    private RunView.ScenarioView scenario(ScenarioExecutor executor) {
        var tally = executor.tally();
        return new RunView.ScenarioView(
                executor.scenario().workload().executor(),
                executor.phase().name().toLowerCase(Locale.ROOT),
                executor.progress(),
                executor.live(),
                executor.desired(),
                patches.toCome(executor),
                new RunView.Actual(
                        tally.active(), pool.initialized(), tally.completed(), tally.interrupted(), tally.dropped()));
    }
}
