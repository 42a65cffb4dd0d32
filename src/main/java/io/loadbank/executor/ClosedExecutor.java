package io.loadbank.executor;

import io.loadbank.metric.Metric;
import io.loadbank.metric.Tags;
import io.loadbank.plan.DurationText;
import io.loadbank.plan.Retarget;
import io.loadbank.plan.Scenario;
import io.loadbank.plan.Workload;
import io.loadbank.vu.Activation;
import io.loadbank.vu.ScenarioInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** An executor of the closed model: so many VUs, each running one iteration after the other. */
final class ClosedExecutor implements ScenarioExecutor, VuSlot.Scenario, ScenarioInfo {

    private final Scenario scenario;
    private final ClosedModel model;
    private final ScenarioHost host;
    private final PausableClock clock;
    private final LongSupplier startOffset;
    private final Tally tally = new Tally();
    private final VuDemand demand;
    private final VuSlots slots = new VuSlots(this);
    private final Activation activation;
    private volatile int maxVus;
    private volatile @Nullable Duration length;
    private volatile Phase phase = Phase.WAITING;
    private volatile long startEpochMillis;
    private boolean aborted;
    private @Nullable Disposable following;
    private Timeline.@Nullable Appointment end;

    /** @param startOffset nanoseconds that the scenario's clock already shows when it starts */
    ClosedExecutor(Scenario scenario, ClosedModel model, ScenarioHost host, LongSupplier startOffset) {
        this.scenario = scenario;
        this.model = model;
        this.host = host;
        this.startOffset = startOffset;
        this.clock = new PausableClock(host.timeline());
        this.demand = new VuDemand(model.vus());
        this.maxVus = model.maxVus();
        this.length = model.length();
        this.activation = new Activation(this, scenario.exec(), scenario.env(), scenario.tags());
    }

    @Override
    public void start() {
        startEpochMillis = System.currentTimeMillis();
        clock.start(model.countsSetup() ? startOffset.getAsLong() : 0);
        phase = clock.isPaused() ? Phase.PAUSED : Phase.RUNNING;
        scheduleEnd();
        following = demand.stream().subscribe(_ -> follow());
    }

    private void follow() {
        if (phase == Phase.RUNNING) {
            slots.fill(demand.wanted(), model.grace());
        }
    }

    private void scheduleEnd() {
        if (end != null) {
            end.cancel();
            end = null;
        }
        Duration total = length;
        if (total != null && phase == Phase.RUNNING) {
            end = host.timeline().after(Math.max(0, total.toNanos() - clock.elapsedNanos()), this::endRegularly);
        }
    }

    private void endRegularly() {
        if (phase != Phase.RUNNING) {
            return;
        }
        phase = Phase.STOPPING;
        stopFollowing();
        slots.stop(model.grace());
        checkEnded();
    }

    @Override
    public void abort() {
        if (phase == Phase.ENDED) {
            return;
        }
        aborted = true;
        phase = Phase.STOPPING;
        stopFollowing();
        slots.cut();
        checkEnded();
    }

    private void stopFollowing() {
        if (following != null) {
            following.dispose();
        }
        if (end != null) {
            end.cancel();
        }
    }

    @Override
    public void pause() {
        clock.pause();
        if (phase == Phase.RUNNING) {
            phase = Phase.PAUSED;
            scheduleEnd();
            slots.rest();
        }
    }

    @Override
    public void resume() {
        clock.resume();
        if (phase == Phase.PAUSED && !clock.isPaused()) {
            phase = Phase.RUNNING;
            scheduleEnd();
            follow();
        }
    }

    @Override
    public void idle(VuSlot slot, boolean dry) {
        checkEnded();
    }

    private void checkEnded() {
        boolean idle = slots.allStopped();
        boolean done = model.gate().total() > 0 && model.gate().left().length == 0 && phase == Phase.RUNNING;
        if (idle && (phase == Phase.STOPPING || done)) {
            stopFollowing();
            phase = Phase.ENDED;
            clock.stop();
            if (!aborted) {
                drop();
            }
            host.events().ended(this);
        }
    }

    private void drop() {
        Metric metric = host.samples().registry().builtins().droppedIterations;
        Tags tags = host.tagsScenario() ? host.runTags().with("scenario", scenario.name()) : host.runTags();
        for (long left : model.gate().left()) {
            tally.drop(left);
            host.samples().add(host.samples().series(metric, tags), left);
        }
    }

    @Override
    public void broken(Throwable cause) {
        host.events().broken(this, cause);
    }

    @Override
    public Verdict check(Retarget change) {
        return new ClosedRetarget(change, this, host.maxVus()).check();
    }

    @Override
    public void retarget(Retarget change) {
        ClosedRetarget applied = new ClosedRetarget(change, this, host.maxVus());
        int newMax = applied.maxVus();
        if (newMax > maxVus) {
            host.pool().grow(newMax - maxVus);
        } else if (newMax < maxVus) {
            host.pool().shrink(maxVus - newMax);
        }
        maxVus = newMax;
        if (change.duration() != null) {
            length = change.duration().isZero() ? null : change.duration();
            scheduleEnd();
        }
        Long vus = change.vus();
        if (vus != null) {
            demand.want(vus.intValue());
        }
        host.events().changed(this);
    }

    ClosedModel model() {
        return model;
    }

    int vus() {
        return demand.wanted();
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
        desired.put("vus", demand.wanted());
        if (model.steersMaxVus()) {
            desired.put("maxVUs", maxVus);
        }
        if (model.gate().total() > 0) {
            desired.put("iterations", model.gate().total());
        }
        desired.put("paused", clock.isPaused());
        Duration total = length;
        String key = model.gate().total() > 0 ? "maxDuration" : "duration";
        desired.put(key, DurationText.format(total == null ? Duration.ZERO : total));
        return desired;
    }

    @Override
    public double progress() {
        Duration total = length;
        double byTime = total == null ? 1 : Math.min(1, (double) clock.elapsedNanos() / total.toNanos());
        long all = model.gate().total();
        double byCount = all == 0 ? 0 : (double) (tally.completed() + tally.interrupted()) / all;
        return phase == Phase.WAITING ? 0 : all == 0 || (byTime >= 1 && perVu()) ? byTime : byCount;
    }

    private boolean perVu() {
        return scenario.workload() instanceof Workload.PerVuIterations;
    }

    @Override
    public Scenario scenario() {
        return scenario;
    }

    @Override
    public String name() {
        return scenario.name();
    }

    @Override
    public String executor() {
        return scenario.workload().executor();
    }

    @Override
    public long startEpochMillis() {
        return startEpochMillis;
    }

    @Override
    public Tally tally() {
        return tally;
    }

    @Override
    public Phase phase() {
        return phase;
    }

    @Override
    public VuPool pool() {
        return host.pool();
    }

    @Override
    public Timeline timeline() {
        return host.timeline();
    }

    @Override
    public Gate gate() {
        return model.gate();
    }

    @Override
    public Activation activation() {
        return activation;
    }
}
