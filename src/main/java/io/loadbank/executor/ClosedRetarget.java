package io.loadbank.executor;

import io.loadbank.executor.ScenarioExecutor.Verdict;
import io.loadbank.plan.Problem;
import io.loadbank.plan.Retarget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a change means to an executor of the closed model. */
final class ClosedRetarget {

    private final Retarget change;
    private final ClosedExecutor executor;
    private final int limit;
    private final String path;

    /** @param limit VUs that the daemon allows one run */
    ClosedRetarget(Retarget change, ClosedExecutor executor, int limit) {
        this.change = change;
        this.executor = executor;
        this.limit = limit;
        this.path = "scenarios." + executor.name() + ".";
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
        List<Problem> notLive = notLive();
        if (!notLive.isEmpty()) {
            return new Verdict.NotLive(notLive);
        }
        List<Problem> invalid = invalid();
        return invalid.isEmpty() ? new Verdict.Fine() : new Verdict.Invalid(invalid);
    }

    private List<Problem> notLive() {
        List<Problem> problems = new ArrayList<>();
        if (executor.phase() == ScenarioExecutor.Phase.STOPPING || executor.phase() == ScenarioExecutor.Phase.ENDED) {
            problems.add(new Problem(
                    "scenarios." + executor.name(), "the scenario is over", "only a running scenario can be steered"));
            return problems;
        }
        List<String> live = executor.live();
        given("vus", change.vus(), live, problems);
        given("maxVUs", change.maxVUs(), live, problems);
        given("rate", change.rate(), live, problems);
        given("timeUnit", change.timeUnit(), live, problems);
        given("stages", change.stages(), live, problems);
        given("duration", change.duration(), live, problems);
        return problems;
    }

    private void given(
            String field,
            @Nullable Object value,
            List<String> live,
            List<Problem> problems) {
        if (value != null && !live.contains(field)) {
            problems.add(new Problem(
                    path + field,
                    "the executor " + executor.executor() + " cannot change " + field + " while it runs",
                    "live fields here are " + String.join(", ", live)));
        }
    }

    private List<Problem> invalid() {
        List<Problem> problems = new ArrayList<>();
        later("ramp", change.ramp(), problems);
        later("at", change.at(), problems);
        later("in", change.in(), problems);
        Long max = change.maxVUs();
        Long vus = change.vus();
        if (max != null && (max < 0 || max > limit)) {
            problems.add(new Problem(
                    path + "maxVUs",
                    "maxVUs must be from 0 to " + limit + ", the daemon's limit, not " + max,
                    "raise loadbank.vu.max to allow more"));
        } else if (vus != null && vus < 0) {
            problems.add(new Problem(path + "vus", "vus must not be negative, not " + vus));
        } else {
            long ceiling = executor.model().steersMaxVus() ? maxVus() : limit;
            long wanted = vus == null ? executor.vus() : vus;
            if (wanted > ceiling) {
                problems.add(tooMany(vus, wanted, ceiling));
            }
        }
        if (change.duration() != null && change.duration().isNegative()) {
            problems.add(new Problem(path + "duration", "duration must not be negative"));
        } else if (change.duration() != null
                && change.duration().isZero()
                && !executor.model().steersMaxVus()) {
            problems.add(new Problem(path + "duration", "duration must be above 0"));
        }
        return problems;
    }

    private Problem tooMany(@Nullable Long given, long wanted, long ceiling) {
        return given == null
                ? new Problem(
                        path + "maxVUs",
                        "maxVUs " + ceiling + " is below the " + wanted + " VUs that iterate now",
                        "lower vus in the same PATCH")
                : new Problem(
                        path + "vus",
                        "vus " + wanted + " is above maxVUs " + ceiling,
                        executor.model().steersMaxVus()
                                ? "raise maxVUs in the same PATCH"
                                : "raise loadbank.vu.max to allow more");
    }

    private void later(
            String field, @Nullable Object value, List<Problem> problems) {
        if (value != null) {
            problems.add(new Problem(
                    path + field, field + " is not supported by this version of Loadbank", "leave it out: changes apply at once"));
        }
    }
}
