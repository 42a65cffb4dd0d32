package io.loadbank.executor;

import io.loadbank.pace.Share;
import io.loadbank.plan.Scenario;
import io.loadbank.plan.Workload;
import java.util.function.LongSupplier;

/** Makes the executor of a scenario. */
public final class Executors {

    private Executors() {}

    /**
     * The executor of a scenario, not started.
     *
     * @param testNanos the test's clock, setup included
     */
    public static ScenarioExecutor create(Scenario scenario, ScenarioHost host, LongSupplier testNanos) {
        long startTime = scenario.startTime().toNanos();
        Share share = InstancePlan.of(scenario, host.share());
        return switch (scenario.workload()) {
            case Workload.RampingVus ramping -> new RampingExecutor(scenario, ramping, host);
            case Workload.ConstantArrivalRate constant ->
                new ArrivalExecutor(scenario, ArrivalModel.of(constant, share), constant.preAllocatedVUs(), host);
            case Workload.RampingArrivalRate ramping ->
                new ArrivalExecutor(scenario, ArrivalModel.of(ramping, share), ramping.preAllocatedVUs(), host);
            case Workload.ConstantVus _,
                    Workload.SharedIterations _,
                    Workload.PerVuIterations _,
                    Workload.ExternallyControlled _ ->
                new ClosedExecutor(
                        scenario, ClosedModel.of(scenario, share), host, () -> testNanos.getAsLong() - startTime);
        };
    }
}
