package io.loadbank.telemetry;

import io.loadbank.generator.Vitals;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What machine and process suffered in the last second, as meters; what the platform does not tell is NaN. */
public final class GeneratorMeters implements MeterBinder {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final Supplier<Vitals> vitals;

    /** Meters of a daemon. */
    public GeneratorMeters(Supplier<Vitals> vitals) {
        this.vitals = vitals;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "cpu.busy", "share of all cores that somebody used, 0 to 1", Vitals::cpuBusy);
        gauge(registry, "cpu.own", "share of all cores that the daemon used, 0 to 1", Vitals::cpuOwn);
        gauge(
                registry,
                "cpu.stolen",
                "share of all cores that the hypervisor gave to others, 0 to 1",
                Vitals::cpuStolen);
        gauge(
                registry,
                "cpu.throttled",
                "share of the time the CPU quota kept the daemon waiting",
                Vitals::cpuThrottled);
        gauge(registry, "gc.paused", "share of the time the collector stopped all threads", Vitals::gcPaused);
        gauge(
                registry,
                "gc.pause.longest.seconds",
                "the longest single stop of the collector",
                it -> it.longestGcPauseMs() / MILLIS_PER_SECOND);
        gauge(registry, "heap.live", "share of the largest heap in use after the last collection", Vitals::heapLive);
        gauge(
                registry,
                "loop.lag.seconds",
                "the longest time an event loop of the load kept a task waiting",
                it -> it.loopLagMs() / MILLIS_PER_SECOND);
        gauge(
                registry,
                "wake.lag.seconds",
                "how late an idle thread woke up, at most",
                it -> it.wakeLagMs() / MILLIS_PER_SECOND);
        gauge(registry, "ports.used", "share of the ephemeral ports in use or lingering", Vitals::portsUsed);
        gauge(registry, "files.used", "share of the files the daemon may open", Vitals::filesUsed);
        gauge(registry, "refusals", "connections this machine refused to make in the last second", Vitals::refusals);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Vitals> value) {
        Gauge.builder("loadbank.generator." + name, vitals, it -> value.applyAsDouble(it.get()))
                .description(description)
                .register(registry);
    }
}
