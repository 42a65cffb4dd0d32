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
import java.util.List;
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

    /** The verdict so far; null before the first second. Any thread. */
    @Nullable
    GeneratorVerdict verdict() {
        return judge.verdict();
    }
}
