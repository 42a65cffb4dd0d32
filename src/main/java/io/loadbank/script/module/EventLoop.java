package io.loadbank.script.module;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
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
        private final Object begunIn = era;

        private Pending() {}

        /** Whether nobody waits for it any more. From any thread. */
        public boolean abandoned() {
            return !begunIn.equals(era);
        }

        /** Reports back, from any thread and once: the task runs on the realm's thread. */
        public void complete(Runnable task) {
            done.add(new Report(begunIn, task));
            LockSupport.unpark(owner);
        }
    }

    private record Report(Object era, Runnable task) {}

    private record Timer(int id, long dueNanos, long order, long intervalNanos, Value callback) {}

    private static final Comparator<Timer> BY_DUE_TIME =
            (a, b) -> a.dueNanos != b.dueNanos ? Long.signum(a.dueNanos - b.dueNanos) : Long.compare(a.order, b.order);

    private final Thread owner = Thread.currentThread();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(BY_DUE_TIME);
    private final Map<Integer, Timer> armed = new HashMap<>();
    private final ConcurrentLinkedQueue<Report> done = new ConcurrentLinkedQueue<>();
    private int pending;
    /** Replaced when pending operations are given up; what those of an earlier one report is dropped. */
    private volatile Object era = new Object();

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
        pending++;
        return new Pending();
    }

    public boolean isDry() {
        return timers.isEmpty() && pending == 0;
    }

    /**
     * Runs tasks and timers as they become due until the loop is dry or the VU is stopped.
     *
     * @param afterTask runs after each task and its microtasks; it throws to end the loop
     */
    public void run(VuScope vu, Runnable afterTask) {
        while (!isDry() && !vu.stopped()) {
            Runnable task = poll();
            if (task != null) {
                pending--;
                task.run();
                afterTask.run();
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

    /** The next report of an operation that somebody still waits for. */
    private @Nullable Runnable poll() {
        Report next = done.poll();
        while (next != null && !next.era.equals(era)) {
            next = done.poll();
        }
        return next == null ? null : next.task;
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

    /**
     * Waits for the operations still pending after an iteration failed or was cut off, running what they report.
     *
     * @param task runs one report; it must not throw
     */
    public void windDown(java.util.function.Consumer<Runnable> task, long limitNanos) {
        long deadline = System.nanoTime() + limitNanos;
        while (pending > 0 && System.nanoTime() < deadline) {
            Runnable next = poll();
            if (next == null) {
                LockSupport.parkNanos(this, Math.min(10_000_000L, deadline - System.nanoTime()));
                continue;
            }
            pending--;
            task.accept(next);
        }
        pending = 0;
        era = new Object();
    }
}
