package io.loadbank.output;

import io.loadbank.run.OutputStatus;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an output has sent and lost, and why; tells the run's log now and then. Thread-safe. */
final class OutputTally {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String name;
    private final String to;
    private final Consumer<String> log;
    private final LongAdder sent = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private volatile @Nullable String failing;
    private volatile @Nullable String lostBecause;
    private boolean told;
    private long toldNanos;

    OutputTally(String name, String to, Consumer<String> log) {
        this.name = name;
        this.to = to;
        this.log = log;
    }

    void sent(long samples) {
        sent.add(samples);
    }

    /** Counts only: for the threads of the load. */
    void dropped(long samples) {
        lost.add(samples);
    }

    /** Counts samples that will not arrive, and tells why. */
    void lost(long samples, String reason) {
        lost.add(samples);
        lostBecause = reason;
        tell(reason + "; " + lost.sum() + " samples lost so far");
    }

    /** The reason for what {@link #dropped} counts; told when there is more of it. */
    void lostBecause(String reason) {
        lostBecause = reason;
        tell(reason + "; " + lost.sum() + " samples lost so far");
    }

    long lost() {
        return lost.sum();
    }

    void failing(String reason) {
        failing = reason;
        tell(reason);
    }

    void works() {
        if (failing != null) {
            failing = null;
            tell("works again");
        }
    }

    private synchronized void tell(String what) {
        long now = System.nanoTime();
        if (!told || now - toldNanos > QUIET_NANOS) {
            told = true;
            toldNanos = now;
            log.accept("output " + name + " (" + to + "): " + what);
        }
    }

    OutputStatus status() {
        String now = failing;
        long gone = lost.sum();
        return new OutputStatus(name, to, sent.sum(), gone, now != null ? now : gone > 0 ? why() : null);
    }

    private String why() {
        String reason = lostBecause;
        return reason == null ? "it was too slow for the load" : reason;
    }
}
