package io.loadbank.run;

import io.loadbank.metric.ThresholdResult;
import io.loadbank.plan.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a run that its loop thread writes and everybody reads, as one immutable value. */
record RunStatus(
        RunState state,
        @Nullable String verdict,
        @Nullable Integer exitCode,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        long revision,
        List<ThresholdResult> thresholds,
        List<Problem> problems) {

    static RunStatus created(List<Problem> problems) {
        return new RunStatus(RunState.CREATED, null, null, null, null, 1, List.of(), problems);
    }

    RunStatus in(RunState next) {
        return new RunStatus(next, verdict, exitCode, startedAt, endedAt, revision + 1, thresholds, problems);
    }

    RunStatus commanded() {
        return new RunStatus(state, verdict, exitCode, startedAt, endedAt, revision + 1, thresholds, problems);
    }

    RunStatus started(Instant at) {
        return new RunStatus(state, verdict, exitCode, at, endedAt, revision + 1, thresholds, problems);
    }

    RunStatus judged(List<ThresholdResult> results) {
        return new RunStatus(state, verdict, exitCode, startedAt, endedAt, revision, results, problems);
    }

    RunStatus with(Problem problem) {
        List<Problem> more = new java.util.ArrayList<>(problems);
        more.add(problem);
        return new RunStatus(state, verdict, exitCode, startedAt, endedAt, revision + 1, thresholds, List.copyOf(more));
    }

    RunStatus without(Problem problem) {
        List<Problem> less = new java.util.ArrayList<>(problems);
        less.remove(problem);
        return new RunStatus(state, verdict, exitCode, startedAt, endedAt, revision + 1, thresholds, List.copyOf(less));
    }

    RunStatus ended(RunState end, String finalVerdict, int finalExitCode, Instant at) {
        return new RunStatus(end, finalVerdict, finalExitCode, startedAt, at, revision + 1, thresholds, problems);
    }
}
