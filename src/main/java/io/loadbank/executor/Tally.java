package io.loadbank.executor;

import io.loadbank.vu.IterationOutcome;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What a scenario's iterations came to. Thread-safe. */
public final class Tally {

    private final AtomicLong started = new AtomicLong();
    private final AtomicLong completed = new AtomicLong();
    private final AtomicLong interrupted = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicInteger active = new AtomicInteger();

    /** Draws the number of an iteration that starts now, from 0. */
    long start() {
        return started.getAndIncrement();
    }

    void count(IterationOutcome outcome) {
        switch (outcome) {
            case IterationOutcome.Completed _, IterationOutcome.Failed _ -> completed.incrementAndGet();
            case IterationOutcome.Interrupted _ -> interrupted.incrementAndGet();
        }
    }

    void drop(long count) {
        dropped.addAndGet(count);
    }

    void activated() {
        active.incrementAndGet();
    }

    void deactivated() {
        active.decrementAndGet();
    }

    /** Iterations that have started. */
    public long started() {
        return started.get();
    }

    /** Iterations that ran to their end, also with an error. */
    public long completed() {
        return completed.get();
    }

    public long interrupted() {
        return interrupted.get();
    }

    /** Iterations that were due and never started. */
    public long dropped() {
        return dropped.get();
    }

    /** VUs the scenario holds. */
    public int active() {
        return active.get();
    }
}
