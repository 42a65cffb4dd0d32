package io.loadbank.run;

import java.util.Locale;

/**
 * Where a run is in its life.
 *
 * <pre>
 * created → initializing → (ready →) setup → running ⇄ paused → teardown → finished | aborted | failed
 * </pre>
 *
 * {@code interrupted} is the state of a run whose daemon died under it. A stop leads from any live state to
 * {@code teardown} or straight to an end.
 */
public enum RunState {
    CREATED,
    INITIALIZING,
    READY,
    SETUP,
    RUNNING,
    PAUSED,
    TEARDOWN,
    FINISHED,
    ABORTED,
    FAILED,
    INTERRUPTED;

    /** The word on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isEnd() {
        return compareTo(FINISHED) >= 0;
    }
}
