package io.loadbank.executor;

import io.loadbank.vu.VirtualUser;
import io.loadbank.vu.VirtualUsers;
import io.loadbank.vu.VuInitException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The initialised VUs of one run. Idle ones wait in the order in which they became idle.
 *
 * <p>Confined to the run's loop thread, except for the counters.
 */
public final class VuPool {

    /**
     * How many VUs of one run run their init code at the same time. Each run has its own share, so that init code that
     * never ends holds up nobody else's.
     */
    private static final int INITIALISING_TOGETHER =
            Math.max(2, Runtime.getRuntime().availableProcessors());

    /** How long a scenario waits for a VU that may come back from another before one more is made. */
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final VirtualUsers users;
    private final ThreadFactory threads;
    private final Timeline timeline;
    private final Consumer<VuInitException> failed;
    private final ArrayDeque<VuWorker> idle = new ArrayDeque<>();
    /** Every worker that has a thread; written by those threads. */
    private final Set<VuWorker> living = ConcurrentHashMap.newKeySet();

    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private final Semaphore initialising = new Semaphore(INITIALISING_TOGETHER);
    private final AtomicInteger initialized = new AtomicInteger();
    private final AtomicInteger active = new AtomicInteger();
    private Timeline.@Nullable Appointment relief;
    private int lastId;
    private int starting;
    private int surplus;
    private volatile boolean closed;
    private @Nullable Runnable whenStarted;

    /** A wish for a VU that can be withdrawn. */
    static final class Request {
        private @Nullable Consumer<VuWorker> taker;

        Request(Consumer<VuWorker> taker) {
            this.taker = taker;
        }

        void withdraw() {
            taker = null;
        }
    }

    /** @param failed told, on the loop thread, when a VU's init code fails */
    public VuPool(VirtualUsers users, ThreadFactory threads, Timeline timeline, Consumer<VuInitException> failed) {
        this.users = users;
        this.threads = threads;
        this.timeline = timeline;
        this.failed = failed;
    }

    /** Starts to make VUs, in parallel, each on the thread it will own. */
    public void grow(int count) {
        for (int i = 0; i < count; i++) {
            if (surplus > 0) {
                surplus--;
                continue;
            }
            make(failed);
        }
    }

    /**
     * Starts to make one VU more than was planned.
     *
     * @param lost told, on the loop thread, when its init code fails, unless that code asked to abort the test
     */
    void growUnplanned(Consumer<VuInitException> lost) {
        make(failure -> (failure.aborted() ? failed : lost).accept(failure));
    }

    private void make(Consumer<VuInitException> lost) {
        int id = ++lastId;
        starting++;
        try {
            threads.newThread(() -> live(id, lost)).start();
        } catch (OutOfMemoryError e) {
            // no thread to be had; the VU fails, not the daemon
            timeline.post(() -> notStarted(new VuInitException("no thread for VU " + id + ": " + e, false), lost));
        }
    }

    /** Retires VUs: idle ones now, others as they come back. */
    void shrink(int count) {
        for (int i = 0; i < count; i++) {
            VuWorker worker = idle.pollLast();
            if (worker == null) {
                surplus++;
            } else {
                retire(worker);
            }
        }
    }

    /** Runs an action once all VUs that were asked for have run their init code. */
    public void whenStarted(Runnable action) {
        whenStarted = action;
        checkStarted();
    }

    private void checkStarted() {
        Runnable action = whenStarted;
        if (starting == 0 && action != null) {
            whenStarted = null;
            action.run();
        }
    }

    private void live(int id, Consumer<VuInitException> lost) {
        VirtualUser user;
        try {
            initialising.acquireUninterruptibly();
            try {
                if (closed) {
                    timeline.post(this::notWanted);
                    return;
                }
                user = users.create(id);
            } finally {
                initialising.release();
            }
        } catch (VuInitException e) {
            timeline.post(() -> notStarted(e, lost));
            return;
        } catch (RuntimeException | Error e) {
            timeline.post(() -> notStarted(new VuInitException("VU " + id + " could not be made: " + e, false), lost));
            return;
        }
        try {
            VuWorker worker = new VuWorker(user);
            living.add(worker);
            if (closed) {
                // the run may be over, and with it the timeline: nobody else will end this thread
                worker.retire();
            }
            timeline.post(() -> started(worker));
            worker.work();
            living.remove(worker);
        } finally {
            user.close();
        }
    }

    private void notWanted() {
        starting--;
        checkStarted();
    }

    private void notStarted(VuInitException e, Consumer<VuInitException> lost) {
        starting--;
        if (!closed) {
            lost.accept(e);
        }
        checkStarted();
    }

    private void started(VuWorker worker) {
        starting--;
        if (!closed) {
            initialized.incrementAndGet();
            release(worker);
        }
        checkStarted();
    }

    /** Asks for a VU; the taker gets it now or when one is free, on the loop thread. */
    Request acquire(Consumer<VuWorker> taker) {
        Request request = new Request(taker);
        waiting.add(request);
        serve();
        watch();
        return request;
    }

    private void watch() {
        if (!waiting.isEmpty() && relief == null && !closed) {
            relief = timeline.after(PATIENCE.toNanos(), this::relieve);
        }
    }

    /** Makes the VUs that scenarios still wait for: a retarget may need those that were planned for another. */
    private void relieve() {
        relief = null;
        waiting.removeIf(request -> request.taker == null);
        if (!closed && starting == 0) {
            grow(waiting.size());
        }
        watch();
    }

    private void serve() {
        while (!waiting.isEmpty() && !idle.isEmpty()) {
            Consumer<VuWorker> taker = waiting.remove().taker;
            if (taker != null) {
                taker.accept(idle.remove());
            }
        }
    }

    /** Takes a VU back. */
    void release(VuWorker worker) {
        if (closed || surplus > 0) {
            surplus = closed ? surplus : surplus - 1;
            retire(worker);
        } else {
            idle.add(worker);
            serve();
        }
    }

    private void retire(VuWorker worker) {
        if (!closed) {
            initialized.decrementAndGet();
        }
        worker.retire();
    }

    /** Retires every VU; those at work are interrupted and go when they are out. */
    public void close() {
        closed = true;
        waiting.clear();
        for (VuWorker worker : living) {
            worker.user().interrupt();
            worker.retire();
        }
        idle.clear();
    }

    /** VUs whose init code has run; once the pool is closed, those there were then. Any thread. */
    public int initialized() {
        return initialized.get();
    }

    /** VUs that scenarios wait for. The loop thread. */
    public int awaited() {
        int awaited = 0;
        for (Request request : waiting) {
            awaited += request.taker == null ? 0 : 1;
        }
        return awaited;
    }

    /** VUs that a scenario has taken. Any thread. */
    public int active() {
        return active.get();
    }

    void activated() {
        active.incrementAndGet();
    }

    void deactivated() {
        active.decrementAndGet();
    }
}
