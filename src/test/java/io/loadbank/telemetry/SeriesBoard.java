package io.loadbank.telemetry;

import io.loadbank.generator.GeneratorVerdict;
import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.run.Creation;
import io.loadbank.run.DryRun;
import io.loadbank.run.Run;
import io.loadbank.run.RunBoard;
import io.loadbank.run.RunSpec;
import io.loadbank.run.RunState;
import io.loadbank.run.RunView;
import io.loadbank.run.ScriptIdentity;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A board whose runs have metrics, a view, and nothing else. */
final class SeriesBoard implements RunBoard {
    private final List<Run> runs = new ArrayList<>();
    private final Map<String, Instant> ends = new HashMap<>();

    Metrics add(String id) {
        var metrics = new Metrics(new MetricRegistry(), 1_000);
        runs.add((Run) Proxy.newProxyInstance(
                Run.class.getClassLoader(), new Class<?>[] {Run.class}, (_, method, _) -> switch (method.getName()) {
                    case "id" -> id;
                    case "view" -> view(id, ends.get(id));
                    case "series" -> metrics.seriesSnapshot(1);
                    case "desiredRates" -> Map.of("buy", 12.5);
                    default -> throw new AssertionError(method.getName() + " is none of a scrape's business");
                }));
        return metrics;
    }

    void end(String id, Instant at) {
        ends.put(id, at);
    }

    private static RunView view(String id, @Nullable Instant end) {
        return new RunView(
                id,
                id,
                new ScriptIdentity("s", 1, ""),
                end == null ? RunState.RUNNING : RunState.FINISHED,
                end == null ? null : "failed",
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                end,
                0,
                1,
                List.of(),
                List.of(),
                Map.of(),
                Map.of(
                        "default", scenario("running", Map.of("vus", 9), new RunView.Actual(7, 10, 5, 1, 2)),
                        "buy", scenario("paused", Map.of("rate", 25), new RunView.Actual(0, 0, 0, 0, 0)),
                        "later", scenario("waiting", Map.of("vus", 3), new RunView.Actual(0, 0, 0, 0, 0))),
                Map.of(
                        "checks",
                        List.of(
                                new ThresholdResult("checks", "rate>0.9", true, 1),
                                new ThresholdResult("checks", "rate>0.99", false, 0.95))),
                List.of(),
                new GeneratorVerdict(GeneratorVerdict.Level.DEGRADED, List.of("CPU: busy")),
                List.of());
    }

    private static RunView.ScenarioView scenario(String state, Map<String, Object> desired, RunView.Actual actual) {
        return new RunView.ScenarioView("constant-vus", state, 0.5, List.of(), desired, List.of(), actual);
    }

    @Override
    public List<Run> runs() {
        return runs.reversed();
    }

    @Override
    public Creation create(RunSpec spec) {
        throw new AssertionError("nobody creates runs here");
    }

    @Override
    public DryRun dryRun(RunSpec spec) {
        throw new AssertionError("nobody creates runs here");
    }

    @Override
    public @Nullable Run find(String id) {
        return null;
    }

    @Override
    public boolean uses(String scriptName, int version) {
        return false;
    }

    @Override
    public int stopAll(String who) {
        return 0;
    }

    @Override
    public boolean forget(String id) {
        return false;
    }
}
