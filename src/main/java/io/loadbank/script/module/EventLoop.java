package io.loadbank.script.module;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * The timers and pending operations of one realm. Confined to the realm's thread, except {@link Pending#complete}.
 *
 * <p>It runs until no timer is armed, no task is queued and no operation is pending. Promises alone keep nothing alive.
 */
public final class EventLoop {

    /** An operation that goes on elsewhere and keeps the loop running until it reports back. */
    public final class Pending {
        private final @Nullable Runnable cancel;
        private volatile boolean abandoned;

        private Pending(@Nullable Runnable cancel) {
            this.cancel = cancel;
        }

        /** Whether nobody waits for it any more. From any thread. */
        public boolean abandoned() {
            return abandoned;
        }

        /** Reports back, from any thread and once: the task runs on the realm's thread. */
        public void complete(Runnable task) {
            post(task, true);
        }

        /** Has a task run on the realm's thread while the operation goes on. From any thread. */
        public void report(Runnable task) {
            post(task, false);
        }

        /** Ends the operation at once; does nothing if it has ended. On the realm's thread. */
        public void end() {
            abandoned = true;
            pending.remove(this);
        }

        private void post(Runnable task, boolean last) {
            done.add(new Report(this, task, last));
            LockSupport.unpark(owner);
        }
    }

    private record Report(Pending from, Runnable task, boolean last) {}

    private record Timer(int id, long dueNanos, long order, long intervalNanos, Value callback) {}

    private static final Comparator<Timer> BY_DUE_TIME =
            (a, b) -> a.dueNanos != b.dueNanos ? Long.signum(a.dueNanos - b.dueNanos) : Long.compare(a.order, b.order);

    private final Thread owner = Thread.currentThread();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(BY_DUE_TIME);
    private final Map<Integer, Timer> armed = new HashMap<>();
    private final ConcurrentLinkedQueue<Report> done = new ConcurrentLinkedQueue<>();
    private final Set<Pending> pending = new LinkedHashSet<>();
    private int lastId;
    private long lastOrder;

    /**
     * Arms a timer.
     *
     * @param repeat whether it is armed again after each call, at the same distance
     * @return its id, from 1
     */
    public int arm(Value callback, long delayNanos, boolean repeat) {
        int id = ++lastId;
        add(new Timer(id, System.nanoTime() + delayNanos, ++lastOrder, repeat ? delayNanos : -1, callback));
        return id;
    }

    private void add(Timer timer) {
        timers.add(timer);
        armed.put(timer.id, timer);
    }

    /** Disarms a timer; an unknown id is ignored. */
    public void disarm(int id) {
        Timer timer = armed.remove(id);
        if (timer != null) {
            timers.remove(timer);
        }
    }

    /** Registers an operation that will report back. */
    public Pending begin() {
        return add(new Pending(null));
    }

    /**
     * Registers an operation that can be ended early.
     *
     * @param cancel runs on the realm's thread when the iteration has failed or was cut off; after it nothing more is
     *     expected of the operation
     */
    public Pending begin(Runnable cancel) {
        return add(new Pending(cancel));
    }

    private Pending add(Pending started) {
        pending.add(started);
        return started;
    }

    public boolean isDry() {
        return timers.isEmpty() && pending.isEmpty();
    }

    /**
     * Runs tasks and timers as they become due until the loop is dry or the VU is stopped.
     *
     * @param afterTask runs after each task and its microtasks; it throws to end the loop
     */
    public void run(VuScope vu, Runnable afterTask) {
        while (!isDry() && !vu.stopped()) {
            Report report = done.poll();
            if (report != null) {
                if (isExpected(report)) {
                    report.task.run();
                    afterTask.run();
                }
                continue;
            }
            Timer next = timers.peek();
            long wait = next == null ? Long.MAX_VALUE : next.dueNanos - System.nanoTime();
            if (next != null && wait <= 0) {
                fire(next);
                afterTask.run();
            } else if (done.isEmpty()) {
                LockSupport.parkNanos(this, wait);
            }
        }
    }

    private void fire(Timer timer) {
        timers.poll();
        boolean repeats = timer.intervalNanos >= 0;
        if (!repeats) {
            armed.remove(timer.id);
        }
        timer.callback.executeVoid();
        if (repeats && armed.containsKey(timer.id)) {
            add(new Timer(
                    timer.id,
                    System.nanoTime() + timer.intervalNanos,
                    ++lastOrder,
                    timer.intervalNanos,
                    timer.callback));
        }
    }

    /** Disarms all timers and returns their ids, oldest first. */
    public int[] disarmAll() {
        int[] ids = armed.keySet().stream().mapToInt(Integer::intValue).toArray();
        Arrays.sort(ids);
        timers.clear();
        armed.clear();
        return ids;
    }

    /** Whether the report's operation is still pending; the last one ends it. */
    private boolean isExpected(Report report) {
        return report.last ? pending.remove(report.from) : pending.contains(report.from);
    }

    /** Cancels the operations that can be cancelled. */
    public void cancel() {
        for (Pending each : List.copyOf(pending)) {
            if (each.cancel != null) {
                each.end();
                each.cancel.run();
            }
        }
    }

    /**
     * Waits for the operations still pending after an iteration failed or was cut off, running what they report.
     *
     * @param task runs one report; it must not throw
     */
    public void windDown(java.util.function.Consumer<Runnable> task, long limitNanos) {
        cancel();
        long deadline = System.nanoTime() + limitNanos;
        while (!pending.isEmpty() && System.nanoTime() < deadline) {
            Report next = done.poll();
            if (next == null) {
                LockSupport.parkNanos(this, Math.min(10_000_000L, deadline - System.nanoTime()));
            } else if (isExpected(next)) {
                task.accept(next.task);
            }
        }
        pending.forEach(each -> each.abandoned = true);
        pending.clear();
        done.clear();
    }
}
