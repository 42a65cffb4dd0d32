package io.loadbank.executor;

import io.loadbank.plan.Retarget;
import io.loadbank.plan.Workload;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A scenario of the closed model. */
final class ExecutorLab extends ScenarioLab {

    final ClosedExecutor executor = (ClosedExecutor) scenario;

    ExecutorLab(Workload workload, Duration grace) {
        this(workload, grace, 0);
    }

    ExecutorLab(Workload workload, Duration grace, long testNanosAtStart) {
        super(workload, grace, testNanosAtStart);
    }

    ExecutorLab withVus(int count) {
        makeVus(count);
        return this;
    }

    /** Makes as many VUs as the scenario may use, starts it, and waits until as many as wished iterate. */
    ExecutorLab started() {
        makeVus(executor.maxVus());
        executor.start();
        untilIterating(executor.phase() == ScenarioExecutor.Phase.RUNNING ? executor.vus() : 0);
        return this;
    }

    static Retarget vus(long vus) {
        return change(vus, null, null);
    }

    static Retarget change(@Nullable Long vus, @Nullable Long maxVUs, @Nullable Duration duration) {
        return new Retarget(vus, maxVUs, null, null, null, duration, null, null, null, null);
    }
}
