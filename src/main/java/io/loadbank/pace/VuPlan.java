package io.loadbank.pace;

import io.loadbank.plan.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many VUs an instance has at every time, as steps. Immutable; a step takes 12 bytes.
 *
 * <p>Times are nanoseconds since the start of the scenario. A <em>raw</em> plan says how many VUs iterate; the
 * <em>graceful</em> plan made of it says how many may still be busy: it is the reservation of VUs and the schedule of
 * hard stops. Where steps of both fall on one instant, the raw one goes first.
 */
public final class VuPlan {

    /** From {@code offsetNanos} on there are {@code count} VUs. */
    public record Step(long offsetNanos, int count) {}

    private final long[] offsets;
    private final int[] counts;

    /** The end of the stages, or of what takes their place; the plan itself may reach 0 and end before. */
    private final long stagesEndNanos;

    /** Whether the last step is only the end of the stages, not a part of them. */
    private final boolean closed;

    private VuPlan(StepList steps, long stagesEndNanos, boolean closed) {
        this.offsets = steps.offsets();
        this.counts = steps.counts();
        this.stagesEndNanos = stagesEndNanos;
        this.closed = closed;
    }

    /**
     * The plan of ramping VUs, by k6's documented scheduling: a step per VU at the end of its interval, up and down.
     *
     * <p>It ends where it reaches 0 for good, and at the end of the stages at the latest.
     *
     * @param startVus of all instances, as are the stages' targets
     * @param stripe the slots of this instance
     * @throws IllegalArgumentException if a count is negative or above 2<sup>31</sup> - 1, or the plan would have more
     *     than 10 million steps; {@link #changes} tells before
     */
    public static VuPlan raw(long startVus, List<Stage> stages, Stripe stripe) {
        return closed(new StepList(16), 0, startVus, stages, stripe);
    }

    /**
     * A straight change from {@code startVus} to {@code target} VUs, which then stay: one stage of {@link #raw} without
     * an end. A length of 0 jumps at once.
     */
    public static VuPlan ramp(long startVus, long target, Duration length, Stripe stripe) {
        StepList steps = new StepList(16);
        VuRamp ramp = new VuRamp(steps, 0, startVus, stripe);
        ramp.follow(List.of(new Stage(length, target)));
        return new VuPlan(steps, ramp.atNanos(), false);
    }

    /**
     * This raw plan until a time, then stages from there. The past stays, because VUs switched off a moment ago may
     * still be busy: a graceful plan of the result knows of them.
     *
     * @param vus of all instances now, where the stages begin
     */
    public VuPlan retargeted(long atNanos, long vus, List<Stage> stages, Stripe stripe) {
        StepList past = new StepList(offsets.length);
        for (int i = 0; i < played() && offsets[i] <= atNanos; i++) {
            past.add(offsets[i], counts[i]);
        }
        return closed(past, atNanos, vus, stages, stripe);
    }

    /**
     * How many VUs may still be busy, when a VU that this raw plan switches off may take {@code gracefulRampDown} to
     * finish, and all end {@code gracefulStop} after the last stage; by k6's documented scheduling.
     *
     * <p>Without a {@code gracefulRampDown} it is the raw plan, of which only VUs that are there at the end of the
     * stages get {@code gracefulStop}.
     */
    public VuPlan graceful(Duration gracefulRampDown, Duration gracefulStop) {
        long limitNanos = Wide.plus(stagesEndNanos, Math.max(0, gracefulStop.toNanos()));
        long rampDownNanos = gracefulRampDown.toNanos();
        if (rampDownNanos > 0) {
            GracefulVus held = new GracefulVus(offsets, counts, played(), rampDownNanos);
            return new VuPlan(held.steps(limitNanos), limitNanos, false);
        }
        StepList steps = new StepList(offsets.length);
        for (int i = 0; i < played(); i++) {
            steps.add(offsets[i], counts[i]);
        }
        steps.add(limitNanos, 0);
        return new VuPlan(steps, limitNanos, false);
    }

    /** The same plan, later. */
    public VuPlan shifted(long nanos) {
        StepList steps = new StepList(offsets.length);
        for (int i = 0; i < offsets.length; i++) {
            steps.add(Wide.plus(offsets[i], nanos), counts[i]);
        }
        return new VuPlan(steps, Wide.plus(stagesEndNanos, nanos), closed);
    }

    /** How many VUs the stages switch on and off in all: about the steps of their plan, to ask before making it. */
    public static long changes(long startVus, List<Stage> stages) {
        long changes = 0;
        long from = startVus;
        for (Stage stage : stages) {
            changes = Wide.plus(changes, Math.abs(stage.target() - from));
            from = stage.target();
        }
        return changes;
    }

    /** The count at a time; a step counts from its very instant on. Before the plan there is none. */
    public int countAt(long nanos) {
        int played = stepsBy(nanos);
        return played == 0 ? 0 : counts[played - 1];
    }

    /** How many steps are at or before a time: the index of the first step that is still to come. */
    public int stepsBy(long nanos) {
        int low = 0;
        int high = offsets.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (offsets[middle] <= nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    public int size() {
        return offsets.length;
    }

    public long offsetNanos(int step) {
        return offsets[step];
    }

    public int count(int step) {
        return counts[step];
    }

    /** The last step: of a raw plan the regular end of the scenario, of a graceful plan the latest end. */
    public long endNanos() {
        return offsets[offsets.length - 1];
    }

    /** The highest count: of a graceful plan the number of VUs to hold. */
    public int max() {
        int max = 0;
        for (int count : counts) {
            max = Math.max(max, count);
        }
        return max;
    }

    /** All steps as records, for tests and for display. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < offsets.length; i++) {
            steps.add(new Step(offsets[i], counts[i]));
        }
        return steps;
    }

    private int played() {
        return closed ? offsets.length - 1 : offsets.length;
    }

    private static VuPlan closed(StepList steps, long atNanos, long startVus, List<Stage> stages, Stripe stripe) {
        VuRamp ramp = new VuRamp(steps, atNanos, startVus, stripe);
        ramp.follow(stages);
        boolean open = steps.lastCount() != 0;
        steps.add(ramp.atNanos(), 0);
        return new VuPlan(steps, ramp.atNanos(), open);
    }
}
