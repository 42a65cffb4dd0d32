package io.loadbank.run;

import io.loadbank.executor.PausableClock;
import io.loadbank.executor.ScenarioExecutor;
import io.loadbank.executor.VuPool;
import io.loadbank.metric.Tags;
import io.loadbank.plan.Problem;
import io.loadbank.plan.TestPlan;
import io.loadbank.run.RunEnding.Cause;
import io.loadbank.script.CallOutcome;
import io.loadbank.script.LifecycleFunction;
import io.loadbank.script.ScriptSession;
import io.loadbank.vu.LogSink.Level;
import io.loadbank.vu.VuInitException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Leads one run through its life, from VU initialisation to the end of teardown. Confined to the run's loop thread.
 *
 * <p>The clock of the test goes from the end of initialisation to the end of teardown; all scenarios rest while it is
 * paused.
 */
final class RunConductor {

    private final RunBook book;
    private final RunLoop loop;
    private final ScriptSession session;
    private final TestPlan plan;
    private final int plannedVus;
    private final VuPool pool;
    private final PausableClock clock;
    private final RunEnding ending;
    private final RunFinish finish;
    private final Runnable conclude;
    private final RunScenarios scenarios;
    private final LifecycleStage stage;
    private final RunPulse pulse;
    private boolean begun;
    private boolean closing;
    private boolean over;

    /**
     * What a conductor works with.
     *
     * @param room how many VUs the run may have now
     */
    record Stand(
            RunBook book,
            RunLoop loop,
            PreparedRun.Ready prepared,
            RunMeasurement measurement,
            VuPool pool,
            PausableClock clock,
            Tags runTags,
            RunLimits limits,
            IntSupplier room,
            RunFinish finish,
            RunGenerator generator) {}

    /** @param conclude called once, on the loop thread, when nothing of the script runs any more */
    RunConductor(Stand stand, RunEnding ending, Runnable conclude) {
        this.book = stand.book;
        this.loop = stand.loop;
        this.session = stand.prepared.session();
        this.plan = stand.prepared.plan();
        this.plannedVus = stand.prepared.instance().reservation().plannedVus();
        this.pool = stand.pool;
        this.clock = stand.clock;
        this.ending = ending;
        this.finish = stand.finish;
        this.conclude = conclude;
        this.scenarios = new RunScenarios(stand, this::scenariosDone, this::defect);
        this.stage =
                new LifecycleStage(session, loop, stand.limits.initTimeout().plus(RunScenarios.PATIENCE));
        this.pulse = new RunPulse(stand);
        stand.generator.watch(scenarios.executors());
    }

    List<ScenarioExecutor> executors() {
        return scenarios.executors();
    }

    RunEnding ending() {
        return ending;
    }

    /** Makes the VUs, then starts, or waits for a resume when the run starts paused. */
    void initialize(boolean paused, Duration maxDuration, Runnable eachSecond) {
        book.move(RunState.INITIALIZING);
        pulse.start(
                () -> {
                    scenarios.leaveStuckBehind();
                    eachSecond.run();
                },
                () -> stop(Cause.ABORTED_BY_THRESHOLD));
        loop.after(maxDuration.toNanos(), () -> {
            book.note(new Problem("run", "stopped after " + maxDuration + ", the longest a run may take"));
            stop(Cause.STOPPED);
        });
        if (paused) {
            clock.pause();
            scenarios.pause();
        }
        pool.grow(plannedVus);
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
        if (stage.has(LifecycleFunction.SETUP) && !plan.noSetup()) {
            book.move(RunState.SETUP);
            stage.call(LifecycleFunction.SETUP, plan.setupTimeout(), null, this::setupDone);
        } else {
            runScenarios();
        }
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
            // whoever cut it off has said why, but for an abort in the init of the function's own realm
            case CallOutcome.CutOff _ -> ending.because(Cause.ABORTED_BY_SCRIPT);
            case CallOutcome.Returned _, CallOutcome.Files _ -> {
                // it went well
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
        scenarios.begin();
    }

    private void scenariosDone() {
        if (closing) {
            return;
        }
        closing = true;
        pulse.stopJudging();
        if (stage.has(LifecycleFunction.TEARDOWN) && !plan.noTeardown()) {
            book.move(RunState.TEARDOWN);
            stage.call(LifecycleFunction.TEARDOWN, plan.teardownTimeout(), null, outcome -> {
                fail(outcome, Cause.TEARDOWN_TIMEOUT);
                wrapUp();
            });
        } else {
            wrapUp();
        }
    }

    /** Ends the run without teardown, or after it: judges, sums up, and lets the script have its say about that. */
    private void wrapUp() {
        closing = true;
        over = true;
        pulse.stopJudging();
        pulse.stopCounting();
        clock.stop();
        pool.close();
        Map<String, Object> summary = finish.judge(clock.elapsedNanos());
        if (summary != null && stage.has(LifecycleFunction.HANDLE_SUMMARY)) {
            stage.call(LifecycleFunction.HANDLE_SUMMARY, plan.handleSummaryTimeout(), summary, outcome -> {
                finish.handled(outcome);
                conclude.run();
            });
        } else {
            conclude.run();
        }
    }

    /** Whether the run is only being written down; nothing changes it any more. */
    boolean isOver() {
        return over;
    }

    /** Ends the run for a reason; what runs is interrupted, teardown still runs if the test had begun. */
    void stop(Cause cause) {
        if (over) {
            if (cause == Cause.SHUT_DOWN) {
                stage.interrupt();
            }
            return;
        }
        boolean first = ending.because(cause);
        if (book.status().state() == RunState.TEARDOWN || !first) {
            return;
        }
        if (begun) {
            if (!stage.interrupt()) {
                scenarios.abort();
            }
        } else if (book.status().state() == RunState.READY) {
            wrapUp();
        } else {
            pool.close();
        }
    }

    /** Fails the run and lets it go on; too late once it is over. */
    void markAsFailed() {
        if (!over) {
            ending.markAsFailed();
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
        scenarios.pause();
        if (book.status().state() == RunState.RUNNING) {
            book.move(RunState.PAUSED);
            scenarios.clockChanged();
        }
    }

    void resume() {
        if (!clock.isPaused()) {
            return;
        }
        clock.resume();
        scenarios.resume();
        if (book.status().state() == RunState.READY) {
            begin();
        } else if (book.status().state() == RunState.PAUSED) {
            book.move(RunState.RUNNING);
            scenarios.clockChanged();
        }
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
