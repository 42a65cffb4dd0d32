package io.loadbank.vu;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run tells its scripts about itself, and what they may ask of it. Thread-safe. */
public interface TestInfo {

    /** Milliseconds since the start mark, pauses excluded. */
    double currentTestRunMillis();

    long iterationsCompleted();

    long iterationsInterrupted();

    int vusActive();

    int vusInitialized();

    /** A VU's number in the whole test, of the number it has in this instance; 0 stays 0. */
    long vuInTest(int inInstance);

    /** The consolidated options as a JSON-like tree. */
    Map<String, Object> options();

    /** Stops the whole test now; the caller is interrupted with everybody else. */
    void abort(@Nullable String message);

    /** Marks the test as failed and lets it go on. */
    void fail(@Nullable String message);
}
