package io.loadbank.executor;

import io.loadbank.pace.Share;
import io.loadbank.plan.Scenario;
import io.loadbank.plan.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many VUs the scenarios of a test need at once, and for how long, by k6's documented execution plan.
 *
 * @param plannedVus to make before the start: the highest sum of VUs that are there from the start of a scenario
 * @param maxVus the highest sum of VUs, with those that arrival rates make on demand
 * @param maxDuration when the last scenario ends at the latest, from the end of setup; null when one never does
 */
public record Reservation(
        int plannedVus, int maxVus, @Nullable Duration maxDuration) {

    private record Change(long atNanos, int scenario, ReservationSteps.Step to) {}

    /** What an instance needs for its share of scenarios that are in the order of their start times. */
    static Reservation of(List<Scenario> scenarios, Share share) {
        List<Change> changes = new ArrayList<>();
        boolean endless = false;
        for (int i = 0; i < scenarios.size(); i++) {
            int index = i;
            Scenario scenario = scenarios.get(i);
            ReservationSteps.of(
                    scenario,
                    InstancePlan.of(scenario, share),
                    step -> changes.add(new Change(step.atNanos(), index, step)));
            endless |= scenario.workload() instanceof Workload.ExternallyControlled controlled
                    && controlled.duration().isZero();
        }
        // a stable sort: at one instant, the earlier scenario changes first
        changes.sort(Comparator.comparingLong(Change::atNanos));
        int[] planned = new int[scenarios.size()];
        int[] possible = new int[scenarios.size()];
        long plannedSum = 0;
        long possibleSum = 0;
        long plannedPeak = 0;
        long possiblePeak = 0;
        for (Change change : changes) {
            int at = change.scenario();
            int all = Math.addExact(change.to().planned(), change.to().unplanned());
            plannedSum += change.to().planned() - planned[at];
            possibleSum += all - possible[at];
            planned[at] = change.to().planned();
            possible[at] = all;
            plannedPeak = Math.max(plannedPeak, plannedSum);
            possiblePeak = Math.max(possiblePeak, possibleSum);
        }
        return new Reservation(
                Math.clamp(plannedPeak, 0, Integer.MAX_VALUE),
                Math.clamp(possiblePeak, 0, Integer.MAX_VALUE),
                endless || changes.isEmpty()
                        ? null
                        : Duration.ofNanos(changes.getLast().atNanos()));
    }
}
