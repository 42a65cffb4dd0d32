package io.loadbank.run;

import io.loadbank.executor.PausableClock;
import io.loadbank.executor.ScenarioExecutor;
import io.loadbank.executor.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a run's scenarios when their time has come, by the test's clock. Confined to the run's loop thread. */
final class ScenarioStarts {

    private final Timeline loop;
    private final PausableClock clock;
    private final List<ScenarioExecutor> waiting;
    private long begunNanos;
    private Timeline.@Nullable Appointment next;

    /** @param executors in the order of their start times */
    ScenarioStarts(Timeline loop, PausableClock clock, List<ScenarioExecutor> executors) {
        this.loop = loop;
        this.clock = clock;
        this.waiting = new ArrayList<>(executors);
    }

    /** From now on start times count. */
    void begin() {
        begunNanos = clock.elapsedNanos();
        // one without work does not keep the run from its end until its start time
        for (ScenarioExecutor executor : List.copyOf(waiting)) {
            if (!executor.hasWork()) {
                waiting.remove(executor);
                executor.start();
            }
        }
        go();
    }

    /** Starts what is due and makes an appointment for the rest; to be called whenever the clock stops or goes on. */
    void go() {
        if (next != null) {
            next.cancel();
            next = null;
        }
        if (clock.isPaused()) {
            return;
        }
        long now = clock.elapsedNanos() - begunNanos;
        while (!waiting.isEmpty() && waiting.getFirst().scenario().startTime().toNanos() <= now) {
            waiting.removeFirst().start();
        }
        if (!waiting.isEmpty()) {
            long due = waiting.getFirst().scenario().startTime().toNanos();
            next = loop.after(due - now, this::go);
        }
    }

    /** Starts nothing any more. */
    void cancel() {
        waiting.clear();
    }
}
