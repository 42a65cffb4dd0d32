package io.loadbank.run;

import io.loadbank.executor.Timeline;
import io.loadbank.script.CallOutcome;
import io.loadbank.script.LifecycleCall;
import io.loadbank.script.LifecycleFunction;
import io.loadbank.script.ScriptSession;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a run calls setup, teardown and handleSummary: one at a time, each on a thread of its own. Confined to the
 * run's loop thread.
 *
 * <p>A call that the engine cannot stop is left behind after a while, so that the run goes on without it.
 */
final class LifecycleStage {

    private final ScriptSession session;
    private final Timeline loop;
    private final Duration patience;
    private @Nullable LifecycleCall running;
    private @Nullable Consumer<CallOutcome> then;

    /** @param patience how long a call may outlive its limit or its interruption */
    LifecycleStage(ScriptSession session, Timeline loop, Duration patience) {
        this.session = session;
        this.loop = loop;
        this.patience = patience;
    }

    /** Whether the script exports the function. */
    boolean has(LifecycleFunction function) {
        return session.exports().contains(function.export());
    }

    /**
     * Starts a call.
     *
     * @param argument what {@code handleSummary} gets
     * @param next told once, on the loop thread, what came of it
     */
    void call(
            LifecycleFunction function, Duration limit, @Nullable Map<String, ?> argument, Consumer<CallOutcome> next) {
        LifecycleCall call = session.call(function, limit);
        running = call;
        then = next;
        Thread.ofPlatform().daemon().name(function.export()).start(() -> {
            CallOutcome outcome;
            try {
                outcome = call.run(argument);
            } catch (RuntimeException | Error e) {
                outcome = new CallOutcome.Unusable("defect in the daemon: " + e);
            }
            CallOutcome came = outcome;
            loop.post(() -> done(call, came));
        });
        leaveBehind(
                call,
                limit.plus(patience),
                new CallOutcome.TimedOut(function.export() + "() goes on after its time was up and cannot be stopped"));
    }

    private void leaveBehind(LifecycleCall call, Duration after, CallOutcome outcome) {
        loop.after(after.toNanos(), () -> done(call, outcome));
    }

    @SuppressWarnings("ReferenceEquality") // this very call, or a later one
    private void done(LifecycleCall call, CallOutcome outcome) {
        Consumer<CallOutcome> next = then;
        if (call == running && next != null) {
            running = null;
            then = null;
            next.accept(outcome);
        }
    }

    /** Cuts the running call off; false if there is none. */
    boolean interrupt() {
        LifecycleCall call = running;
        if (call == null) {
            return false;
        }
        call.interrupt();
        leaveBehind(call, patience, new CallOutcome.CutOff());
        return true;
    }
}
