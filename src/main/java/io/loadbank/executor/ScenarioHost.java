package io.loadbank.executor;

import io.loadbank.metric.Metrics;
import io.loadbank.metric.Tags;
import io.loadbank.pace.Share;
import java.util.function.IntSupplier;

/**
 * What an executor needs of its run.
 *
 * @param samples where dropped iterations are counted
 * @param runTags tags of the run
 * @param tagsScenario whether samples carry the scenario's name
 * @param share what this instance has of scenarios that can be divided
 * @param maxVus how many VUs the daemon has room for in this run, now
 * @param events told, on the loop thread, what the run must know
 */
public record ScenarioHost(
        Timeline timeline,
        VuPool pool,
        Metrics samples,
        Tags runTags,
        boolean tagsScenario,
        Share share,
        IntSupplier maxVus,
        Events events) {

    /** What an executor tells its run. */
    public interface Events {
        /** The last VU is idle and no more work is due. */
        void ended(ScenarioExecutor executor);

        /** A target was changed. */
        void changed(ScenarioExecutor executor);

        /** Something the user should know, once. */
        void warn(ScenarioExecutor executor, String message);

        /** A defect of the daemon's own; the run cannot go on. */
        void broken(ScenarioExecutor executor, Throwable cause);
    }
}
