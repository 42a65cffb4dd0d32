package io.loadbank.executor;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A timeline whose thread is the test's and whose clock goes only when the test says so. */
final class ManualTimeline implements Timeline {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private record Due(long nanos, long order, Runnable action) {}

    private final LinkedBlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();
    private final PriorityQueue<Due> appointments =
            new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::order));
    private volatile long now = 1_000;
    private long orders;

    @Override
    public void post(Runnable action) {
        posted.add(action);
    }

    @Override
    public Appointment after(long nanos, Runnable action) {
        Due due = new Due(now + nanos, orders++, action);
        appointments.add(due);
        return () -> appointments.remove(due);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    /** Lets time pass; everything due on the way happens at its time. */
    void advance(Duration time) {
        long end = now + time.toNanos();
        runPosted();
        for (Due next = appointments.peek(); next != null && next.nanos <= end; next = appointments.peek()) {
            appointments.remove();
            now = Math.max(now, next.nanos);
            next.action.run();
            runPosted();
        }
        now = end;
    }

    /** Runs what other threads have posted so far. */
    void runPosted() {
        for (Runnable action = posted.poll(); action != null; action = posted.poll()) {
            action.run();
        }
    }

    /** Runs what other threads post, and what is due, until something is so; time stands still. */
    void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            advance(Duration.ZERO);
            Runnable action = poll();
            if (action != null) {
                action.run();
            } else if (System.nanoTime() > deadline) {
                fail("what the test waits for did not happen");
            }
        }
    }

    private @Nullable Runnable poll() {
        try {
            return posted.poll(1, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
