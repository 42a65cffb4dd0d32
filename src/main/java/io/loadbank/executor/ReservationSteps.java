package io.loadbank.executor;

import io.loadbank.pace.SegmentSequence;
import io.loadbank.pace.Share;
import io.loadbank.pace.VuPlan;
import io.loadbank.plan.Problem;
import io.loadbank.plan.Scenario;
import io.loadbank.plan.Stage;
import io.loadbank.plan.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How many VUs one scenario holds at every time of the test, by k6's documented execution plan. */
final class ReservationSteps {

    /** The longest ramp there can be, in VUs switched on and off: bounds what its plan takes to some 100 MB. */
    static final long MOST_CHANGES = 1_000_000;

    /**
     * From a time on a scenario holds so many VUs.
     *
     * @param atNanos since the end of setup
     * @param planned there from the start
     * @param unplanned that may be made on demand
     */
    record Step(long atNanos, int planned, int unplanned) {}

    private ReservationSteps() {}

    /** What makes it impossible to tell. */
    static Optional<Problem> problem(Scenario scenario, Share share) {
        if (!share.equals(Share.WHOLE) && dividing(scenario.workload()) > SegmentSequence.MAX_CYCLE) {
            return Optional.of(new Problem(
                    "scenarios." + scenario.name(),
                    "more than " + SegmentSequence.MAX_CYCLE + " VUs cannot be divided by segments",
                    "lower vus or maxVUs"));
        }
        if (scenario.workload() instanceof Workload.RampingVus ramp
                && VuPlan.changes(ramp.startVUs(), ramp.stages()) > MOST_CHANGES) {
            return Optional.of(new Problem(
                    "scenarios." + scenario.name() + ".stages",
                    "the stages start and stop VUs more than " + MOST_CHANGES + " times",
                    "lower the targets"));
        }
        return Optional.empty();
    }

    /** The number of VUs along which a workload's iterations are divided. */
    private static int dividing(Workload workload) {
        return switch (workload) {
            case Workload.SharedIterations load -> load.vus();
            case Workload.ConstantArrivalRate load -> load.maxVUs();
            case Workload.RampingArrivalRate load -> load.maxVUs();
            case Workload.PerVuIterations _,
                    Workload.ConstantVus _,
                    Workload.RampingVus _,
                    Workload.ExternallyControlled _ -> 0;
        };
    }

    /** Tells each step of a scenario, in order of time. */
    static void of(Scenario scenario, Share share, Consumer<Step> steps) {
        switch (scenario.workload()) {
            case Workload.SharedIterations load -> steady(scenario, load.maxDuration(), share.scale(load.vus()), steps);
            case Workload.PerVuIterations load -> steady(scenario, load.maxDuration(), share.scale(load.vus()), steps);
            case Workload.ConstantVus load -> steady(scenario, load.duration(), share.scale(load.vus()), steps);
            case Workload.RampingVus load -> ramping(scenario, load, share, steps);
            case Workload.ConstantArrivalRate load ->
                growing(
                        scenario,
                        load.duration(),
                        share.scale(load.preAllocatedVUs()),
                        share.scale(load.maxVUs()),
                        steps);
            case Workload.RampingArrivalRate load ->
                growing(
                        scenario,
                        total(load.stages()),
                        share.scale(load.preAllocatedVUs()),
                        share.scale(load.maxVUs()),
                        steps);
            case Workload.ExternallyControlled load
            when load.duration().isZero() ->
                steps.accept(new Step(scenario.startTime().toNanos(), load.maxVUs(), 0));
            case Workload.ExternallyControlled load -> steady(scenario, load.duration(), load.maxVUs(), steps);
        }
    }

    private static void steady(Scenario scenario, Duration regular, long vus, Consumer<Step> steps) {
        growing(scenario, regular, vus, vus, steps);
    }

    private static void growing(Scenario scenario, Duration regular, long planned, long max, Consumer<Step> steps) {
        long start = scenario.startTime().toNanos();
        long end = plus(start, plus(regular.toNanos(), scenario.gracefulStop().toNanos()));
        steps.accept(new Step(start, Math.toIntExact(planned), Math.toIntExact(Math.max(0, max - planned))));
        steps.accept(new Step(end, 0, 0));
    }

    /** The sum of two lengths, at most the longest there is. */
    private static long plus(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static void ramping(Scenario scenario, Workload.RampingVus load, Share share, Consumer<Step> steps) {
        VuPlan held = VuPlan.raw(load.startVUs(), load.stages(), share.stripe())
                .graceful(load.gracefulRampDown(), scenario.gracefulStop())
                .shifted(scenario.startTime().toNanos());
        for (int i = 0; i < held.size(); i++) {
            steps.accept(new Step(held.offsetNanos(i), held.count(i), 0));
        }
    }

    private static Duration total(List<Stage> stages) {
        long total = 0;
        for (Stage stage : stages) {
            total = plus(total, stage.duration().toNanos());
        }
        return Duration.ofNanos(total);
    }
}
