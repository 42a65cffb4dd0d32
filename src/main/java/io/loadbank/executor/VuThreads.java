package io.loadbank.executor;

import java.util.concurrent.ThreadFactory;

/** The kind of thread that VUs own. */
public interface VuThreads {

    /** The threads for a run that may have so many VUs. */
    ThreadFactory threads(int maxVus);

    /** Threads of the operating system: pre-empted, so that CPU-bound VUs cannot starve other runs. */
    static VuThreads platform() {
        return new PlatformVuThreads();
    }

    /** Virtual threads: small, so that thousands of waiting VUs are cheap. */
    static VuThreads virtual() {
        return new VirtualVuThreads();
    }

    /** Platform threads for runs of at most so many VUs, virtual ones for larger runs. */
    static VuThreads auto(int platformLimit) {
        return maxVus -> (maxVus <= platformLimit ? platform() : virtual()).threads(maxVus);
    }

    /**
     * The same threads, but they leave the processor to the rest of the daemon first: the event loops, which take the
     * times of what comes and goes, the pacing of arrivals, the answers to whoever steers.
     *
     * @param niceness steps beyond that of the process, from 0, none, to 19, see nice(1); without effect where threads have none of their own
     */
    default VuThreads nice(int niceness) {
        return niceness == 0 ? this : new NiceVuThreads(this, niceness);
    }
}
