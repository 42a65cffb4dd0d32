package io.loadbank.script;

import io.loadbank.vu.LogSink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The log of one try of a first init: held back until it is known that no further try repeats its lines, and thrown
 * away with a try that is repeated. Thread-safe.
 */
final class HeldLog implements LogSink {

    /** A script that logs without end before it is cut off shall not fill the memory. */
    private static final int MAX_LINES = 10_000;

    private record Line(Level level, String source, String scenario, int vu, String message) {}

    private final LogSink log;
    private final List<Line> held = new ArrayList<>();
    private volatile boolean released;
    private volatile boolean muted;

    HeldLog(LogSink log) {
        this.log = log;
    }

    @Override
    public void log(Level level, String source, String scenario, int vu, String message) {
        if (muted) {
            return;
        }
        if (released || !hold(new Line(level, source, scenario, vu, message))) {
            log.log(level, source, scenario, vu, message);
        }
    }

    private synchronized boolean hold(Line line) {
        if (!released && held.size() < MAX_LINES) {
            held.add(line);
        }
        return !released;
    }

    /** Does something whose lines are of no interest. */
    <T> T unheard(Supplier<T> action) {
        muted = true;
        try {
            return action.get();
        } finally {
            muted = false;
        }
    }

    /** Passes on what was held back, and from now on everything. */
    synchronized void release() {
        for (Line line : held) {
            log.log(line.level, line.source, line.scenario, line.vu, line.message);
        }
        held.clear();
        released = true;
    }
}
