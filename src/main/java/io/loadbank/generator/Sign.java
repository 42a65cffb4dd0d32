package io.loadbank.generator;

import io.loadbank.generator.GeneratorVerdict.Level;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * A sign of a generator that suffers, in one second. Why these limits: {@code docs/generator.md}.
 *
 * @param degrading from this value on it is in the numbers
 * @param spoiling from this value on it spoils them
 * @param shown how a value is written
 * @param sentence what a user reads, with a place for the value
 * @param advice what follows how long it lasted
 */
record Sign(
        double degrading,
        double spoiling,
        ToDoubleFunction<Vitals> value,
        DoubleFunction<String> shown,
        String sentence,
        String advice) {

    static final List<Sign> ALL = List.of(
            new Sign(
                    0.90,
                    0.98,
                    it -> Math.max(it.cpuBusy(), Double.isNaN(it.cpuOwn()) ? 0 : it.cpuOwn()),
                    Sign::percent,
                    "CPU: all cores together %s busy",
                    "; the times measured contain waiting for a core"),
            new Sign(
                    0.05,
                    0.20,
                    Vitals::cpuStolen,
                    Sign::percent,
                    "CPU steal: %s of this machine's time went to others",
                    "; give the virtual machine cores of its own"),
            new Sign(
                    0.05,
                    0.25,
                    Vitals::cpuThrottled,
                    Sign::percent,
                    "CPU quota: kept waiting %s of the time",
                    "; raise the container's CPU limit"),
            new Sign(
                    0.05,
                    0.20,
                    Vitals::gcPaused,
                    Sign::percent,
                    "GC: the collector stopped all threads %s of the time",
                    "; give it a larger heap, or keep less in the script"),
            new Sign(
                    200,
                    1_000,
                    Vitals::longestGcPauseMs,
                    Sign::millis,
                    "GC pauses: single ones of up to %s",
                    "; every request in flight contains them"),
            new Sign(
                    0.85,
                    0.95,
                    Vitals::heapLive,
                    Sign::percent,
                    "Memory: %s of the heap in use after collections",
                    "; give it a larger heap (-Xmx)"),
            new Sign(
                    50,
                    250,
                    Vitals::loopLagMs,
                    Sign::millis,
                    "Event loops: a task waited up to %s",
                    "; so did what came from the target"),
            new Sign(
                    100,
                    500,
                    Vitals::wakeLagMs,
                    Sign::millis,
                    "Timers: threads woke up to %s late",
                    "; the machine does not give this process its time"),
            new Sign(
                    0.70,
                    0.90,
                    Vitals::portsUsed,
                    Sign::percent,
                    "Ports: %s of the ephemeral ports in use or lingering",
                    "; reuse connections, widen net.ipv4.ip_local_port_range, or use more local addresses (loadbank.http.local-ips)"),
            new Sign(
                    0.80,
                    0.95,
                    Vitals::filesUsed,
                    Sign::percent,
                    "Open files: %s of the limit",
                    "; raise it (ulimit -n)"),
            new Sign(
                    1,
                    10,
                    Vitals::refusals,
                    Sign::count,
                    "This machine refused to open %s connections in one second",
                    "; it has no port or no file left"),
            new Sign(
                    1,
                    Double.POSITIVE_INFINITY,
                    Vitals::zombies,
                    Sign::count,
                    "%s scripts that were told to stop still execute",
                    ", each on a core"));

    double in(Vitals vitals) {
        return value.applyAsDouble(vitals);
    }

    /** NaN is no sign of anything. */
    Level level(double seen) {
        return level(seen, degrading, spoiling);
    }

    static Level level(double value, double degrading, double spoiling) {
        return value >= spoiling ? Level.SATURATED : value >= degrading ? Level.DEGRADED : Level.OK;
    }

    /** What a user reads. */
    String reason(double worst, long seconds, long observed) {
        return sentence.formatted(shown.apply(worst)) + ", in " + seconds + " of " + observed + " s" + advice;
    }

    static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    static String millis(double millis) {
        return millis < 10 ? String.format(Locale.ROOT, "%.1f ms", millis) : Math.round(millis) + " ms";
    }

    private static String count(double value) {
        return Long.toString(Math.round(value));
    }
}
