package io.loadbank.run;

import io.loadbank.executor.ScenarioExecutor;
import io.loadbank.executor.VuPool;
import io.loadbank.generator.Delivery;
import io.loadbank.generator.GeneratorJudge;
import io.loadbank.generator.GeneratorVerdict;
import io.loadbank.generator.Vitals;
import io.loadbank.metric.MetricSnapshot;
import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import io.loadbank.plan.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks each second what the generator does to a run. Confined to the run's loop thread, but for the verdict. */
final class RunGenerator {

    private static final String START_LAG = "iteration_start_lag";

    private final Supplier<Vitals> vitals;
    private final RunMeasurement measurement;
    private final VuPool pool;
    private final GeneratorJudge judge = new GeneratorJudge();
    private List<ScenarioExecutor> executors = List.of();

    /** @param vitals the last second of machine and process; {@link Vitals#NONE} while nobody watches */
    RunGenerator(Supplier<Vitals> vitals, RunMeasurement measurement, VuPool pool) {
        this.vitals = vitals;
        this.measurement = measurement;
        this.pool = pool;
    }

    /** Tells whose delivery counts. */
    void watch(List<ScenarioExecutor> scenarios) {
        executors = scenarios;
    }

    /** Takes the last second into account; {@code lateNanos} is how late this call comes. */
    void look(long lateNanos) {
        Vitals last = vitals.get();
        if (last.second() != Vitals.NONE.second()) {
            judge.observe(last, delivery(lateNanos / 1e6));
        }
    }

    private Delivery delivery(double lateMs) {
        long due = 0;
        long dropped = 0;
        for (ScenarioExecutor executor : executors) {
            switch (executor.scenario().workload()) {
                case Workload.ConstantArrivalRate _, Workload.RampingArrivalRate _ -> {
                    dropped += executor.tally().dropped();
                    due += executor.tally().started() + executor.tally().dropped();
                }
                case Workload.SharedIterations _,
                        Workload.PerVuIterations _,
                        Workload.ConstantVus _,
                        Workload.RampingVus _,
                        Workload.ExternallyControlled _ -> {
                    // what their time did not suffice for is the target's pace, not the generator's
                }
            }
        }
        int awaited = pool.awaited();
        return new Delivery(due, dropped, startLagMs(), awaited, pool.active() + awaited, lateMs);
    }

    private double startLagMs() {
        MetricSnapshot lag = measurement.last().find(START_LAG);
        return lag != null && lag.sink() instanceof TrendSnapshot trend && trend.count() > 0
                ? trend.percentile(99)
                : Double.NaN;
    }

    /** The last second of machine and process by name, without what the platform does not tell. */
    Map<String, Double> gauges() {
        Vitals last = vitals.get();
        Map<String, Double> gauges = new LinkedHashMap<>();
        put(gauges, "generator_cpu_busy", last.cpuBusy());
        put(gauges, "generator_cpu_own", last.cpuOwn());
        put(gauges, "generator_cpu_stolen", last.cpuStolen());
        put(gauges, "generator_gc_paused", last.gcPaused());
        put(gauges, "generator_loop_lag_ms", last.loopLagMs());
        put(gauges, "generator_wake_lag_ms", last.wakeLagMs());
        put(gauges, "generator_heap_live", last.heapLive());
        return gauges;
    }

    private static void put(Map<String, Double> gauges, String name, double value) {
        if (!Double.isNaN(value)) {
            gauges.put(name, value);
        }
    }

    /** The verdict so far; null before the first second. Any thread. */
    @Nullable
    GeneratorVerdict verdict() {
        return judge.verdict();
    }
}
