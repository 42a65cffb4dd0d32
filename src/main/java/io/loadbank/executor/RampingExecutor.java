package io.loadbank.executor;

import io.loadbank.pace.Stripe;
import io.loadbank.pace.VuPlan;
import io.loadbank.plan.Retarget;
import io.loadbank.plan.Scenario;
import io.loadbank.plan.Stage;
import io.loadbank.plan.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The executor ramping-vus: plays a plan of VU counts. Steps of the raw plan start VUs and let them finish; steps of
 * the graceful plan made of it interrupt those that take too long.
 */
final class RampingExecutor extends ScenarioFrame implements VuSlot.Scenario {

    private final Workload.RampingVus workload;
    private final VuSlots slots = new VuSlots(this);
    private final Gate gate = Gate.open();
    private volatile VuPlan raw;
    private VuPlan graceful;
    private volatile List<Stage> stages;
    private volatile int wanted;
    private int reserved;
    private int rawStep;
    private int gracefulStep;
    private Timeline.@Nullable Appointment next;

    RampingExecutor(Scenario scenario, Workload.RampingVus workload, ScenarioHost host) {
        super(scenario, host);
        this.workload = workload;
        this.stages = workload.stages();
        this.raw = VuPlan.raw(workload.startVUs(), workload.stages(), share().stripe());
        this.graceful = raw.graceful(workload.gracefulRampDown(), scenario.gracefulStop());
        this.reserved = raw.max();
    }

    @Override
    public void start() {
        startClock(0);
        if (!hasWork()) {
            rawStep = raw.size();
            gracefulStep = graceful.size();
        }
        play();
    }

    /** Plays all steps that are due and makes an appointment for the next. */
    private void play() {
        if (next != null) {
            next.cancel();
            next = null;
        }
        if (phase() == Phase.PAUSED || phase() == Phase.ENDED) {
            return;
        }
        long now = clock().elapsedNanos();
        while (true) {
            long rawDue = rawStep < raw.size() ? raw.offsetNanos(rawStep) : Long.MAX_VALUE;
            long cutDue = gracefulStep < graceful.size() ? graceful.offsetNanos(gracefulStep) : Long.MAX_VALUE;
            long due = Math.min(rawDue, cutDue);
            if (due > now) {
                if (due != Long.MAX_VALUE) {
                    next = host().timeline().after(due - now, this::play);
                }
                break;
            }
            if (rawDue <= cutDue) {
                aim(raw.count(rawStep++));
            } else {
                slots.cutFrom(graceful.count(gracefulStep++));
            }
        }
        if (rawStep >= raw.size() && phase() == Phase.RUNNING) {
            move(Phase.STOPPING);
            slots.rest();
        }
        checkEnded();
    }

    private void aim(int count) {
        wanted = count;
        if (phase() == Phase.RUNNING) {
            slots.aim(count);
        }
    }

    @Override
    public void pause() {
        clock().pause();
        if (phase() == Phase.RUNNING) {
            move(Phase.PAUSED);
            play();
            slots.rest();
        }
    }

    @Override
    public void resume() {
        clock().resume();
        if (phase() == Phase.PAUSED && !clock().isPaused()) {
            move(Phase.RUNNING);
            slots.aim(wanted);
            play();
        }
    }

    @Override
    public void abort() {
        if (phase() == Phase.ENDED) {
            return;
        }
        move(Phase.STOPPING);
        rawStep = raw.size();
        gracefulStep = graceful.size();
        slots.cut();
        checkEnded();
    }

    @Override
    public void idle(VuSlot slot, boolean dry) {
        checkEnded();
    }

    private void checkEnded() {
        if (phase() == Phase.STOPPING && slots.allStopped()) {
            if (next != null) {
                next.cancel();
            }
            move(Phase.ENDED);
            clock().stop();
            host().events().ended(this);
        }
    }

    @Override
    public void broken(Throwable cause) {
        host().events().broken(this, cause);
    }

    @Override
    public Verdict check(Retarget change) {
        RetargetCheck check = new RetargetCheck(this, change, host().maxVus().getAsInt());
        List<Stage> asked = change.stages();
        if (asked != null) {
            check.stages(asked);
        }
        return check.verdict();
    }

    @Override
    public void retarget(Retarget change) {
        List<Stage> asked = change.stages();
        if (asked != null) {
            long now = clock().elapsedNanos();
            stages = List.copyOf(asked);
            raw = raw.retargeted(now, ofAll(wanted), asked, share().stripe());
            graceful = raw.graceful(workload.gracefulRampDown(), scenario().gracefulStop());
            rawStep = raw.stepsBy(now);
            gracefulStep = graceful.stepsBy(now);
            // a first stage without a length jumps at this very instant
            wanted = raw.countAt(now);
            int peak = peakFrom(rawStep);
            if (peak > reserved) {
                host().pool().grow(peak - reserved);
                reserved = peak;
            }
            aim(wanted);
            play();
        }
        host().events().changed(this);
    }

    /** A number of VUs of the whole test of which this instance has so many. */
    private long ofAll(int own) {
        return own == 0 ? 0 : share().stripe().element(own - 1) + 1;
    }

    private int peakFrom(int step) {
        int peak = wanted;
        for (int i = step; i < raw.size(); i++) {
            peak = Math.max(peak, raw.count(i));
        }
        return peak;
    }

    @Override
    public List<String> live() {
        return List.of("stages", "paused");
    }

    @Override
    public Map<String, Object> desired() {
        Map<String, Object> desired = new LinkedHashMap<>();
        desired.put("vus", Math.toIntExact(ofAll(wanted)));
        desired.put("stages", StageTrees.of(stages));
        desired.put("paused", clock().isPaused());
        return desired;
    }

    @Override
    public Wanted wanted() {
        return Wanted.vus(isUnderWay() ? wanted : 0);
    }

    @Override
    public double progress() {
        long end = raw.endNanos();
        return phase() == Phase.WAITING ? 0 : end == 0 ? 1 : Math.min(1, (double) clock().elapsedNanos() / end);
    }

    @Override
    public boolean hasWork() {
        return raw.max() > 0;
    }

    @Override
    public Stripe numbers() {
        return share().stripe();
    }

    @Override
    public Gate gate() {
        return gate;
    }
}
