package io.loadbank.plan;

import io.loadbank.plan.Workload.ConstantArrivalRate;
import io.loadbank.plan.Workload.ConstantVus;
import io.loadbank.plan.Workload.ExternallyControlled;
import io.loadbank.plan.Workload.PerVuIterations;
import io.loadbank.plan.Workload.RampingArrivalRate;
import io.loadbank.plan.Workload.RampingVus;
import io.loadbank.plan.Workload.SharedIterations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many VUs the scenarios of a test may need at once, and for how long.
 *
 * @param plannedVus the highest sum of VUs that are there from the start
 * @param maxVus the highest sum of VUs, with those created on demand
 * @param maxDuration when the last reservation ends, from the end of setup; null when one never does
 */
record ExecutionPlan(int plannedVus, int maxVus, @Nullable Duration maxDuration) {

    /** From {@code start} to {@code end}, null for ever, a scenario holds this many VUs. */
    private record Reservation(Duration start, @Nullable Duration end, int planned, int unplanned) {}

    /** A change of what is held. Those that release come first: an end is not yet part of the next start. */
    private record Step(Duration at, int planned, int unplanned) {}

    static ExecutionPlan of(List<Scenario> scenarios) {
        List<Step> steps = new ArrayList<>();
        Duration last = Duration.ZERO;
        boolean endless = false;
        for (Scenario scenario : scenarios) {
            Reservation held = reservation(scenario);
            steps.add(new Step(held.start, held.planned, held.unplanned));
            Duration end = held.end;
            if (end == null) {
                endless = true;
            } else {
                steps.add(new Step(end, -held.planned, -held.unplanned));
                last = end.compareTo(last) > 0 ? end : last;
            }
        }
        steps.sort(Comparator.comparing(Step::at).thenComparingInt(step -> step.planned + step.unplanned));
        long planned = 0;
        long possible = 0;
        long plannedPeak = 0;
        long possiblePeak = 0;
        for (Step step : steps) {
            planned += step.planned;
            possible += step.planned + step.unplanned;
            plannedPeak = Math.max(plannedPeak, planned);
            possiblePeak = Math.max(possiblePeak, possible);
        }
        return new ExecutionPlan(
                Math.clamp(plannedPeak, 0, Integer.MAX_VALUE),
                Math.clamp(possiblePeak, 0, Integer.MAX_VALUE),
                endless ? null : last);
    }

    private static Reservation reservation(Scenario scenario) {
        return switch (scenario.workload()) {
            case SharedIterations load -> fixed(scenario, load.maxDuration(), load.vus());
            case PerVuIterations load -> fixed(scenario, load.maxDuration(), load.vus());
            case ConstantVus load -> fixed(scenario, load.duration(), load.vus());
            case RampingVus load -> fixed(scenario, total(load.stages()), peak(load));
            case ConstantArrivalRate load -> growing(scenario, load.duration(), load.preAllocatedVUs(), load.maxVUs());
            case RampingArrivalRate load ->
                growing(scenario, total(load.stages()), load.preAllocatedVUs(), load.maxVUs());
            case ExternallyControlled load ->
                load.duration().isZero()
                        ? new Reservation(scenario.startTime(), null, load.maxVUs(), 0)
                        : fixed(scenario, load.duration(), load.maxVUs());
        };
    }

    private static Reservation fixed(Scenario scenario, Duration regular, int vus) {
        return growing(scenario, regular, vus, vus);
    }

    private static Reservation growing(Scenario scenario, Duration regular, int preAllocated, int max) {
        Duration end = scenario.startTime().plus(regular).plus(scenario.gracefulStop());
        return new Reservation(scenario.startTime(), end, preAllocated, max - preAllocated);
    }

    /** The highest count of the ramp, held to its very end: more than the ramp needs, never less. */
    private static int peak(RampingVus load) {
        long peak = load.startVUs();
        for (Stage stage : load.stages()) {
            peak = Math.max(peak, stage.target());
        }
        return Math.toIntExact(peak);
    }

    private static Duration total(List<Stage> stages) {
        Duration total = Duration.ZERO;
        for (Stage stage : stages) {
            total = total.plus(stage.duration());
        }
        return total;
    }
}
