package io.loadbank.run;

import io.loadbank.executor.PausableClock;
import io.loadbank.executor.ScenarioExecutor;
import io.loadbank.executor.VuPool;
import io.loadbank.pace.Share;
import io.loadbank.plan.Problem;
import io.loadbank.run.RunEnding.Cause;
import io.loadbank.vu.LogSink.Level;
import io.loadbank.vu.TestInfo;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run as its scripts see it, and what they may do to it. Thread-safe. */
final class ScriptedTest implements TestInfo {

    private final RunBook book;
    private final RunLoop loop;
    private final PausableClock clock;
    private final Map<String, Object> options;
    private final Share share;
    private final Supplier<VuPool> pool;
    private final Supplier<RunConductor> conductor;

    /** The suppliers are asked when a script asks: VUs exist only after the test they belong to. */
    ScriptedTest(
            RunBook book,
            RunLoop loop,
            PausableClock clock,
            Map<String, Object> options,
            Share share,
            Supplier<VuPool> pool,
            Supplier<RunConductor> conductor) {
        this.book = book;
        this.loop = loop;
        this.clock = clock;
        this.options = options;
        this.share = share;
        this.pool = pool;
        this.conductor = conductor;
    }

    @Override
    public double currentTestRunMillis() {
        return clock.elapsedNanos() / 1e6;
    }

    @Override
    public long iterationsCompleted() {
        long sum = 0;
        for (ScenarioExecutor executor : conductor.get().executors()) {
            sum += executor.tally().completed();
        }
        return sum;
    }

    @Override
    public long iterationsInterrupted() {
        long sum = 0;
        for (ScenarioExecutor executor : conductor.get().executors()) {
            sum += executor.tally().interrupted();
        }
        return sum;
    }

    @Override
    public int vusActive() {
        return pool.get().active();
    }

    @Override
    public int vusInitialized() {
        return pool.get().initialized();
    }

    @Override
    public long vuInTest(int inInstance) {
        return inInstance == 0 ? 0 : share.stripe().element(inInstance - 1) + 1;
    }

    @Override
    public Map<String, Object> options() {
        return options;
    }

    @Override
    public void abort(@Nullable String message) {
        loop.post(() -> {
            if (conductor.get().ending().cause() == null) {
                String text = message == null ? "test aborted" : "test aborted: " + message;
                book.log().note(Level.ERROR, text);
                book.note(new Problem("script", text));
            }
            conductor.get().stop(Cause.ABORTED_BY_SCRIPT);
        });
    }

    @Override
    public void fail(@Nullable String message) {
        book.log().note(Level.ERROR, message == null ? "test marked as failed" : "test marked as failed: " + message);
        loop.post(() -> conductor.get().markAsFailed());
    }
}
