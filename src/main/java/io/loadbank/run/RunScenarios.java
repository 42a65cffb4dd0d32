package io.loadbank.run;

import io.loadbank.executor.Executors;
import io.loadbank.executor.PausableClock;
import io.loadbank.executor.ScenarioExecutor;
import io.loadbank.executor.ScenarioHost;
import io.loadbank.executor.Timeline;
import io.loadbank.plan.Problem;
import io.loadbank.plan.Scenario;
import io.loadbank.vu.LogSink.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The scenarios of one run, from the first start to the last end. Confined to the run's loop thread. */
final class RunScenarios implements ScenarioHost.Events {

    /** How long VUs that were told to stop may go on before the run ends without them. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RunBook book;
    private final Timeline loop;
    private final Runnable done;
    private final Consumer<Throwable> defect;
    private final List<ScenarioExecutor> executors;
    private final List<ScenarioExecutor> unfinished;
    private final Map<ScenarioExecutor, Long> stoppingSince = new HashMap<>();
    private final ScenarioStarts starts;
    private boolean aborted;

    /**
     * Makes the executors; nothing starts yet.
     *
     * @param done runs when the last scenario has ended
     * @param defect told of a defect of the daemon's own
     */
    RunScenarios(RunConductor.Stand stand, Runnable done, Consumer<Throwable> defect) {
        this.book = stand.book();
        this.loop = stand.loop();
        this.done = done;
        this.defect = defect;
        PausableClock clock = stand.clock();
        ScenarioHost host = new ScenarioHost(
                loop,
                stand.pool(),
                stand.measurement().metrics(),
                stand.runTags(),
                stand.prepared().plan().systemTags().contains("scenario"),
                stand.prepared().instance().share(),
                stand.room(),
                this);
        List<ScenarioExecutor> all = new ArrayList<>();
        for (Scenario scenario : stand.prepared().plan().scenarios()) {
            all.add(Executors.create(scenario, host, clock::elapsedNanos));
        }
        this.executors = List.copyOf(all);
        this.unfinished = new ArrayList<>(all);
        this.starts = new ScenarioStarts(loop, clock, all);
    }

    /** All of them, in the order of their start times. Any thread. */
    List<ScenarioExecutor> executors() {
        return executors;
    }

    /** Iterations per second that are asked for now, by scenario, of those that have a rate. Any thread. */
    static Map<String, Double> desiredRates(List<ScenarioExecutor> executors) {
        Map<String, Double> rates = new LinkedHashMap<>();
        for (ScenarioExecutor executor : executors) {
            double rate = executor.wanted().perSecond();
            if (!Double.isNaN(rate)) {
                rates.put(executor.scenario().name(), rate);
            }
        }
        return rates;
    }

    /** From now on start times count. */
    void begin() {
        starts.begin();
    }

    void pause() {
        executors.forEach(ScenarioExecutor::pause);
    }

    void resume() {
        executors.forEach(ScenarioExecutor::resume);
    }

    /** Looks again what is due, after the test's clock was stopped or goes on. */
    void clockChanged() {
        starts.go();
    }

    /** Ends all of them now; what runs is interrupted. */
    void abort() {
        aborted = true;
        stoppingSince.clear();
        starts.cancel();
        for (ScenarioExecutor executor : List.copyOf(unfinished)) {
            executor.abort();
        }
    }

    @Override
    public void ended(ScenarioExecutor executor) {
        if (unfinished.remove(executor) && unfinished.isEmpty()) {
            done.run();
        }
    }

    /** A scenario with VUs that the engine cannot stop shall not keep the run from its end; called now and then. */
    void leaveStuckBehind() {
        long now = loop.nanoTime();
        for (ScenarioExecutor executor : List.copyOf(unfinished)) {
            if (executor.phase() == ScenarioExecutor.Phase.STOPPING) {
                long since = stoppingSince.computeIfAbsent(executor, _ -> now);
                Duration mayTake =
                        aborted ? PATIENCE : executor.scenario().gracefulStop().plus(PATIENCE);
                if (now - since > mayTake.toNanos()) {
                    int stuck = executor.tally().active();
                    warn(
                            executor,
                            stuck == 1
                                    ? "1 VU cannot be stopped; the run ends without it"
                                    : stuck + " VUs cannot be stopped; the run ends without them");
                    ended(executor);
                }
            }
        }
    }

    @Override
    public void changed(ScenarioExecutor executor) {
        book.events()
                .publish("retarget", Map.of("scenario", executor.scenario().name(), "desired", executor.desired()));
    }

    @Override
    public void warn(ScenarioExecutor executor, String message) {
        String name = executor.scenario().name();
        book.log().log(Level.WARN, "run", name, 0, message);
        book.note(new Problem("scenarios." + name, message));
    }

    @Override
    public void broken(ScenarioExecutor executor, Throwable cause) {
        defect.accept(cause);
    }
}
