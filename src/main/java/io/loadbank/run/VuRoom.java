package io.loadbank.run;

import io.loadbank.plan.Problem;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The room that the daemon has for VUs: how many, and how much memory they may keep by estimate.
 *
 * @param vus of all live runs together
 * @param bytes of all live runs together
 */
public record VuRoom(int vus, long bytes) {

    private static final double SHARE_OF_HEAP = 0.85;
    private static final long DAEMON = 48L << 20;

    /** Room that the heap alone bounds: 85 % of it less 48 MiB for the daemon; the rest is the collector's. */
    public static VuRoom inHeap(int vus) {
        return new VuRoom(vus, Math.max(0, (long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP) - DAEMON));
    }

    /** Why a run does not fit beside others; null if it does. */
    @Nullable
    Problem refusal(MemoryEstimate wanted, Collection<MemoryEstimate> others) {
        int taken = vusOf(others);
        if (taken + wanted.vus() > vus) {
            return new Problem(
                    "options",
                    "the run needs " + wanted.vus() + " VUs; " + taken + " of the daemon's " + vus + " are taken",
                    "wait for other runs to end, ask for fewer VUs, or raise loadbank.vu.max");
        }
        long used = bytesOf(others);
        if (used + wanted.bytes() > bytes) {
            return new Problem(
                    "options",
                    "the run needs about " + size(wanted.bytes()) + " of memory by estimate, " + wanted.vus()
                            + " VUs of "
                            + size(wanted.bytesPerVu()) + "; " + size(used) + " of the daemon's " + size(bytes)
                            + " for VUs are taken",
                    "ask for fewer VUs, keep data that all VUs read in a SharedArray, or give the daemon a larger heap"
                            + " (JAVA_OPTS=-Xmx…); " + Math.max(0, (bytes - used) / wanted.bytesPerVu())
                            + " VUs of this script would fit");
        }
        return null;
    }

    /** How many VUs a run may have beside others. */
    int most(MemoryEstimate run, Collection<MemoryEstimate> others) {
        long byMemory = (bytes - bytesOf(others)) / run.bytesPerVu();
        return (int) Math.max(0, Math.min(vus - vusOf(others), byMemory));
    }

    private static int vusOf(Collection<MemoryEstimate> runs) {
        return runs.stream().mapToInt(MemoryEstimate::vus).sum();
    }

    private static long bytesOf(Collection<MemoryEstimate> runs) {
        return runs.stream().mapToLong(MemoryEstimate::bytes).sum();
    }

    private static String size(long bytes) {
        double kilo = bytes / 1e3;
        if (kilo < 1000) {
            return String.format(Locale.ROOT, "%.0f kB", kilo);
        }
        return kilo < 1e6
                ? String.format(Locale.ROOT, "%.0f MB", kilo / 1e3)
                : String.format(Locale.ROOT, "%.1f GB", kilo / 1e6);
    }
}
