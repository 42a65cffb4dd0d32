package io.loadbank.generator;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Watches over machine and process for all runs of the daemon: a thread of its own that measures its own lateness and
 * everything else once a second. Thread-safe.
 */
public final class GeneratorWatch implements AutoCloseable {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int TICKS_A_SECOND = 10;
    private static final double MILLIS = 1e6;

    private final MachineProbe machine;
    private final CollectorProbe collector = new CollectorProbe();
    private final LoopProbe loops;
    private final LongSupplier refusals;
    private final IntSupplier zombies;
    private final Thread thread;
    private volatile boolean closed;
    private volatile Vitals last = Vitals.NONE;
    private long seenRefusals;

    /**
     * Begins to watch.
     *
     * @param loops the event loops that move the load's bytes
     * @param refusals connections that this machine refused to make, ever
     * @param zombies scripts that were told to stop and still execute, now
     */
    public GeneratorWatch(List<? extends Executor> loops, LongSupplier refusals, IntSupplier zombies) {
        this(Path.of("/"), loops, refusals, zombies);
    }

    GeneratorWatch(Path root, List<? extends Executor> loops, LongSupplier refusals, IntSupplier zombies) {
        this.machine = new MachineProbe(root);
        this.loops = new LoopProbe(loops);
        this.refusals = refusals;
        this.zombies = zombies;
        this.seenRefusals = refusals.getAsLong();
        this.thread = Thread.ofPlatform().name("generator-watch").daemon().start(this::watch);
    }

    /** The last whole second. */
    public Vitals last() {
        return last;
    }

    private void watch() {
        long begin = System.nanoTime();
        machine.read(begin);
        for (long second = 1; !closed; second++) {
            double wakeLag = 0;
            for (int tick = 1; tick <= TICKS_A_SECOND && !closed; tick++) {
                loops.ask();
                wakeLag = Math.max(wakeLag, sleepUntil(begin + tick * SECOND / TICKS_A_SECOND) / MILLIS);
            }
            long now = System.nanoTime();
            last = vitals(second, wakeLag, now, now - begin);
            begin = now;
        }
        collector.close();
    }

    /** How late it came to itself, in nanoseconds. */
    private long sleepUntil(long dueNanos) {
        long left = dueNanos - System.nanoTime();
        while (left > 0 && !closed) {
            LockSupport.parkNanos(this, left);
            left = dueNanos - System.nanoTime();
        }
        return -left;
    }

    private Vitals vitals(long second, double wakeLagMs, long nowNanos, double elapsedNanos) {
        machine.read(nowNanos);
        long refused = refusals.getAsLong();
        long fresh = refused - seenRefusals;
        seenRefusals = refused;
        return new Vitals(
                second,
                machine.busyShare(),
                machine.ownShare(),
                machine.stolenShare(),
                machine.throttledShare(),
                Math.min(1, collector.takePausedMillis() * MILLIS / elapsedNanos),
                collector.takeLongestMillis(),
                collector.live(),
                loops.takeMillis(),
                wakeLagMs,
                machine.portsUsed(),
                MachineProbe.filesUsed(),
                fresh,
                zombies.getAsInt());
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
