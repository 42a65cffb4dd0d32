package io.loadbank.executor;

import io.loadbank.pace.PaceCursor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that starts the iterations of one open-model scenario on time. Late starts are made up for at once, back to
 * back, and never skipped.
 *
 * <p>A platform thread: virtual ones could be kept waiting by VUs that hog their carriers.
 */
final class Pacer {

    private final LongSupplier elapsedNanos;
    private final LongConsumer start;
    private final Runnable ended;
    private volatile ArrivalModel model;
    private volatile boolean resting;
    private volatile boolean stopped;
    private volatile @Nullable Thread thread;

    /**
     * Prepares the thread; {@link #go} starts it.
     *
     * @param elapsedNanos the scenario's clock
     * @param start called with the planned start of each iteration, in nanoseconds on that clock, on the pacer's thread
     * @param ended called when no further iteration will start, on the pacer's thread
     */
    Pacer(ArrivalModel model, LongSupplier elapsedNanos, LongConsumer start, Runnable ended) {
        this.model = model;
        this.elapsedNanos = elapsedNanos;
        this.start = start;
        this.ended = ended;
    }

    void go(String name) {
        thread = Thread.ofPlatform().daemon().name("pacer-" + name).start(this::pace);
    }

    ArrivalModel model() {
        return model;
    }

    /** Follows another model from now on. */
    void follow(ArrivalModel next) {
        model = next;
        LockSupport.unpark(thread);
    }

    /** Starts nothing until told otherwise. */
    void rest(boolean rests) {
        resting = rests;
        LockSupport.unpark(thread);
    }

    /** Starts nothing any more. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    @SuppressWarnings("ReferenceEquality") // another object is another order to follow, whatever it says
    private void pace() {
        ArrivalModel followed = model;
        PaceCursor cursor = followed.pace().from(0);
        while (!stopped) {
            ArrivalModel current = model;
            if (current != followed) {
                followed = current;
                cursor = followed.pace().from(cursor.number());
            }
            if (resting) {
                LockSupport.park(this);
                continue;
            }
            long due = Math.min(cursor.startNanos(), Long.MAX_VALUE);
            long now = elapsedNanos.getAsLong();
            if (due > followed.endNanos()) {
                if (now >= followed.endNanos()) {
                    break;
                }
                LockSupport.parkNanos(this, followed.endNanos() - now);
            } else if (due > now) {
                LockSupport.parkNanos(this, due - now);
            } else {
                start.accept(due);
                cursor.advance();
            }
        }
        ended.run();
    }
}
