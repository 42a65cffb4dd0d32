package io.loadbank.generator;

/**
 * What the machine and this process suffered in one second. Shares go from 0 to 1 and are NaN where the platform does
 * not tell.
 *
 * @param second counts up; the same number is the same second
 * @param cpuBusy share of the time of all cores of this machine that somebody used, of what was not stolen
 * @param cpuOwn share of the same that this process used
 * @param cpuStolen share of the same that the hypervisor gave to others
 * @param cpuThrottled share of the second for which the cgroup's quota kept this process waiting
 * @param gcPaused share of the second for which the collector stopped all threads
 * @param longestGcPauseMs the longest single stop that ended in this second
 * @param heapLive share of the largest heap that was still in use after the last collection
 * @param loopLagMs how long the slowest of the load's event loops kept a task waiting, at most
 * @param wakeLagMs how late an idle thread of high demands woke up, at most: what every timer suffers
 * @param portsUsed share of the ephemeral ports that open and lingering connections of this machine could hold
 * @param filesUsed share of the files that this process may open
 * @param refusals connections of this second that this machine refused to make: no port, no file
 * @param zombies scripts that were told to stop and still execute
 */
public record Vitals(
        long second,
        double cpuBusy,
        double cpuOwn,
        double cpuStolen,
        double cpuThrottled,
        double gcPaused,
        double longestGcPauseMs,
        double heapLive,
        double loopLagMs,
        double wakeLagMs,
        double portsUsed,
        double filesUsed,
        long refusals,
        int zombies) {

    /** Nothing was measured yet. */
    public static final Vitals NONE = new Vitals(
            0,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            0,
            0);
}
