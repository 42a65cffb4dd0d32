package io.loadbank.executor;

import io.loadbank.executor.ScenarioExecutor.Phase;
import io.loadbank.executor.ScenarioExecutor.Verdict;
import io.loadbank.pace.VuPlan;
import io.loadbank.plan.Problem;
import io.loadbank.plan.Retarget;
import io.loadbank.plan.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a change of a running scenario. */
final class RetargetCheck {

    /** How to get more VUs than there is room for. */
    static final String MORE_ROOM =
            "wait for other runs to end, raise loadbank.vu.max, or give the daemon a larger heap";

    private final ScenarioFrame executor;
    private final Retarget change;
    private final int limit;
    private final String path;
    private final List<Problem> notLive = new ArrayList<>();
    private final List<Problem> invalid = new ArrayList<>();

    /** @param limit VUs that the daemon has room for in this run */
    RetargetCheck(ScenarioFrame executor, Retarget change, int limit) {
        this.executor = executor;
        this.change = change;
        this.limit = limit;
        this.path = "scenarios." + executor.name() + ".";
        checkLive();
    }

    private void checkLive() {
        if (executor.phase() == Phase.STOPPING || executor.phase() == Phase.ENDED) {
            notLive.add(new Problem(
                    "scenarios." + executor.name(), "the scenario is over", "only a running scenario can be steered"));
            return;
        }
        live("vus", change.vus());
        live("maxVUs", change.maxVUs());
        live("rate", change.rate());
        live("timeUnit", change.timeUnit());
        live("stages", change.stages());
        live("duration", change.duration());
        checkManner();
    }

    private void checkManner() {
        Duration ramp = change.ramp();
        if (ramp == null) {
            return;
        }
        if (ramp.isNegative()) {
            refuse("ramp", "ramp must not be negative", null);
        } else if (change.stages() != null) {
            refuse("ramp", "stages have lengths of their own", "leave out ramp");
        } else if (change.vus() == null && change.rate() == null) {
            refuse("ramp", "ramp needs a value to reach", "give vus or rate beside it");
        }
    }

    private void live(String field, @Nullable Object value) {
        List<String> live = executor.live();
        if (value != null && !live.contains(field)) {
            notLive.add(new Problem(
                    path + field,
                    "the executor " + executor.executor() + " cannot change " + field + " while it runs",
                    "live fields here are " + String.join(", ", live)));
        }
    }

    /** Writes down that a field's value is wrong. */
    void refuse(String field, String message, @Nullable String hint) {
        invalid.add(new Problem(path + field, message, hint));
    }

    /** Stages of VU counts: within the daemon's limit, and not nothing at all. */
    void stages(List<Stage> stages) {
        shape(stages);
        if (VuPlan.changes(0, stages) > ReservationSteps.MOST_CHANGES) {
            refuse(
                    "stages",
                    "the stages start and stop VUs more than " + ReservationSteps.MOST_CHANGES + " times",
                    "give fewer stages, or lower targets");
        }
        for (int i = 0; i < stages.size(); i++) {
            if (aboveLimit(stages.get(i).target())) {
                refuse(
                        "stages[" + i + "].target",
                        "target " + stages.get(i).target() + " is above " + limit + ", all the daemon has room for now",
                        MORE_ROOM);
            }
        }
    }

    /** Whether this instance would have more of so many VUs of the whole test than the daemon allows. */
    private boolean aboveLimit(long ofAll) {
        return ofAll > Integer.MAX_VALUE || executor.share().scale(ofAll) > limit;
    }

    /** What every list of stages must be. */
    void shape(List<Stage> stages) {
        if (stages.isEmpty()) {
            refuse("stages", "stages must not be empty", "give at least one {\"duration\":…,\"target\":…}");
        }
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).duration().isNegative()) {
                refuse("stages[" + i + "].duration", "duration must not be negative", null);
            }
            if (stages.get(i).target() < 0) {
                refuse("stages[" + i + "].target", "target must not be negative", null);
            }
        }
    }

    void positive(String field, @Nullable Duration value) {
        if (value != null && (value.isNegative() || value.isZero())) {
            refuse(field, field + " must be above 0", null);
        }
    }

    void positive(String field, @Nullable Long value) {
        if (value != null && value <= 0) {
            refuse(field, field + " must be above 0, not " + value, null);
        }
    }

    /** A ceiling on VUs. */
    void maxVus(long least) {
        Long max = change.maxVUs();
        if (max != null && (max < least || aboveLimit(max))) {
            refuse(
                    "maxVUs",
                    "maxVUs must be from " + least + " to " + limit + ", all the daemon has room for now, not " + max,
                    max > least ? MORE_ROOM : null);
        }
    }

    Verdict verdict() {
        if (!notLive.isEmpty()) {
            return new Verdict.NotLive(notLive);
        }
        return invalid.isEmpty() ? new Verdict.Fine() : new Verdict.Invalid(invalid);
    }
}
