package io.loadbank.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.executor.VuThreads;
import io.loadbank.generator.Vitals;
import io.loadbank.http.HttpTransport;
import io.loadbank.metric.MetricSnapshot;
import io.loadbank.metric.SinkSnapshot;
import io.loadbank.plan.Problem;
import io.loadbank.plan.Retarget;
import io.loadbank.script.ScriptEngine;
import io.loadbank.script.ScriptFiles;
import io.loadbank.script.ScriptLoader;
import io.loadbank.vu.SecretVault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A board of runs in this process: real scripts, real VUs, results in memory. */
final class RunLab implements AutoCloseable {

    /** How long a test waits for what must happen; never how long something may take. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final RunLimits LIMITS =
            new RunLimits(Duration.ofSeconds(10), Duration.ofMinutes(10), 10_000, 100, 2_000, "Loadbank/test");

    private final ScriptEngine engine = new ScriptEngine();
    private final HttpTransport transport = new HttpTransport(1);
    final MemoryArchive archive = new MemoryArchive();
    final LiveRunBoard board;

    RunLab() {
        this(LIMITS);
    }

    private RunLab(RunLimits limits) {
        this(limits, it -> it);
    }

    /** A board that keeps its runs in another way. */
    RunLab(UnaryOperator<RunKeeping> change) {
        this(LIMITS, change);
    }

    private RunLab(RunLimits limits, UnaryOperator<RunKeeping> change) {
        try {
            board = new LiveRunBoard(
                    new ScriptLoader(engine, transport),
                    limits,
                    VuThreads.auto(500),
                    change.apply(RunKeeping.in(archive)),
                    SecretVault.Mounted.NONE,
                    () -> Vitals.NONE,
                    RunOutputs.NONE,
                    RuntimeOptions.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A board that changes one limit. */
    static RunLab with(UnaryOperator<RunLimits> change) {
        return new RunLab(change.apply(LIMITS));
    }

    /** What is asked for, with everything that most tests leave alone. */
    static RunSpec spec(ScriptFiles files) {
        return new RunSpec(
                null,
                "test",
                new ScriptIdentity("test", 1, "sha256:0"),
                files,
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                "tester");
    }

    static RunSpec spec(String script) {
        return spec(ScriptFiles.single("main.js", script));
    }

    static RunSpec spec(String script, Map<String, Object> options) {
        return new RunSpec(
                null,
                "test",
                new ScriptIdentity("test", 1, "sha256:0"),
                ScriptFiles.single("main.js", script),
                options,
                Map.of(),
                Map.of(),
                null,
                "tester");
    }

    /** A script that is judged and summed up in another way. */
    static RunSpec spec(String script, RuntimeOptions runtime) {
        RunSpec plain = spec(script);
        return new RunSpec(
                null,
                plain.name(),
                plain.script(),
                plain.files(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                "tester",
                false,
                null,
                runtime);
    }

    Run create(RunSpec spec) {
        return switch (board.create(spec)) {
            case Creation.Created(Run run) -> run;
            case Creation.Refused(List<Problem> problems) -> throw new AssertionError("refused: " + problems);
            case Creation.NoCapacity(Problem problem) -> throw new AssertionError("no capacity: " + problem);
            case Creation.NotKept(Problem problem) -> throw new AssertionError("not kept: " + problem);
            case Creation.IdTaken(String id) -> throw new AssertionError("taken: " + id);
        };
    }

    Run create(String script) {
        return create(spec(script));
    }

    /** Why a run is refused. */
    List<Problem> refusal(RunSpec spec) {
        Creation creation = board.create(spec);
        assertThat(creation).isInstanceOf(Creation.Refused.class);
        return ((Creation.Refused) creation).problems();
    }

    /** Runs a script to its end. */
    Run run(String script) {
        Run run = create(script);
        awaitEnd(run);
        return run;
    }

    static RunView awaitEnd(Run run) {
        return Objects.requireNonNull(run.ended().block(PATIENCE), "the end");
    }

    static void awaitState(Run run, RunState state) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(run.view().state()).isEqualTo(state));
    }

    static void awaitLine(Run run, String text) {
        Awaitility.await().atMost(PATIENCE).until(() -> lines(run).stream().anyMatch(line -> line.contains(text)));
    }

    static Patched patch(Run run, RunPatch patch) {
        return Objects.requireNonNull(run.patch(patch, "tester").block(PATIENCE), "an answer");
    }

    static Patched patch(Run run, Retarget change) {
        return patch(run, new RunPatch(null, null, Map.of(), change));
    }

    static RunView stop(Run run) {
        patch(run, new RunPatch(null, true, Map.of(), null));
        return awaitEnd(run);
    }

    static Patched pause(Run run) {
        return patch(run, new RunPatch(true, null, Map.of(), null));
    }

    static Patched resume(Run run) {
        return patch(run, new RunPatch(false, null, Map.of(), null));
    }

    static Retarget vus(long vus) {
        return change(vus, null, null);
    }

    static Retarget change(@Nullable Long vus, @Nullable Long maxVUs, @Nullable Duration duration) {
        return new Retarget(vus, maxVUs, null, null, null, duration, null, null, null, null);
    }

    static List<String> lines(Run run) {
        List<String> lines = new ArrayList<>();
        run.logs().forEach(line -> lines.add(line.message()));
        return lines;
    }

    static List<String> consoleLines(Run run) {
        List<String> lines = new ArrayList<>();
        run.logs().stream().filter(line -> line.source().equals("console")).forEach(line -> lines.add(line.message()));
        return lines;
    }

    /** The sum of a counter, 0 without samples. */
    static double count(Run run, String metric) {
        MetricSnapshot found = run.metrics().find(metric);
        return found != null && found.sink() instanceof SinkSnapshot.CounterSnapshot counter ? counter.count() : 0;
    }

    static RunView.ScenarioView scenario(Run run, String name) {
        return scenario(run.view(), name);
    }

    static RunView.ScenarioView scenario(RunView view, String name) {
        return Objects.requireNonNull(view.scenarios().get(name), name);
    }

    @Override
    public void close() {
        board.shutdown(Duration.ofSeconds(10));
        engine.close();
        transport.close();
    }
}
