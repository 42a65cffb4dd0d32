package io.loadbank.executor;

import io.loadbank.metric.Metric;
import io.loadbank.metric.Tags;
import io.loadbank.pace.Stripe;
import io.loadbank.plan.DurationText;
import io.loadbank.plan.Retarget;
import io.loadbank.plan.Scenario;
import io.loadbank.plan.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** An executor of the closed model: so many VUs, each running one iteration after the other. */
final class ClosedExecutor extends ScenarioFrame implements VuSlot.Scenario {

    private final ClosedModel model;
    private final LongSupplier startOffset;
    private final VuDemand demand;
    private final DemandRamp ramp;
    private final VuSlots slots = new VuSlots(this);
    private volatile int maxVus;
    private volatile @Nullable Duration length;
    private boolean aborted;
    private @Nullable Disposable following;
    private Timeline.@Nullable Appointment end;

    /** @param startOffset nanoseconds that the scenario's clock already shows when it starts */
    ClosedExecutor(Scenario scenario, ClosedModel model, ScenarioHost host, LongSupplier startOffset) {
        super(scenario, host);
        this.model = model;
        this.startOffset = startOffset;
        this.demand = new VuDemand(model.vus());
        this.ramp = new DemandRamp(host.timeline(), clock(), demand);
        this.maxVus = model.maxVus();
        this.length = model.length();
    }

    @Override
    public void start() {
        startClock(model.countsSetup() ? startOffset.getAsLong() : 0);
        if (!model.hasWork()) {
            move(Phase.STOPPING);
            checkEnded();
            return;
        }
        scheduleEnd();
        ramp.go();
        following = demand.stream().subscribe(_ -> follow());
    }

    private void follow() {
        if (phase() == Phase.RUNNING) {
            slots.fill(model.own(demand.wanted()), model.grace());
        }
    }

    private void scheduleEnd() {
        if (end != null) {
            end.cancel();
            end = null;
        }
        Duration total = length;
        if (total != null && phase() == Phase.RUNNING) {
            end = host().timeline().after(Math.max(0, total.toNanos() - clock().elapsedNanos()), this::endRegularly);
        }
    }

    private void endRegularly() {
        if (phase() != Phase.RUNNING) {
            return;
        }
        move(Phase.STOPPING);
        stopFollowing();
        slots.stop(model.grace());
        checkEnded();
    }

    @Override
    public void abort() {
        if (phase() == Phase.ENDED) {
            return;
        }
        aborted = true;
        move(Phase.STOPPING);
        stopFollowing();
        slots.cut();
        checkEnded();
    }

    private void stopFollowing() {
        if (following != null) {
            following.dispose();
        }
        ramp.rest();
        if (end != null) {
            end.cancel();
        }
    }

    @Override
    public void pause() {
        clock().pause();
        if (phase() == Phase.RUNNING) {
            move(Phase.PAUSED);
            scheduleEnd();
            ramp.rest();
            slots.rest();
        }
    }

    @Override
    public void resume() {
        clock().resume();
        if (phase() == Phase.PAUSED && !clock().isPaused()) {
            move(Phase.RUNNING);
            scheduleEnd();
            ramp.go();
            follow();
        }
    }

    @Override
    public void idle(VuSlot slot, boolean dry) {
        checkEnded();
    }

    private void checkEnded() {
        boolean idle = slots.allStopped();
        boolean done = model.gate().total() > 0 && model.gate().left().length == 0 && phase() == Phase.RUNNING;
        if (idle && (phase() == Phase.STOPPING || done)) {
            stopFollowing();
            move(Phase.ENDED);
            clock().stop();
            if (!aborted) {
                drop();
            }
            host().events().ended(this);
        }
    }

    private void drop() {
        Metric metric = host().samples().registry().builtins().droppedIterations;
        Tags tags = host().tagsScenario() ? host().runTags().with("scenario", name()) : host().runTags();
        for (long left : model.gate().left()) {
            tally().drop(left);
            host().samples().add(host().samples().series(metric, tags), left);
        }
    }

    @Override
    public void broken(Throwable cause) {
        host().events().broken(this, cause);
    }

    @Override
    public Verdict check(Retarget change) {
        return new ClosedRetarget(change, this, host().maxVus().getAsInt()).check();
    }

    @Override
    public void retarget(Retarget change) {
        ClosedRetarget applied =
                new ClosedRetarget(change, this, host().maxVus().getAsInt());
        int newMax = applied.maxVus();
        if (newMax > maxVus) {
            host().pool().grow(model.own(newMax) - model.own(maxVus));
        } else if (newMax < maxVus) {
            host().pool().shrink(model.own(maxVus) - model.own(newMax));
        }
        maxVus = newMax;
        if (change.duration() != null) {
            length = change.duration().isZero() ? null : change.duration();
            scheduleEnd();
        }
        Long vus = change.vus();
        if (vus != null) {
            ramp.take(vus.intValue(), change.ramp());
        }
        host().events().changed(this);
    }

    ClosedModel model() {
        return model;
    }

    /** VUs that iterate now, or soon will. */
    int vus() {
        return Math.max(demand.wanted(), ramp.target());
    }

    int maxVus() {
        return maxVus;
    }

    @Override
    public List<String> live() {
        List<String> live = new ArrayList<>();
        if (model.steersVus()) {
            live.add("vus");
        }
        if (model.steersMaxVus()) {
            live.add("maxVUs");
        }
        if (model.steersDuration()) {
            live.add("duration");
        }
        live.add("paused");
        return live;
    }

    @Override
    public Map<String, Object> desired() {
        Map<String, Object> desired = new LinkedHashMap<>();
        desired.put("vus", ramp.target());
        if (model.steersMaxVus()) {
            desired.put("maxVUs", maxVus);
        }
        if (model.gate().total() > 0) {
            desired.put("iterations", model.gate().total());
        }
        desired.put("paused", clock().isPaused());
        Duration total = length;
        String key = model.gate().total() > 0 ? "maxDuration" : "duration";
        desired.put(key, DurationText.format(total == null ? Duration.ZERO : total));
        return desired;
    }

    @Override
    public Wanted wanted() {
        return Wanted.vus(isUnderWay() ? model.own(demand.wanted()) : 0);
    }

    @Override
    public double progress() {
        Duration total = length;
        double byTime = total == null ? 1 : Math.min(1, (double) clock().elapsedNanos() / total.toNanos());
        long all = model.gate().total();
        double byCount = all == 0 ? 0 : (double) (tally().completed() + tally().interrupted()) / all;
        return phase() == Phase.WAITING ? 0 : all == 0 || (byTime >= 1 && perVu()) ? byTime : byCount;
    }

    private boolean perVu() {
        return scenario().workload() instanceof Workload.PerVuIterations;
    }

    @Override
    public boolean hasWork() {
        return model.hasWork();
    }

    @Override
    public Stripe numbers() {
        return model.numbers();
    }

    @Override
    public Gate gate() {
        return model.gate();
    }
}
