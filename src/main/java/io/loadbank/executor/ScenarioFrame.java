package io.loadbank.executor;

import io.loadbank.pace.Share;
import io.loadbank.plan.Scenario;
import io.loadbank.vu.Activation;
import io.loadbank.vu.ScenarioInfo;

/** What all executors have in common: whose they are, their clock, their tally, where they are. */
abstract class ScenarioFrame implements ScenarioExecutor, ScenarioInfo {

    private final Scenario scenario;
    private final ScenarioHost host;
    private final Share share;
    private final PausableClock clock;
    private final Tally tally = new Tally();
    private final Activation activation;
    private volatile Phase phase = Phase.WAITING;
    private volatile long startEpochMillis;

    ScenarioFrame(Scenario scenario, ScenarioHost host) {
        this.scenario = scenario;
        this.host = host;
        this.share = InstancePlan.of(scenario, host.share());
        this.clock = new PausableClock(host.timeline());
        this.activation = new Activation(this, scenario.exec(), scenario.env(), scenario.tags());
    }

    /** Starts the clock; the phase is then running, or paused when somebody has paused before the start. */
    void startClock(long passedNanos) {
        startEpochMillis = System.currentTimeMillis();
        clock.start(passedNanos);
        phase = clock.isPaused() ? Phase.PAUSED : Phase.RUNNING;
    }

    void move(Phase next) {
        phase = next;
    }

    /** Whether the scenario has load to carry, also while it rests. Any thread. */
    boolean isUnderWay() {
        return phase == Phase.RUNNING || phase == Phase.PAUSED;
    }

    ScenarioHost host() {
        return host;
    }

    /** What this instance has of the scenario. */
    Share share() {
        return share;
    }

    PausableClock clock() {
        return clock;
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

    public Activation activation() {
        return activation;
    }

    public VuPool pool() {
        return host.pool();
    }

    public Timeline timeline() {
        return host.timeline();
    }
}
