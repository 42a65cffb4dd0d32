package io.loadbank.executor;

import io.loadbank.executor.ScenarioExecutor.Verdict;
import io.loadbank.plan.Retarget;
import org.jspecify.annotations.Nullable;

/** What a change means to an executor of the closed model. */
final class ClosedRetarget {

    private final Retarget change;
    private final ClosedExecutor executor;
    private final int limit;

    /** @param limit VUs that the daemon allows one run */
    ClosedRetarget(Retarget change, ClosedExecutor executor, int limit) {
        this.change = change;
        this.executor = executor;
        this.limit = limit;
    }

    /** VUs that may iterate once the change is made. */
    int maxVus() {
        if (!executor.model().steersMaxVus()) {
            Long vus = change.vus();
            return vus == null ? executor.maxVus() : Math.max(executor.maxVus(), vus.intValue());
        }
        Long max = change.maxVUs();
        return max == null ? executor.maxVus() : max.intValue();
    }

    Verdict check() {
        RetargetCheck check = new RetargetCheck(executor, change, limit);
        Long max = change.maxVUs();
        Long vus = change.vus();
        if (max != null && (max < 0 || max > executor.model().most(limit))) {
            check.refuse(
                    "maxVUs",
                    "maxVUs must be from 0 to " + limit + ", all the daemon has room for now, not " + max,
                    RetargetCheck.MORE_ROOM);
        } else if (vus != null && vus < 0) {
            check.refuse("vus", "vus must not be negative, not " + vus, null);
        } else {
            long ceiling = executor.model().steersMaxVus()
                    ? maxVus()
                    : executor.model().most(limit);
            long wanted = vus == null ? executor.vus() : vus;
            if (wanted > ceiling) {
                refuseTooMany(check, vus, wanted, ceiling);
            }
        }
        if (change.duration() != null && change.duration().isNegative()) {
            check.refuse("duration", "duration must not be negative", null);
        } else if (change.duration() != null
                && change.duration().isZero()
                && !executor.model().steersMaxVus()) {
            check.refuse("duration", "duration must be above 0", null);
        }
        return check.verdict();
    }

    private void refuseTooMany(RetargetCheck check, @Nullable Long given, long wanted, long ceiling) {
        if (given == null) {
            check.refuse(
                    "maxVUs",
                    "maxVUs " + ceiling + " is below the " + wanted + " VUs that iterate now",
                    "lower vus in the same PATCH");
        } else {
            check.refuse(
                    "vus",
                    "vus " + wanted + " is above maxVUs " + ceiling,
                    executor.model().steersMaxVus() ? "raise maxVUs in the same PATCH" : RetargetCheck.MORE_ROOM);
        }
    }
}
