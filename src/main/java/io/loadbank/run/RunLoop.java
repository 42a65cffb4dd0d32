package io.loadbank.run;

import io.loadbank.executor.Timeline;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The loop thread of one run: the only one that changes the run's state. A platform thread of its own. */
final class RunLoop implements Timeline, AutoCloseable {

    private final ScheduledThreadPoolExecutor thread;
    private final Consumer<Throwable> defects;

    /** @param defects told what an action threw, on the loop thread */
    RunLoop(String runId, Consumer<Throwable> defects) {
        this.defects = defects;
        this.thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("run-" + runId).daemon().factory());
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void post(Runnable action) {
        try {
            thread.execute(() -> guarded(action));
        } catch (RejectedExecutionException _) {
            // the run is over and kept: what comes late changes nothing
        }
    }

    @Override
    public Appointment after(long nanos, Runnable action) {
        try {
            var future = thread.schedule(() -> guarded(action), nanos, TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException _) {
            return () -> {};
        }
    }

    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            defects.accept(e);
        }
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
