package io.loadbank.executor;

import io.loadbank.plan.Retarget;
import io.loadbank.plan.Scenario;
import io.loadbank.plan.Stage;
import io.loadbank.vu.VirtualUser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The executors of the open model: iterations start at a planned pace, each on the VU that has been idle the longest. A
 * start that finds no idle VU is dropped, and makes the executor ask for one more VU, up to its maximum, one at a time.
 *
 * <p>Steered on the run's loop thread; starts happen on the pacer's thread, iterations on their VUs'.
 */
final class ArrivalExecutor extends ScenarioFrame {

    private final int preAllocated;
    private final ArrivalSamples samples;
    private final Pacer pacer;
    private final ConcurrentLinkedQueue<VuWorker> idle = new ConcurrentLinkedQueue<>();
    private final List<VuWorker> owned = new ArrayList<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger allocated = new AtomicInteger();
    private final AtomicBoolean creating = new AtomicBoolean();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final AtomicInteger activating = new AtomicInteger();
    private boolean pacing;
    private boolean paced = true;

    ArrivalExecutor(Scenario scenario, ArrivalModel model, int preAllocated, ScenarioHost host) {
        super(scenario, host);
        this.preAllocated = Math.toIntExact(share().scale(preAllocated));
        this.samples = new ArrivalSamples(host, scenario.name());
        this.pacer = new Pacer(
                model,
                clock()::elapsedNanos,
                this::startIteration,
                () -> host.timeline().post(this::paceEnded));
    }

    @Override
    public void start() {
        startClock(0);
        if (!hasWork()) {
            paced = false;
            move(Phase.STOPPING);
            checkEnded();
            return;
        }
        allocated.set(preAllocated);
        activating.set(preAllocated);
        for (int i = 0; i < preAllocated; i++) {
            pool().acquire(worker -> enlist(worker, this::activated));
        }
        if (preAllocated == 0) {
            pace();
        }
    }

    private void activated() {
        if (activating.decrementAndGet() == 0) {
            timeline().post(this::pace);
        }
    }

    /** All pre-allocated VUs are ready; what was due since the start is late now, and not dropped for want of them. */
    private void pace() {
        if (phase() == Phase.RUNNING || phase() == Phase.PAUSED) {
            pacing = true;
            pacer.rest(phase() == Phase.PAUSED);
            pacer.go(name());
        }
    }

    /**
     * Takes a VU for the life of the executor.
     *
     * @param ready runs on the VU's thread when it can iterate
     */
    private void enlist(VuWorker worker, Runnable ready) {
        if (phase() == Phase.STOPPING || phase() == Phase.ENDED) {
            pool().release(worker);
            return;
        }
        owned.add(worker);
        busy.incrementAndGet();
        worker.assign(user -> {
            try {
                user.activate(activation());
            } catch (RuntimeException | Error e) {
                timeline().post(() -> host().events().broken(this, e));
            }
            becomeIdle(worker);
            ready.run();
        });
    }

    private void becomeIdle(VuWorker worker) {
        idle.add(worker);
        if (busy.decrementAndGet() == 0 && (phase() == Phase.STOPPING)) {
            timeline().post(this::checkEnded);
        }
    }

    /** VUs that wait for a start. Any thread; counts them one by one. */
    int idleVus() {
        return idle.size();
    }

    /** Starts the iteration that is due, or drops it. On the pacer's thread. */
    private void startIteration(long plannedNanos) {
        VuWorker worker = idle.poll();
        if (worker == null) {
            tally().drop(1);
            samples.drop();
            wantOneMore();
            return;
        }
        busy.incrementAndGet();
        worker.assign(user -> iterate(worker, user, plannedNanos));
    }

    private void wantOneMore() {
        if (allocated.get() >= pacer.model().ownMaxVus()) {
            if (warned.compareAndSet(false, true)) {
                timeline()
                        .post(() -> host().events()
                                .warn(
                                        this,
                                        "Insufficient VUs: iterations are dropped because all "
                                                + pacer.model().ownMaxVus() + " VUs (maxVUs) are busy"));
            }
        } else if (creating.compareAndSet(false, true)) {
            allocated.incrementAndGet();
            timeline().post(this::createOne);
        }
    }

    private void createOne() {
        VuPool.Request request = pool().acquire(worker -> {
            creating.set(false);
            enlist(worker, () -> {});
        });
        pool().growUnplanned(failure -> {
            // its place is lost for good: init code that fails would fail again
            request.withdraw();
            creating.set(false);
            host().events().warn(this, "a VU that the load asked for could not be made: " + failure.getMessage());
        });
    }

    private void iterate(VuWorker worker, VirtualUser user, long plannedNanos) {
        try {
            if (phase() != Phase.ENDED) {
                iterate(user, plannedNanos);
            }
        } catch (RuntimeException | Error e) {
            timeline().post(() -> host().events().broken(this, e));
        }
        becomeIdle(worker);
    }

    private void iterate(VirtualUser user, long plannedNanos) {
        pool().activated();
        tally().activated();
        try {
            samples.started(clock().elapsedNanos() - plannedNanos);
            long number = tally().start();
            tally().count(user.iterate(number, pacer.model().numbers().element(number)));
            samples.ended(clock().elapsedNanos() - plannedNanos);
        } finally {
            tally().deactivated();
            pool().deactivated();
        }
    }

    private void paceEnded() {
        paced = false;
        if (phase() == Phase.RUNNING) {
            move(Phase.STOPPING);
            timeline().after(scenario().gracefulStop().toNanos(), this::cut);
        }
        checkEnded();
    }

    private void cut() {
        if (phase() == Phase.STOPPING) {
            owned.forEach(worker -> worker.user().interrupt());
        }
    }

    @Override
    public void abort() {
        if (phase() == Phase.ENDED) {
            return;
        }
        move(Phase.STOPPING);
        pacer.stop();
        paced = paced && pacing;
        cut();
        checkEnded();
    }

    private void checkEnded() {
        if (phase() == Phase.STOPPING && !paced && busy.get() == 0) {
            move(Phase.ENDED);
            clock().stop();
            // an ended scenario is looked at for long, and a VU is a hundred kilobytes
            idle.clear();
            owned.forEach(pool()::release);
            owned.clear();
            host().events().ended(this);
        }
    }

    @Override
    public void pause() {
        clock().pause();
        if (phase() == Phase.RUNNING) {
            move(Phase.PAUSED);
            pacer.rest(true);
        }
    }

    @Override
    public void resume() {
        clock().resume();
        if (phase() == Phase.PAUSED && !clock().isPaused()) {
            move(Phase.RUNNING);
            pacer.rest(false);
        }
    }

    @Override
    public Verdict check(Retarget change) {
        RetargetCheck check = new RetargetCheck(this, change, host().maxVus().getAsInt());
        List<Stage> stages = change.stages();
        if (stages != null) {
            check.shape(stages);
        }
        check.positive("rate", change.rate());
        check.positive("timeUnit", change.timeUnit());
        check.positive("duration", change.duration());
        check.maxVus(1);
        return check.verdict();
    }

    @Override
    public void retarget(Retarget change) {
        pacer.follow(pacer.model().retargeted(clock().elapsedNanos(), change));
        warned.set(false);
        host().events().changed(this);
    }

    @Override
    public List<String> live() {
        return pacer.model().live();
    }

    @Override
    public boolean hasWork() {
        return pacer.model().ownMaxVus() > 0;
    }

    @Override
    public Map<String, Object> desired() {
        Map<String, Object> desired = new LinkedHashMap<>(pacer.model().desired());
        desired.put("paused", clock().isPaused());
        return desired;
    }

    @Override
    public Wanted wanted() {
        return Wanted.rate(phase() == Phase.RUNNING ? pacer.model().pace().perSecondAt(clock().elapsedNanos()) : 0);
    }

    @Override
    public double progress() {
        long end = pacer.model().endNanos();
        return phase() == Phase.WAITING ? 0 : end <= 0 ? 1 : Math.min(1, (double) clock().elapsedNanos() / end);
    }
}
