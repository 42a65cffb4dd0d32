package io.loadbank.executor;

import io.loadbank.plan.Scenario;
import io.loadbank.plan.Workload;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an executor of the closed model runs: VUs iterate one after the other, as fast as they can.
 *
 * @param vus VUs that iterate from the start
 * @param maxVus VUs that may iterate
 * @param length how long iterations may start, null without end
 * @param grace how long they may go on after that, and after a scaling down
 * @param countsSetup whether the clock shows the time since the start of the test
 */
record ClosedModel(
        int vus,
        int maxVus,
        @Nullable Duration length,
        Duration grace,
        Gate gate,
        boolean countsSetup,
        boolean steersVus,
        boolean steersMaxVus,
        boolean steersDuration) {

    /** The model of a scenario whose executor is of the closed model and follows no plan. */
    static ClosedModel of(Scenario scenario) {
        Duration grace = scenario.gracefulStop();
        return switch (scenario.workload()) {
            case Workload.ConstantVus(int vus, Duration duration) ->
                new ClosedModel(vus, vus, duration, grace, Gate.open(), false, true, false, true);
            case Workload.SharedIterations(int vus, long iterations, Duration maxDuration) ->
                new ClosedModel(vus, vus, maxDuration, grace, Gate.shared(iterations), false, false, false, false);
            case Workload.PerVuIterations(int vus, long iterations, Duration maxDuration) ->
                new ClosedModel(
                        vus, vus, maxDuration, grace, Gate.perSlot(vus, iterations), false, false, false, false);
            case Workload.ExternallyControlled(int vus, int maxVus, Duration duration) ->
                new ClosedModel(
                        vus,
                        maxVus,
                        duration.isZero() ? null : duration,
                        Duration.ZERO,
                        Gate.open(),
                        true,
                        true,
                        true,
                        true);
            case Workload.RampingVus _, Workload.ConstantArrivalRate _, Workload.RampingArrivalRate _ ->
                throw new IllegalArgumentException(
                        scenario.workload().executor() + " does not run a fixed number of VUs");
        };
    }
}
