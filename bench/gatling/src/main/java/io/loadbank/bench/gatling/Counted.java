package io.loadbank.bench.gatling;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** The part of a run that counts: from the first user that leaves the warm-up to the last one that ends. */
final class Counted {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static volatile long beginNanos;
    private static volatile long beginCpuNanos;
    private static volatile long endNanos;

    private Counted() {}

    static void begin() {
        if (!BEGUN.get() && BEGUN.compareAndSet(false, true)) {
            beginCpuNanos = SYSTEM.getProcessCpuTime();
            beginNanos = System.nanoTime();
        }
    }

    static void end() {
        endNanos = System.nanoTime();
    }

    /** One line for bench/run: seconds that passed, CPU seconds of the process. */
    static void print() {
        double cpu = (SYSTEM.getProcessCpuTime() - beginCpuNanos) / 1e9;
        System.out.printf(Locale.ROOT, "bench: seconds=%.4f cpu=%.3f%n", (endNanos - beginNanos) / 1e9, cpu);
    }
}
