package io.loadbank.script;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.graalvm.polyglot.Context;

/**
 * Interrupts realms again and again until they are out of guest code.
 *
 * <p>One interrupt is not enough: it has no effect on a realm that has not entered yet, and a script can go on in a
 * {@code finally} block. The work is done on platform threads, so that virtual threads that hog their carriers cannot
 * stop it.
 */
final class Interrupter implements AutoCloseable {

    private static final int THREADS = 4;
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final long STUBBORN_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** A realm that can be interrupted. */
    interface Target {
        Context context();

        /** Whether the realm's thread executes guest code, or host code called by it, and shall stop. */
        boolean mustLeave();
    }

    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("script-interrupter-", 0).daemon().factory());
    private final Set<Target> working = ConcurrentHashMap.newKeySet();
    private final Set<Target> stubborn = ConcurrentHashMap.newKeySet();

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
        }
        if (!threads.isShutdown()) {
            threads.execute(() -> pursue(target, sinceNanos));
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
