package io.loadbank.recording;

/**
 * The load of one scenario in an interval; numbers of VUs and rates are means over it.
 *
 * @param desiredVus VUs that somebody asked for, NaN where the scenario is about a rate
 * @param vus VUs that the scenario held
 * @param desiredRate iterations per second that somebody asked for, NaN where the scenario is about VUs
 * @param started iterations that started
 * @param completed iterations that ran to their end
 * @param interrupted iterations that were cut off
 * @param dropped iterations that were due and never started
 */
public record ScenarioLoad(
        double desiredVus,
        double vus,
        double desiredRate,
        long started,
        long completed,
        long interrupted,
        long dropped) {

    /** The load of this interval and the one after it together. */
    ScenarioLoad plus(ScenarioLoad later, double share) {
        return new ScenarioLoad(
                mean(desiredVus, later.desiredVus, share),
                mean(vus, later.vus, share),
                mean(desiredRate, later.desiredRate, share),
                started + later.started,
                completed + later.completed,
                interrupted + later.interrupted,
                dropped + later.dropped);
    }

    private static double mean(double first, double second, double share) {
        return Double.isNaN(first) ? second : Double.isNaN(second) ? first : first * share + second * (1 - share);
    }
}
