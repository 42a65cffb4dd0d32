package io.loadbank.run;

import io.loadbank.generator.Vitals;
import io.loadbank.vu.VirtualUser;
import io.loadbank.vu.VirtualUsers;
import io.loadbank.vu.VuInitException;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * VUs that are made only while the heap has room, so that a run whose VUs need more than was estimated fails alone and
 * not the daemon with it. Thread-safe.
 *
 * @param vitals renewed each second
 */
record HeapGuard(VirtualUsers users, Supplier<Vitals> vitals) implements VirtualUsers {

    /** The share of the largest heap that a collection may leave in use before no VU is made any more. */
    static final double FULL = 0.92;

    @Override
    public VirtualUser create(int id) throws VuInitException {
        double live = vitals.get().heapLive();
        if (live > FULL) {
            throw new VuInitException(
                    String.format(
                            Locale.ROOT,
                            "no memory for VU %d: %.0f %% of the heap of %.1f GB are in use after the last collection;"
                                    + " ask for fewer VUs, or give the daemon a larger heap (JAVA_OPTS=-Xmx…)",
                            id,
                            live * 100,
                            Runtime.getRuntime().maxMemory() / 1e9),
                    false);
        }
        return users.create(id);
    }
}
