package io.loadbank.executor;

import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.metric.Tags;
import io.loadbank.pace.Share;
import io.loadbank.plan.Scenario;
import io.loadbank.plan.Workload;
import io.loadbank.vu.VuInitException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/** One scenario of any executor on a manual timeline, driving scripted VUs on threads of their own. */
class ScenarioLab implements ScenarioHost.Events, AutoCloseable {

    static final int DAEMON_LIMIT = 50;

    final ManualTimeline timeline = new ManualTimeline();
    final ScriptedUsers users = new ScriptedUsers();
    final List<VuInitException> failures = new ArrayList<>();
    final List<Throwable> defects = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final List<Map<String, Object>> retargets = new ArrayList<>();
    final Metrics metrics = new Metrics(new MetricRegistry(), 100);
    final VuPool pool = new VuPool(users, threads(), timeline, failures::add);
    final ScenarioExecutor scenario;
    private int ended;

    ScenarioLab(Workload workload, Duration grace, long testNanosAtStart) {
        this(workload, grace, testNanosAtStart, Share.WHOLE);
    }

    ScenarioLab(Workload workload, Duration grace, long testNanosAtStart, Share share) {
        ScenarioHost host =
                new ScenarioHost(timeline, pool, metrics, Tags.of("run", "tag"), true, share, () -> DAEMON_LIMIT, this);
        scenario = Executors.create(
                new Scenario(
                        "browse", workload, Duration.ZERO, grace, "default", Map.of("A", "1"), Map.of("team", "red")),
                host,
                () -> testNanosAtStart);
    }

    static ThreadFactory threads() {
        return Thread.ofPlatform().daemon().name("lab-vu-", 1).factory();
    }

    /** Makes so many VUs. */
    void makeVus(int count) {
        int before = pool.initialized();
        pool.grow(count);
        timeline.until(() -> pool.initialized() == before + count);
    }

    void untilIterating(int vus) {
        timeline.until(() -> users.iterating().size() == vus && pool.active() == vus);
    }

    /** Ends the running iteration of every VU and waits until each has begun the next. */
    void endIterations() {
        for (ScriptedUser user : users.iterating()) {
            int before = user.begun();
            user.end(1);
            timeline.until(() -> user.begun() == before + 1);
        }
    }

    /** Ends the running iteration of every VU and waits until nothing iterates. */
    void endLastIterations() {
        users.iterating().forEach(user -> user.end(1));
        untilIterating(0);
    }

    void untilEnded() {
        timeline.until(() -> scenario.phase() == ScenarioExecutor.Phase.ENDED);
    }

    /** How often the scenario said that it had ended. */
    int ended() {
        return ended;
    }

    /** The series of dropped_iterations. */
    List<SeriesSnapshot> droppedSeries() {
        return metrics.seriesSnapshot(1).stream()
                .filter(series -> series.metric().name().equals("dropped_iterations"))
                .toList();
    }

    @Override
    public void ended(ScenarioExecutor which) {
        ended++;
    }

    @Override
    public void changed(ScenarioExecutor which) {
        retargets.add(which.desired());
    }

    @Override
    public void warn(ScenarioExecutor which, String message) {
        warnings.add(message);
    }

    @Override
    public void broken(ScenarioExecutor which, Throwable cause) {
        defects.add(cause);
    }

    @Override
    public void close() {
        scenario.abort();
        pool.close();
        timeline.until(() -> pool.active() == 0);
    }
}
