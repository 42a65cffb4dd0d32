package io.loadbank.grpc;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The thread of a VU that waits until something has happened, its time is up, or it shall stop. */
public final class Waiting {

    private final Thread thread = Thread.currentThread();
    private volatile boolean happened;

    /** It has happened. Any thread. */
    public void end() {
        happened = true;
        LockSupport.unpark(thread);
    }

    /**
     * Blocks the thread that made this.
     *
     * @param givenUp asked whenever the thread is woken
     * @return whether it has happened
     */
    public boolean await(long deadlineNanos, BooleanSupplier givenUp) {
        while (!happened) {
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0 || givenUp.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, left);
        }
        return true;
    }
}
