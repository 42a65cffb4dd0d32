package io.loadbank.run;

import org.jspecify.annotations.Nullable;

/**
 * Why a run ends: the first reason counts, later ones are noted and change nothing.
 *
 * <p>A reason of the run's own (an error, an abort) beats the script's mark of failure, and both beat thresholds at the
 * end. Written by the run's loop thread, read by any.
 */
final class RunEnding {

    /** A reason with its consequences. */
    enum Cause {
        STOPPED(RunState.ABORTED, ExitCode.STOPPED_BY_REST),
        SHUT_DOWN(RunState.ABORTED, ExitCode.SHUT_DOWN),
        ABORTED_BY_SCRIPT(RunState.ABORTED, ExitCode.ABORTED_BY_SCRIPT),
        ABORTED_BY_THRESHOLD(RunState.ABORTED, ExitCode.THRESHOLDS_FAILED),
        SETUP_TIMEOUT(RunState.FAILED, ExitCode.SETUP_TIMEOUT),
        TEARDOWN_TIMEOUT(RunState.FAILED, ExitCode.TEARDOWN_TIMEOUT),
        SCRIPT_ERROR(RunState.FAILED, ExitCode.SCRIPT_ERROR),
        OTHER_ERROR(RunState.FAILED, ExitCode.OTHER);

        private final RunState state;
        private final int exitCode;

        Cause(RunState state, int exitCode) {
            this.state = state;
            this.exitCode = exitCode;
        }
    }

    private volatile @Nullable Cause first;
    private boolean markedAsFailed;

    /** Notes a reason; true if it is the first. */
    boolean because(Cause cause) {
        boolean isFirst = first == null;
        if (isFirst) {
            first = cause;
        }
        return isFirst;
    }

    void markAsFailed() {
        markedAsFailed = true;
    }

    @Nullable
    Cause cause() {
        return first;
    }

    RunState state() {
        return first == null ? RunState.FINISHED : first.state;
    }

    int exitCode(boolean thresholdsFailed) {
        if (first != null) {
            return first.exitCode;
        }
        return markedAsFailed
                ? ExitCode.MARKED_AS_FAILED
                : thresholdsFailed ? ExitCode.THRESHOLDS_FAILED : ExitCode.PASSED;
    }

    String verdict(boolean thresholdsFailed) {
        boolean failed = markedAsFailed || thresholdsFailed || state() == RunState.FAILED;
        return failed ? "failed" : "passed";
    }
}
