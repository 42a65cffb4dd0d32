package io.loadbank.executor;

import io.loadbank.pace.Pace;
import io.loadbank.pace.Share;
import io.loadbank.pace.Stripe;
import io.loadbank.plan.DurationText;
import io.loadbank.plan.Retarget;
import io.loadbank.plan.Stage;
import io.loadbank.plan.Workload;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an executor of the open model does: iterations start at a pace, whatever they take. Immutable.
 *
 * @param pace of the iterations that this instance serves, with the rates of the whole test
 * @param numbers the iteration numbers of the whole test that are this instance's
 * @param endNanos when the last iteration may start, on the scenario's clock
 * @param rate iterations per time unit, null when stages say
 * @param stages what is left of the ramp, null at a constant rate
 * @param maxVus VUs of the whole test that may serve it
 * @param share what this instance has of the VUs
 */
record ArrivalModel(
        Pace pace,
        Stripe numbers,
        long endNanos,
        @Nullable Long rate,
        Duration timeUnit,
        @Nullable List<Stage> stages,
        int maxVus,
        Share share) {

    static ArrivalModel of(Workload.ConstantArrivalRate workload, Share share) {
        Stripe own = stripe(share, workload.maxVUs());
        return new ArrivalModel(
                Pace.steady(workload.rate(), workload.timeUnit()).striped(own),
                own,
                workload.duration().toNanos(),
                workload.rate(),
                workload.timeUnit(),
                null,
                workload.maxVUs(),
                share);
    }

    static ArrivalModel of(Workload.RampingArrivalRate workload, Share share) {
        Stripe own = stripe(share, workload.maxVUs());
        Pace pace = Pace.ramping(workload.startRate(), workload.timeUnit(), workload.stages())
                .striped(own);
        return new ArrivalModel(
                pace, own, pace.endNanos(), null, workload.timeUnit(), workload.stages(), workload.maxVUs(), share);
    }

    /** The arrivals are divided as their VUs fall; an instance without VUs serves none, whatever its stripe. */
    private static Stripe stripe(Share share, int maxVus) {
        return share.resegmented(maxVus).orElse(share).stripe();
    }

    /** How many VUs this instance may have. */
    int ownMaxVus() {
        return Math.toIntExact(share.scale(maxVus));
    }

    List<String> live() {
        return stages == null
                ? List.of("rate", "timeUnit", "duration", "maxVUs", "paused")
                : List.of("stages", "maxVUs", "paused");
    }

    /** This model from a time on; what has started stays. */
    ArrivalModel retargeted(long atNanos, Retarget change) {
        int max = change.maxVUs() == null ? maxVus : change.maxVUs().intValue();
        Duration unit = change.timeUnit() == null ? timeUnit : change.timeUnit();
        List<Stage> asked = change.stages();
        if (asked != null) {
            Pace next = pace.retargeted(atNanos, asked, unit);
            return new ArrivalModel(next, numbers, next.endNanos(), null, unit, asked, max, share);
        }
        long end = change.duration() == null ? endNanos : change.duration().toNanos();
        Long wanted = change.rate() == null ? rate : change.rate();
        boolean paced = change.rate() != null || change.timeUnit() != null;
        if (!paced || wanted == null) {
            return new ArrivalModel(pace, numbers, end, rate, timeUnit, stages, max, share);
        }
        Duration ramp = change.ramp();
        Pace next = ramp == null ? pace.retargeted(atNanos, wanted, unit) : pace.ramped(atNanos, ramp, wanted, unit);
        return new ArrivalModel(next, numbers, end, wanted, unit, null, max, share);
    }

    Map<String, Object> desired() {
        Map<String, Object> desired = new LinkedHashMap<>();
        if (stages == null) {
            desired.put("rate", rate);
        } else {
            desired.put("stages", StageTrees.of(stages));
        }
        desired.put("timeUnit", DurationText.format(timeUnit));
        desired.put("maxVUs", maxVus);
        if (stages == null) {
            desired.put("duration", DurationText.format(Duration.ofNanos(endNanos)));
        }
        return desired;
    }
}
