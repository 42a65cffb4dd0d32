package io.loadbank.run;

import io.loadbank.executor.PausableClock;
import io.loadbank.executor.VuPool;
import io.loadbank.executor.VuThreads;
import io.loadbank.generator.GeneratorVerdict;
import io.loadbank.generator.Vitals;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.metric.Tags;
import io.loadbank.plan.ConsolidatedOptions;
import io.loadbank.plan.Problem;
import io.loadbank.plan.TestPlan;
import io.loadbank.recording.Recording;
import io.loadbank.run.RunEnding.Cause;
import io.loadbank.run.RunOutputs.ChosenOutput;
import io.loadbank.vu.TestInfo;
import io.loadbank.vu.VuInitException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A run that lives in this daemon, until it has ended and after. Commands are posted to its loop thread; views are read
 * from what that thread writes.
 */
final class LiveRun implements Run {

    private final RunSpec spec;
    private final String id;
    private final RunBook book;
    private final RunLoop loop;
    private final PreparedRun.Ready prepared;
    private final RunLimits limits;
    private final PausableClock clock;
    private final VuPool pool;
    private final RunMeasurement measurement;
    private final RunConductor conductor;
    private final RunPatches patches;
    private final RunFinish finish;
    private final RunLifecycle lifecycle;
    private final RunGenerator generator;
    private final RunTap tap;
    private final ZeroCounters zeros;
    private final RunPortrait portrait;
    private final RunLedger ledger;
    private final RunSinks sinks;
    private final RunFiles files;
    private final Map<String, Object> options;
    private final CompletableFuture<RunView> ended = new CompletableFuture<>();

    LiveRun(
            String id,
            RunSpec spec,
            PreparedRun.Ready prepared,
            RunBook book,
            RunLimits limits,
            VuThreads threads,
            RunKeeping keeping,
            Scribe scribe,
            Supplier<Vitals> vitals,
            IntSupplier room) {
        this.id = id;
        this.spec = spec;
        this.book = book;
        this.prepared = prepared;
        this.limits = limits;
        this.loop = new RunLoop(id, this::defect);
        this.clock = new PausableClock(loop);
        TestPlan plan = prepared.plan();
        this.files = keeping.files();
        this.sinks = new RunSinks(id, prepared, book, files.directory(id), this::metricsStore);
        Metrics metrics = new Metrics(
                prepared.session().registry(),
                limits.maxSeries(),
                book.secrets()::redact,
                sinks.tap(),
                plan.systemTags().contains("expected_response"));
        prepared.thresholds().declareOn(metrics);
        Tags runTags = Tags.of(plan.tags()).with(Tags.of(spec.tags()));
        this.measurement = new RunMeasurement(metrics, runTags, () -> clock.elapsedNanos() / 1e9);
        this.zeros = ZeroCounters.of(plan, runTags, metrics.registry().builtins());
        this.options = ConsolidatedOptions.consolidated(plan);
        TestInfo test =
                new ScriptedTest(book, loop, clock, options, prepared.instance().share(), this::pool, this::conductor);
        prepared.session().bind(metrics, plan, runTags, limits.userAgent(), test);
        this.pool = new VuPool(
                new HeapGuard(prepared.session(), vitals),
                threads.threads(prepared.instance().reservation().maxVus()),
                loop,
                this::vuFailed);
        this.finish = new RunFinish(prepared, measurement, book);
        this.generator = new RunGenerator(vitals, measurement, pool);
        RunConductor.Stand stand = new RunConductor.Stand(
                book, loop, prepared, measurement, pool, clock, runTags, limits, room, finish, generator);
        this.conductor = new RunConductor(stand, new RunEnding(), this::end);
        this.patches = new RunPatches(book, conductor, loop);
        this.lifecycle = new RunLifecycle(prepared.session(), plan);
        this.tap = new RunTap(book, measurement, clock, conductor, generator);
        this.portrait = new RunPortrait(
                id, spec, Instant.now(), runTags, clock, conductor, patches, pool, generator, sinks, measurement);
        RunLedger.Source source = new RunLedger.Source(
                book,
                finish,
                this::view,
                clock::elapsedNanos,
                tap::takeChanged,
                trouble -> loop.post(() -> book.storage(trouble)));
        this.ledger = new RunLedger(keeping, scribe, source);
    }

    private boolean startsPaused() {
        Boolean wish = spec.paused();
        return wish == null ? prepared.plan().paused() : wish;
    }

    /** Enters the run in storage, before its loop has anything to do; blocks. */
    void open() throws IOException {
        book.warn(prepared.warnings());
        Map<String, Object> asked = spec.asked(startsPaused());
        if (spec.outputs() != null) {
            asked.put(
                    "outputs",
                    prepared.outputs().stream().map(ChosenOutput::wish).toList());
        }
        book.commanded(spec.submittedBy(), "create", Map.of(), asked);
        ledger.open();
    }

    /** Starts the run's life. */
    void start() {
        loop.post(() -> {
            sinks.start();
            conductor.initialize(startsPaused(), limits.maxDuration(), this::eachSecond);
        });
    }

    /** Gives up a run that was never started. */
    void discard() {
        loop.close();
    }

    private void eachSecond() {
        publishSnapshot();
        ledger.progress();
    }

    private void vuFailed(VuInitException cause) {
        conductor.vuFailed(cause);
    }

    private void defect(Throwable cause) {
        conductor.defect(cause);
    }

    private void publishSnapshot() {
        tap.beat();
        book.events().publish("snapshot", SnapshotTree.of(view(), measurement.last(), pool));
    }

    private VuPool pool() {
        return pool;
    }

    private RunConductor conductor() {
        return conductor;
    }

    private Metrics metricsStore() {
        return measurement.metrics();
    }

    /** Nothing of the script runs any more: what outputs hold goes out, then the end is written down. */
    private void end() {
        sinks.finish(() -> loop.post(this::conclude));
    }

    /** Has the end written to disk, and only then tells it. */
    private void conclude() {
        RunEnding ending = conductor.ending();
        boolean failed = finish.thresholdsFailed();
        Instant at = Instant.now();
        try {
            publishSnapshot();
            failIfSaturated(ending);
        } finally {
            RunStatus last = book.status().ended(ending.state(), ending.verdict(failed), ending.exitCode(failed), at);
            ledger.end(portrait.at(last), problem -> loop.post(() -> settle(last, at, problem)));
        }
    }

    private void failIfSaturated(RunEnding ending) {
        GeneratorVerdict verdict = generator.verdict();
        if (spec.failOnSaturation() && verdict != null && verdict.level() == GeneratorVerdict.Level.SATURATED) {
            ending.markAsFailed();
            book.note(new Problem(
                    "failOnSaturation", "the generator was saturated: " + String.join("; ", verdict.reasons())));
        }
    }

    /** @param unkept why the end is not on disk; null if it is */
    private void settle(RunStatus last, Instant at, @Nullable Problem unkept) {
        if (unkept != null) {
            book.unkept(unkept);
        }
        book.ended(last.state(), String.valueOf(last.verdict()), Objects.requireNonNull(last.exitCode()), at);
        loop.close();
        ledger.amend(view());
        ended.complete(view());
    }

    boolean hasEnded() {
        return book.status().state().isEnd();
    }

    RunLedger ledger() {
        return ledger;
    }

    /** Ends the run because the daemon is shut down. */
    void shutDown() {
        loop.post(() -> {
            if (!book.status().state().isEnd()) {
                book.commanded("daemon", "shutdown", Map.of(), Map.of());
                conductor.stop(Cause.SHUT_DOWN);
            }
        });
    }

    RunSpec spec() {
        return spec;
    }

    /** VUs this run needs before it starts. */
    MemoryEstimate memory() {
        int vus = Math.max(prepared.instance().reservation().plannedVus(), pool.initialized());
        return prepared.memory().forVus(vus);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public RunView view() {
        return portrait.at(book.status());
    }

    @Override
    public Mono<RunView> ended() {
        return Mono.fromFuture(ended, true);
    }

    @Override
    public Mono<Patched> patch(RunPatch patch, String who) {
        CompletableFuture<Patched> answer = new CompletableFuture<>();
        loop.post(() -> {
            Patched refused = patches.apply(patch, who);
            ledger.answer(answer, refused == null ? new Patched.Applied(view()) : refused);
        });
        return Mono.fromFuture(answer, true)
                .or(ended().delayElement(Duration.ofMillis(50)).map(end -> RunPatches.over(end.state())));
    }

    @Override
    public Flux<RunEvent> events(long afterId) {
        return book.events().after(afterId);
    }

    @Override
    public MetricsSnapshot metrics() {
        return measurement.last();
    }

    @Override
    public List<SeriesSnapshot> series() {
        return zeros.before(measurement.series());
    }

    @Override
    public Map<String, Double> desiredRates() {
        return RunScenarios.desiredRates(conductor.executors());
    }

    @Override
    public Recording recording() {
        return tap.recording();
    }

    @Override
    public List<LogLine> logs() {
        return book.log().lines();
    }

    @Override
    public List<HistoryEntry> history() {
        return book.history();
    }

    @Override
    public Map<String, Object> summary() {
        return finish.summary(clock.elapsedNanos());
    }

    @Override
    public RunSummary wholeSummary(boolean inFull) {
        return finish.whole(clock.elapsedNanos(), inFull);
    }

    @Override
    public Map<String, byte[]> artifacts() {
        return finish.artifacts();
    }

    @Override
    public Map<String, Path> files() {
        return files.list(id);
    }

    @Override
    public boolean stopping() {
        return conductor.ending().cause() != null;
    }

    @Override
    public @Nullable String setupData() {
        String json = prepared.session().setupData();
        return json == null ? null : book.secrets().redact(json);
    }

    @Override
    public void setupData(@Nullable String json) {
        prepared.session().setupData(json);
    }

    @Override
    public Mono<LifecycleResult> callSetup() {
        return lifecycle.setup();
    }

    @Override
    public Mono<LifecycleResult> callTeardown() {
        return lifecycle.teardown();
    }

    @Override
    public RunBlueprint blueprint() {
        return new RunBlueprint(
                spec.options(),
                spec.tags(),
                spec.paused(),
                spec.env(),
                spec.secrets(),
                spec.failOnSaturation(),
                spec.outputs(),
                false,
                spec.runtime());
    }

    @Override
    public Map<String, Object> options() {
        return options;
    }
}
