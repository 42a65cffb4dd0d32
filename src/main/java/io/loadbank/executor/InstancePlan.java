package io.loadbank.executor;

import io.loadbank.pace.Segmentation;
import io.loadbank.pace.Share;
import io.loadbank.plan.ExecutorType;
import io.loadbank.plan.Problem;
import io.loadbank.plan.Scenario;
import io.loadbank.plan.TestPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * What this instance has to do of a test: all of it, or the share that the options {@code executionSegment} and
 * {@code executionSegmentSequence} give it.
 *
 * @param share of scenarios that can be divided; an externally-controlled one cannot, and runs whole on every instance
 * @param reservation the VUs it needs
 */
public record InstancePlan(TestPlan test, Share share, Reservation reservation) {

    /** What became of a test plan: an instance's plan, or everything that stands in its way. */
    public sealed interface Made {
        record Ready(InstancePlan plan) implements Made {}

        record Refused(List<Problem> problems) implements Made {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /** The instance's plan of a test. */
    public static Made of(TestPlan test) {
        List<Problem> problems = new ArrayList<>();
        Share share = Share.WHOLE;
        switch (Segmentation.of(
                test.options().executionSegment(), test.options().executionSegmentSequence())) {
            case Segmentation.Valid(Share own) -> share = own;
            case Segmentation.Refused(List<Problem> refused) -> problems.addAll(refused);
        }
        for (Scenario scenario : test.scenarios()) {
            ReservationSteps.problem(scenario, share).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            return new Made.Refused(problems);
        }
        return new Made.Ready(new InstancePlan(test, share, Reservation.of(test.scenarios(), share)));
    }

    /** The share that an instance has of a scenario. */
    static Share of(Scenario scenario, Share own) {
        return scenario.workload().type() == ExecutorType.EXTERNALLY_CONTROLLED ? Share.WHOLE : own;
    }
}
