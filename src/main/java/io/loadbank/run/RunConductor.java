package io.loadbank.run;

import io.loadbank.executor.Executors;
import io.loadbank.executor.PausableClock;
import io.loadbank.executor.ScenarioExecutor;
import io.loadbank.executor.ScenarioHost;
import io.loadbank.executor.Timeline;
import io.loadbank.executor.VuPool;
import io.loadbank.metric.Tags;
import io.loadbank.plan.Problem;
import io.loadbank.plan.Scenario;
import io.loadbank.plan.TestPlan;
import io.loadbank.run.RunEnding.Cause;
import io.loadbank.script.CallOutcome;
import io.loadbank.script.LifecycleCall;
import io.loadbank.script.LifecycleFunction;
import io.loadbank.script.ScriptSession;
import io.loadbank.threshold.Evaluation;
import io.loadbank.threshold.Thresholds;
import io.loadbank.vu.LogSink.Level;
import io.loadbank.vu.VuInitException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leads one run through its life, from VU initialisation to the end of teardown. Confined to the run's loop thread.
 *
 * <p>The clock of the test goes from the end of initialisation to the end of teardown; all scenarios rest while it is
 * paused.
 */
final class RunConductor implements ScenarioHost.Events {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long THRESHOLD_INTERVAL = 2 * SECOND;

    private final RunBook book;
    private final RunLoop loop;
    private final ScriptSession session;
    private final TestPlan plan;
    private final Thresholds thresholds;
    private final RunMeasurement measurement;
    private final VuPool pool;
    private final PausableClock clock;
    private final RunEnding ending;
    private final Consumer<RunConductor> finish;
    private final List<ScenarioExecutor> executors;
    private final List<ScenarioExecutor> unfinished;
    private final List<ScenarioExecutor> waiting;
    private @Nullable LifecycleCall lifecycle;
    private @Nullable Runnable onSecond;
    private long scenariosStartNanos;
    private Timeline.@Nullable Appointment nextStart;
    private boolean begun;
    private boolean closing;

    /** What a conductor works with. */
    record Stand(
            RunBook book,
            RunLoop loop,
            PreparedRun.Ready prepared,
            RunMeasurement measurement,
            VuPool pool,
            PausableClock clock,
            Tags runTags,
            int maxVus) {}

    /** @param finish called once, on the loop thread, when nothing of the script runs any more */
    RunConductor(Stand stand, RunEnding ending, Consumer<RunConductor> finish) {
        this.book = stand.book;
        this.loop = stand.loop;
        this.session = stand.prepared.session();
        this.plan = stand.prepared.plan();
        this.thresholds = stand.prepared.thresholds();
        this.measurement = stand.measurement;
        this.pool = stand.pool;
        this.clock = stand.clock;
        this.ending = ending;
        this.finish = finish;
        ScenarioHost host = new ScenarioHost(
                loop,
                pool,
                measurement.metrics(),
                stand.runTags,
                plan.systemTags().contains("scenario"),
                stand.maxVus,
                this);
        List<ScenarioExecutor> all = new ArrayList<>();
        for (Scenario scenario : plan.scenarios()) {
            all.add(Executors.create(scenario, host, clock::elapsedNanos));
        }
        this.executors = List.copyOf(all);
        this.unfinished = new ArrayList<>(all);
        this.waiting = new ArrayList<>(all);
    }

    List<ScenarioExecutor> executors() {
        return executors;
    }

    RunEnding ending() {
        return ending;
    }

    /** Makes the VUs, then starts, or waits for a resume when the run starts paused. */
    void initialize(boolean paused, Duration maxDuration, Runnable eachSecond) {
        book.move(RunState.INITIALIZING);
        onSecond = eachSecond;
        loop.after(SECOND, this::second);
        if (!thresholds.isEmpty()) {
            loop.after(THRESHOLD_INTERVAL, this::judge);
        }
        loop.after(maxDuration.toNanos(), () -> {
            book.note(new Problem("run", "stopped after " + maxDuration + ", the longest a run may take"));
            stop(Cause.STOPPED);
        });
        if (paused) {
            clock.pause();
            executors.forEach(ScenarioExecutor::pause);
        }
        pool.grow(plan.plannedVus());
        pool.whenStarted(this::ready);
    }

    private void ready() {
        if (ending.cause() != null) {
            wrapUp();
        } else if (clock.isPaused()) {
            book.move(RunState.READY);
        } else {
            begin();
        }
    }

    private void begin() {
        begun = true;
        clock.start(0);
        book.started(Instant.now());
        boolean hasSetup = session.exports().contains(LifecycleFunction.SETUP.export());
        if (hasSetup && !plan.noSetup()) {
            book.move(RunState.SETUP);
            call(LifecycleFunction.SETUP, plan.setupTimeout(), this::setupDone);
        } else {
            runScenarios();
        }
    }

    private void call(LifecycleFunction function, Duration limit, Consumer<CallOutcome> then) {
        LifecycleCall call = session.call(function, limit);
        lifecycle = call;
        Thread.ofPlatform().daemon().name(function.export()).start(() -> {
            CallOutcome outcome;
            try {
                outcome = call.run(null);
            } catch (RuntimeException | Error e) {
                outcome = new CallOutcome.Unusable("defect in the daemon: " + e);
            }
            CallOutcome came = outcome;
            loop.post(() -> {
                lifecycle = null;
                then.accept(came);
            });
        });
    }

    private void setupDone(CallOutcome outcome) {
        if (outcome instanceof CallOutcome.Returned(String json)) {
            session.setupData(json);
        } else {
            fail(outcome, Cause.SETUP_TIMEOUT);
        }
        if (ending.cause() != null) {
            wrapUp();
        } else {
            runScenarios();
        }
    }

    private void fail(CallOutcome outcome, Cause timeout) {
        switch (outcome) {
            case CallOutcome.Threw(String text) -> error(Cause.SCRIPT_ERROR, text);
            case CallOutcome.Unusable(String text) -> error(Cause.OTHER_ERROR, text);
            case CallOutcome.TimedOut(String text) -> error(timeout, text);
            case CallOutcome.CutOff _, CallOutcome.Returned _, CallOutcome.Files _ -> {
                // whoever cut it off has said why
            }
        }
    }

    private void error(Cause cause, String text) {
        book.log().note(Level.ERROR, text);
        book.note(new Problem("script", text));
        ending.because(cause);
    }

    private void runScenarios() {
        book.move(clock.isPaused() ? RunState.PAUSED : RunState.RUNNING);
        scenariosStartNanos = clock.elapsedNanos();
        startDue();
    }

    /** Starts the scenarios whose time has come and makes an appointment for the next. */
    private void startDue() {
        if (nextStart != null) {
            nextStart.cancel();
            nextStart = null;
        }
        if (clock.isPaused() || closing) {
            return;
        }
        long now = clock.elapsedNanos() - scenariosStartNanos;
        while (!waiting.isEmpty() && waiting.getFirst().scenario().startTime().toNanos() <= now) {
            waiting.removeFirst().start();
        }
        if (!waiting.isEmpty()) {
            long due = waiting.getFirst().scenario().startTime().toNanos();
            nextStart = loop.after(due - now, this::startDue);
        }
    }

    @Override
    public void ended(ScenarioExecutor executor) {
        unfinished.remove(executor);
        if (unfinished.isEmpty()) {
            scenariosDone();
        }
    }

    private void scenariosDone() {
        if (closing) {
            return;
        }
        closing = true;
        boolean hasTeardown = session.exports().contains(LifecycleFunction.TEARDOWN.export());
        if (hasTeardown && !plan.noTeardown()) {
            book.move(RunState.TEARDOWN);
            call(LifecycleFunction.TEARDOWN, plan.teardownTimeout(), outcome -> {
                fail(outcome, Cause.TEARDOWN_TIMEOUT);
                wrapUp();
            });
        } else {
            wrapUp();
        }
    }

    /** Ends the run without teardown, or after it. */
    private void wrapUp() {
        closing = true;
        clock.stop();
        pool.close();
        finish.accept(this);
    }

    /** Ends the run for a reason; what runs is interrupted, teardown still runs if the test had begun. */
    void stop(Cause cause) {
        if (book.status().state().isEnd() || book.status().state() == RunState.TEARDOWN) {
            ending.because(cause);
            return;
        }
        if (!ending.because(cause)) {
            return;
        }
        LifecycleCall running = lifecycle;
        if (running != null) {
            running.interrupt();
        } else if (begun) {
            abortScenarios();
        } else if (book.status().state() == RunState.READY) {
            wrapUp();
        } else {
            pool.close();
        }
    }

    private void abortScenarios() {
        waiting.clear();
        for (ScenarioExecutor executor : List.copyOf(unfinished)) {
            executor.abort();
        }
    }

    boolean isPaused() {
        return clock.isPaused();
    }

    void pause() {
        if (clock.isPaused()) {
            return;
        }
        clock.pause();
        executors.forEach(ScenarioExecutor::pause);
        if (book.status().state() == RunState.RUNNING) {
            book.move(RunState.PAUSED);
            startDue();
        }
    }

    void resume() {
        if (!clock.isPaused()) {
            return;
        }
        clock.resume();
        executors.forEach(ScenarioExecutor::resume);
        if (book.status().state() == RunState.READY) {
            begin();
        } else if (book.status().state() == RunState.PAUSED) {
            book.move(RunState.RUNNING);
            startDue();
        }
    }

    private void second() {
        if (!book.status().state().isEnd()) {
            measurement.sampleVus(pool);
            measurement.snapshot();
            Runnable action = onSecond;
            if (action != null) {
                action.run();
            }
            loop.after(SECOND, this::second);
        }
    }

    private void judge() {
        if (closing || book.status().state().isEnd()) {
            return;
        }
        Evaluation evaluation = thresholds.evaluate(measurement.snapshot(), false);
        book.judged(evaluation.results());
        if (evaluation.abort()) {
            book.log()
                    .note(
                            Level.ERROR,
                            "thresholds on metrics '" + String.join(", ", evaluation.breached())
                                    + "' were crossed; at least one has abortOnFail, the test is stopped");
            stop(Cause.ABORTED_BY_THRESHOLD);
        } else {
            loop.after(THRESHOLD_INTERVAL, this::judge);
        }
    }

    @Override
    public void changed(ScenarioExecutor executor) {
        book.events()
                .publish("retarget", Map.of("scenario", executor.scenario().name(), "desired", executor.desired()));
    }

    @Override
    public void warn(ScenarioExecutor executor, String message) {
        book.log().log(Level.WARN, "run", executor.scenario().name(), 0, message);
        book.note(new Problem("scenarios." + executor.scenario().name(), message));
    }

    @Override
    public void broken(ScenarioExecutor executor, Throwable cause) {
        defect(cause);
    }

    /** A VU's init code failed before or during the test. */
    void vuFailed(VuInitException cause) {
        book.log().note(Level.ERROR, String.valueOf(cause.getMessage()));
        book.note(new Problem("script", String.valueOf(cause.getMessage())));
        stop(cause.aborted() ? Cause.ABORTED_BY_SCRIPT : Cause.SCRIPT_ERROR);
    }

    /** A defect of the daemon's own: the run fails, the daemon goes on. */
    void defect(Throwable cause) {
        book.log().note(Level.ERROR, "defect in the daemon: " + cause);
        book.note(new Problem("run", "defect in the daemon: " + cause));
        stop(Cause.OTHER_ERROR);
    }
}
