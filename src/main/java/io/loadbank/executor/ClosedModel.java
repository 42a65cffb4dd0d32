package io.loadbank.executor;

import io.loadbank.pace.Share;
import io.loadbank.pace.Stripe;
import io.loadbank.plan.Scenario;
import io.loadbank.plan.Workload;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an executor of the closed model runs: VUs iterate one after the other, as fast as they can.
 *
 * <p>Numbers of VUs are those of the whole test; {@link #own} tells how many of them this instance has.
 *
 * @param vus VUs that iterate from the start
 * @param maxVus VUs that may iterate
 * @param length how long iterations may start, null without end
 * @param grace how long they may go on after that, and after a scaling down
 * @param share what this instance has of the VUs
 * @param numbers the iteration numbers of the whole test that are this instance's
 * @param countsSetup whether the clock shows the time since the start of the test
 */
record ClosedModel(
        int vus,
        int maxVus,
        @Nullable Duration length,
        Duration grace,
        Gate gate,
        Share share,
        Stripe numbers,
        boolean countsSetup,
        boolean steersVus,
        boolean steersMaxVus,
        boolean steersDuration) {

    /** The model of a scenario whose executor is of the closed model and follows no plan. */
    static ClosedModel of(Scenario scenario, Share share) {
        return switch (scenario.workload()) {
            case Workload.ConstantVus(int vus, Duration duration) ->
                fixed(scenario, vus, duration, Gate.open(), share, share.stripe(), true);
            case Workload.SharedIterations load -> shared(scenario, load, share);
            case Workload.PerVuIterations(int vus, long iterations, Duration maxDuration) ->
                fixed(
                        scenario,
                        vus,
                        maxDuration,
                        Gate.perSlot(own(share, vus), iterations),
                        share,
                        share.stripe(),
                        false);
            case Workload.ExternallyControlled(int vus, int maxVus, Duration duration) ->
                new ClosedModel(
                        vus,
                        maxVus,
                        duration.isZero() ? null : duration,
                        Duration.ZERO,
                        Gate.open(),
                        share,
                        share.stripe(),
                        true,
                        true,
                        true,
                        true);
            case Workload.RampingVus _, Workload.ConstantArrivalRate _, Workload.RampingArrivalRate _ ->
                throw new IllegalArgumentException(
                        scenario.workload().executor() + " does not run a fixed number of VUs");
        };
    }

    /** The iterations are divided as their VUs fall. */
    private static ClosedModel shared(Scenario scenario, Workload.SharedIterations load, Share share) {
        Share iterations = share.resegmented(load.vus()).orElse(null);
        return fixed(
                scenario,
                load.vus(),
                load.maxDuration(),
                Gate.shared(iterations == null ? 0 : iterations.scale(load.iterations())),
                share,
                iterations == null ? share.stripe() : iterations.stripe(),
                false);
    }

    private static ClosedModel fixed(
            Scenario scenario, int vus, Duration length, Gate gate, Share share, Stripe numbers, boolean steers) {
        return new ClosedModel(
                vus, vus, length, scenario.gracefulStop(), gate, share, numbers, false, steers, false, steers);
    }

    /** How many of so many VUs of the whole test this instance has. */
    int own(long ofAll) {
        return own(share, ofAll);
    }

    /** The most VUs of the whole test of which this instance has no more than so many. */
    long most(int own) {
        return Math.min(Integer.MAX_VALUE, share.stripe().element(own));
    }

    private static int own(Share share, long ofAll) {
        return Math.clamp(share.scale(ofAll), 0, Integer.MAX_VALUE);
    }

    /** Whether this instance has anything to do, or may be given something. */
    boolean hasWork() {
        return steersMaxVus || own(vus) > 0;
    }
}
