package io.loadbank.executor;

import io.loadbank.plan.Problem;
import io.loadbank.plan.Retarget;
import io.loadbank.plan.Scenario;
import java.util.List;
import java.util.Map;

/**
 * Drives the VUs of one scenario through iterations. Called on the run's loop thread only, except where a method says
 * otherwise.
 */
public interface ScenarioExecutor {

    Scenario scenario();

    /** Whether this instance has anything to do in it; without it, the scenario ends as it starts. */
    boolean hasWork();

    /** Starts the scenario's clock and its load. */
    void start();

    /** Rests: no iteration starts, those that run come to their end, the scenario's clock stands still. */
    void pause();

    /** Goes on where {@link #pause} left off, without catching up. */
    void resume();

    /** Ends the scenario now; what runs is interrupted. */
    void abort();

    /** What a change would do: nothing yet. */
    Verdict check(Retarget change);

    /** Applies a change that {@link #check} accepts. */
    void retarget(Retarget change);

    /** The fields that {@link #retarget} knows. Any thread. */
    List<String> live();

    /** What was asked for, by field, values as on the wire. Any thread. */
    Map<String, Object> desired();

    /** The load that this instance should carry at this moment, ramps followed. Any thread. */
    Wanted wanted();

    Tally tally();

    /** Where the scenario is. Any thread. */
    Phase phase();

    /** How far the scenario has come, 0 to 1. Any thread. */
    double progress();

    /**
     * A load that somebody asked for.
     *
     * @param vus NaN where the scenario is about a rate
     * @param perSecond iterations per second of the whole test, NaN where the scenario is about VUs
     */
    record Wanted(double vus, double perSecond) {
        static Wanted vus(int vus) {
            return new Wanted(vus, Double.NaN);
        }

        static Wanted rate(double perSecond) {
            return new Wanted(Double.NaN, perSecond);
        }
    }

    /** A scenario's life. */
    enum Phase {
        WAITING,
        RUNNING,
        PAUSED,
        STOPPING,
        ENDED
    }

    /** Whether a change can be made. */
    sealed interface Verdict {
        /** It can. */
        record Fine() implements Verdict {}

        /** The executor does not have these fields live, or the scenario is over. */
        record NotLive(List<Problem> problems) implements Verdict {}

        /** The values are wrong. */
        record Invalid(List<Problem> problems) implements Verdict {}
    }
}
