package io.loadbank.executor;

import io.loadbank.pace.Stripe;
import io.loadbank.pace.VuPlan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The way from one number of VUs to another: at once or in a straight line, on the scenario's clock. Confined to the
 * run's loop thread, except {@link #target()}.
 */
final class DemandRamp {

    private final Timeline timeline;
    private final PausableClock clock;
    private final VuDemand demand;
    private volatile int target;
    private @Nullable VuPlan plan;
    private long beganNanos;
    private Timeline.@Nullable Appointment next;

    /** @param demand told of each VU when its time has come; its wish is where ramps begin */
    DemandRamp(Timeline timeline, PausableClock clock, VuDemand demand) {
        this.timeline = timeline;
        this.clock = clock;
        this.demand = demand;
        this.target = demand.wanted();
    }

    /**
     * Takes another way from now on.
     *
     * @param length null or zero jumps at once
     */
    void take(int to, @Nullable Duration length) {
        target = to;
        beganNanos = clock.elapsedNanos();
        plan = VuPlan.ramp(demand.wanted(), to, length == null ? Duration.ZERO : length, Stripe.WHOLE);
        go();
    }

    /** Wishes for what is due and makes an appointment for the rest; to be called when the clock goes on. */
    void go() {
        rest();
        VuPlan way = plan;
        if (way == null) {
            return;
        }
        long now = clock.elapsedNanos() - beganNanos;
        int due = way.stepsBy(now);
        if (due > 0) {
            demand.want(way.count(due - 1));
        }
        if (due == way.size()) {
            plan = null;
        } else if (clock.isGoing()) {
            next = timeline.after(way.offsetNanos(due) - now, this::go);
        }
    }

    /** Wishes for nothing more for now; to be called when the clock stops, and for good at the end. */
    void rest() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    /** Where the way leads. Any thread. */
    int target() {
        return target;
    }
}
