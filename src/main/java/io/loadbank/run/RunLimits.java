package io.loadbank.run;

import java.time.Duration;

/**
 * What the daemon allows runs.
 *
 * @param initTimeout how long a script's init code may take, for each VU
 * @param maxDuration when a run without an end is stopped
 * @param maxSeries time series kept of one run
 * @param keepFinished ended runs that stay in memory whole
 * @param room for the VUs of all live runs together
 * @param userAgent what requests say unless their script says otherwise
 */
public record RunLimits(
        Duration initTimeout, Duration maxDuration, int maxSeries, int keepFinished, VuRoom room, String userAgent) {

    /** Limits of which the memory is none. */
    public RunLimits(
            Duration initTimeout, Duration maxDuration, int maxSeries, int keepFinished, int maxVus, String userAgent) {
        this(initTimeout, maxDuration, maxSeries, keepFinished, new VuRoom(maxVus, Long.MAX_VALUE), userAgent);
    }

    /** VUs of all live runs together. */
    public int maxVus() {
        return room.vus();
    }
}
