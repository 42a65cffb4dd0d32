package io.loadbank.run;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the ledgers of all runs, so that no run's loop ever waits for storage: on one platform thread what somebody
 * waits for, on another what recurs, what failed and what is to be tidied up. Thread-safe.
 */
final class Scribe {
    private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);
    private static final long RETRY_MILLIS = 1_000;

    /** Work on storage that may fail. */
    interface Errand {
        void run() throws IOException;
    }

    private final ScheduledThreadPoolExecutor prompt = thread("scribe-prompt");
    private final ScheduledThreadPoolExecutor routine = thread("scribe-routine");

    private static ScheduledThreadPoolExecutor thread(String name) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name(name).daemon().factory());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        return thread;
    }

    /** Runs what somebody waits for. */
    void promptly(Runnable work) {
        execute(prompt, work, 0);
    }

    /** Runs what nobody waits for. */
    void routinely(Runnable work) {
        execute(routine, work, 0);
    }

    /** Runs it after a pause: storage has just failed. */
    void again(Runnable work) {
        execute(routine, work, RETRY_MILLIS);
    }

    /** Runs it until it works. */
    void untilDone(Errand errand) {
        routinely(() -> attempt(errand));
    }

    private void attempt(Errand errand) {
        try {
            errand.run();
        } catch (IOException e) {
            again(() -> attempt(errand));
        }
    }

    /** Runs it now and then, for ever. */
    void every(Duration interval, Runnable work) {
        long millis = interval.toMillis();
        var _ = routine.scheduleWithFixedDelay(() -> guarded(work), millis, millis, TimeUnit.MILLISECONDS);
    }

    private static void execute(ScheduledThreadPoolExecutor thread, Runnable work, long delayMillis) {
        try {
            var _ = thread.schedule(() -> guarded(work), delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("too late to be written", e);
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.error("defect while writing runs", e);
        }
    }

    /** Finishes what has been begun, at most so long; later work is left undone. */
    void close(Duration grace) {
        prompt.shutdown();
        routine.shutdown();
        try {
            if (!prompt.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)
                    || !routine.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("storage is too slow, some of what runs did last is not kept");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
