package io.loadbank.script;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.graalvm.polyglot.Context;

/**
 * Interrupts realms again and again until they are out of guest code.
 *
 * <p>One interrupt is not enough: it has no effect on a realm that has not entered yet, and a script can go on in a
 * {@code finally} block. The work is done on platform threads, so that virtual threads that hog their carriers cannot
 * stop it.
 */
final class Interrupter implements AutoCloseable {

    /** An interrupt blocks until its realm is out, and many realms may share few cores. */
    private static final int THREADS = 64;

    /** Longer than it takes until every one of so many threads has had its turn on a few cores. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private static final long CLOSING_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long AWAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long KEEP_THREAD_SECONDS = 5;
    private static final long STUBBORN_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** A realm that can be interrupted. */
    interface Target {
        Context context();

        /** Whether the realm's thread executes guest code, or host code called by it, and shall stop. */
        boolean mustLeave();
    }

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            KEEP_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("script-interrupter-", 0).daemon().factory());
    private final Set<Target> working = ConcurrentHashMap.newKeySet();
    private final Set<Target> stubborn = ConcurrentHashMap.newKeySet();

    Interrupter() {
        threads.allowCoreThreadTimeOut(true);
    }

    /** Sees to it that the target leaves. Returns at once. */
    void interrupt(Target target) {
        if (working.add(target)) {
            threads.execute(() -> pursue(target, System.nanoTime()));
        }
    }

    private void pursue(Target target, long sinceNanos) {
        if (!target.mustLeave()) {
            working.remove(target);
            stubborn.remove(target);
            if (target.mustLeave()) {
                interrupt(target);
            }
            return;
        }
        try {
            target.context().interrupt(PATIENCE);
        } catch (TimeoutException _) {
            if (System.nanoTime() - sinceNanos > STUBBORN_NANOS) {
                stubborn.add(target);
            }
        } catch (IllegalStateException _) {
            // the context is being closed: its thread is on the way out
            LockSupport.parkNanos(CLOSING_NANOS);
        }
        if (!threads.isShutdown()) {
            threads.execute(() -> pursue(target, sinceNanos));
        }
    }

    /**
     * Waits until an interrupt that is under way for a target that has left is over, so that it does not hit what the
     * target does next. Called on the target's thread.
     */
    void awaitEnd(Target target) {
        while (working.contains(target) && !threads.isShutdown()) {
            LockSupport.parkNanos(this, AWAIT_NANOS);
        }
    }

    /** How many targets have not left for two seconds and more. */
    int stubborn() {
        return stubborn.size();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
