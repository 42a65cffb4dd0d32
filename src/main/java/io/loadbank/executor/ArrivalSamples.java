package io.loadbank.executor;

import io.loadbank.metric.Metric;
import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.MetricType;
import io.loadbank.metric.Registration;
import io.loadbank.metric.Series;
import io.loadbank.metric.Tags;
import io.loadbank.metric.ValueKind;

/**
 * What an executor of the open model measures of itself: dropped iterations, how late each start was against its plan,
 * and how long the iteration took from its intended start. Thread-safe.
 *
 * <p>The time from the intended start is what a user would have waited; the duration of an iteration that started late
 * hides the wait.
 */
final class ArrivalSamples {

    /** Milliseconds from the planned start of an iteration to its start. */
    static final String START_LAG = "iteration_start_lag";

    /** Milliseconds from the planned start of an iteration to its end. */
    static final String FROM_PLAN = "iteration_duration_from_plan";

    private final ScenarioHost host;
    private final Series dropped;
    private final Series startLag;
    private final Series fromPlan;

    ArrivalSamples(ScenarioHost host, String scenario) {
        this.host = host;
        MetricRegistry registry = host.samples().registry();
        Tags tags = host.tagsScenario() ? host.runTags().with("scenario", scenario) : host.runTags();
        this.dropped = host.samples().series(registry.builtins().droppedIterations, tags);
        this.startLag = host.samples().series(trend(registry, START_LAG), tags);
        this.fromPlan = host.samples().series(trend(registry, FROM_PLAN), tags);
    }

    private static Metric trend(MetricRegistry registry, String name) {
        return switch (registry.register(name, MetricType.TREND, ValueKind.TIME)) {
            case Registration.Registered(Metric metric) -> metric;
            case Registration.Rejected(String reason) -> throw new IllegalStateException(reason);
        };
    }

    void drop() {
        host.samples().add(dropped, 1);
    }

    void started(long lagNanos) {
        host.samples().add(startLag, Math.max(0, lagNanos) / 1e6);
    }

    void ended(long sincePlanNanos) {
        host.samples().add(fromPlan, Math.max(0, sincePlanNanos) / 1e6);
    }
}
