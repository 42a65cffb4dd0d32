package io.loadbank.vu;

/** How one iteration ended. */
public sealed interface IterationOutcome {

    /** The function returned and its event loop ran dry. */
    record Completed() implements IterationOutcome {
        static final Completed INSTANCE = new Completed();
    }

    /** The script threw; the iteration counts as complete all the same. The error has been logged already. */
    record Failed(String message) implements IterationOutcome {}

    /** The iteration was cut off, by its executor or by the end of the test; it does not count as complete. */
    record Interrupted() implements IterationOutcome {
        static final Interrupted INSTANCE = new Interrupted();
    }

    static IterationOutcome completed() {
        return Completed.INSTANCE;
    }

    static IterationOutcome interrupted() {
        return Interrupted.INSTANCE;
    }
}
