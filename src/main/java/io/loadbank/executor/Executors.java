package io.loadbank.executor;

import io.loadbank.plan.Problem;
import io.loadbank.plan.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Makes the executor of a scenario. */
public final class Executors {

    private Executors() {}

    /** A problem for each scenario whose executor this version does not have. */
    public static List<Problem> unsupported(List<Scenario> scenarios) {
        List<Problem> problems = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            if (ClosedModel.of(scenario) == null) {
                problems.add(new Problem(
                        "scenarios." + scenario.name() + ".executor",
                        "the executor " + scenario.workload().executor()
                                + " is not supported by this version of Loadbank",
                        "use constant-vus, externally-controlled, shared-iterations or per-vu-iterations"));
            }
        }
        return problems;
    }

    /**
     * The executor of a scenario that {@link #unsupported} does not complain about.
     *
     * @param testNanos the test's clock, setup included
     */
    public static ScenarioExecutor create(Scenario scenario, ScenarioHost host, LongSupplier testNanos) {
        ClosedModel model = ClosedModel.of(scenario);
        if (model == null) {
            throw new IllegalArgumentException("no executor " + scenario.workload().executor());
        }
        long startTime = scenario.startTime().toNanos();
        return new ClosedExecutor(scenario, model, host, () -> testNanos.getAsLong() - startTime);
    }
}
