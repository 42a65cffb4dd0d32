package io.loadbank.telemetry;

import io.loadbank.generator.GeneratorVerdict;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.run.Run;
import io.loadbank.run.RunBoard;
import io.loadbank.run.RunState;
import io.loadbank.run.RunView;
import io.loadbank.run.RunView.ScenarioView;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How runs are steered, for Prometheus: their states and thresholds, what each scenario was asked for and what it does,
 * and how the daemon's parts are. {@code testid} is the same as with the runs' own series, and so is how long an ended
 * run is shown. Reads views only; any thread.
 */
public final class ControlSeries implements MultiCollector {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final RunBoard board;
    private final Supplier<Map<String, Boolean>> health;
    private final Duration kept;
    private final InstantSource clock;

    /**
     * Collects from the board's runs.
     *
     * @param health the daemon's components and whether they are up
     * @param kept how long an ended run is shown
     */
    public ControlSeries(RunBoard board, Supplier<Map<String, Boolean>> health, Duration kept, InstantSource clock) {
        this.board = board;
        this.health = health;
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public MetricSnapshots collect() {
        Families families = new Families();
        Instant oldest = clock.instant().minus(kept);
        for (Run run : board.runs().reversed()) {
            RunView view = run.view();
            if (view.endedAt() == null || view.endedAt().isAfter(oldest)) {
                families.nextRun();
                addRun(view, families);
                Map<String, Double> rates = run.desiredRates();
                view.scenarios()
                        .forEach((name, it) -> addScenario(
                                families,
                                Labels.of(SeriesLabels.RUN, testId(view), "scenario", name),
                                it,
                                rates.getOrDefault(name, Double.NaN)));
            }
        }
        health.get()
                .forEach((component, isUp) -> families.gauge(
                        "loadbank_health_up",
                        "1 if the component of the daemon's health is up, else 0",
                        Labels.of("component", component),
                        isUp ? 1 : 0));
        return families.snapshots();
    }

    private static String testId(RunView view) {
        return SeriesLabels.testId(view.tags().get(SeriesLabels.RUN), view.id());
    }

    private static void addRun(RunView view, Families families) {
        Labels run = Labels.of(SeriesLabels.RUN, testId(view));
        String script = view.script().name() + "@" + view.script().version();
        families.info(
                "loadbank_run",
                "what the run is",
                run.merge(Labels.of("run", view.id(), "name", view.name(), "script", script)));
        families.gauge(
                "loadbank_run_state",
                "1 under the state the run is in",
                run.merge(Labels.of("state", view.state().text())),
                1);
        families.gauge(
                "loadbank_run_live",
                "1 until the run has ended",
                run,
                view.state().isEnd() ? 0 : 1);
        families.gauge("loadbank_run_paused", "1 while the run rests", run, view.state() == RunState.PAUSED ? 1 : 0);
        families.gauge(
                "loadbank_run_elapsed_seconds",
                "time of the test's clock, pauses excluded",
                run,
                view.elapsedMs() / MILLIS_PER_SECOND);
        families.gauge("loadbank_run_failed", "1 once the run has ended and failed", run, isFailed(view) ? 1 : 0);
        GeneratorVerdict generator = view.generator();
        if (generator != null) {
            families.gauge(
                    "loadbank_generator_verdict",
                    "whether the generator was the bottleneck: 0 ok, 1 degraded, 2 saturated",
                    run,
                    switch (generator.level()) {
                        case OK -> 0;
                        case DEGRADED -> 1;
                        case SATURATED -> 2;
                    });
        }
        int failed = 0;
        for (List<ThresholdResult> results : view.thresholds().values()) {
            for (ThresholdResult it : results) {
                failed += it.ok() ? 0 : 1;
                families.gauge(
                        "loadbank_run_threshold_ok",
                        "1 if the threshold held when it was judged last, else 0",
                        run.merge(Labels.of("metric", it.metric(), "threshold", it.expression())),
                        it.ok() ? 1 : 0);
            }
        }
        families.gauge("loadbank_run_thresholds_failed", "thresholds that do not hold", run, failed);
    }

    private static boolean isFailed(RunView view) {
        return view.state() == RunState.FAILED || "failed".equals(view.verdict());
    }

    private static void addScenario(Families families, Labels labels, ScenarioView scenario, double desiredRate) {
        boolean hasBegun = !scenario.state().equals("waiting");
        boolean goesOn = hasBegun && !scenario.state().equals("ended");
        if (goesOn && scenario.desired().get("vus") instanceof Number vus) {
            families.gauge("loadbank_scenario_vus_desired", "VUs that were asked for", labels, vus.doubleValue());
        }
        if (goesOn && !Double.isNaN(desiredRate)) {
            families.gauge(
                    "loadbank_scenario_rate_desired",
                    "iterations per second that were asked for, of all instances",
                    labels,
                    desiredRate);
        }
        families.gauge(
                "loadbank_scenario_vus",
                "VUs that iterate",
                labels,
                scenario.actual().vus());
        families.gauge(
                "loadbank_scenario_paused",
                "1 while the scenario rests",
                labels,
                scenario.state().equals("paused") ? 1 : 0);
        families.gauge(
                "loadbank_scenario_progress_ratio",
                "how far the scenario has come, 0 to 1",
                labels,
                scenario.progress());
        addIterations(families, labels, "completed", scenario.actual().iterationsCompleted());
        addIterations(families, labels, "interrupted", scenario.actual().iterationsInterrupted());
        addIterations(families, labels, "dropped", scenario.actual().iterationsDropped());
    }

    private static void addIterations(Families families, Labels labels, String outcome, long count) {
        families.counter(
                "loadbank_scenario_iterations",
                "iterations by their end",
                labels.merge(Labels.of("outcome", outcome)),
                count,
                0);
    }
}
