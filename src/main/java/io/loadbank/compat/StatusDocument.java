package io.loadbank.compat;

import io.loadbank.metric.ThresholdResult;
import io.loadbank.run.ExitCode;
import io.loadbank.run.Run;
import io.loadbank.run.RunState;
import io.loadbank.run.RunView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The document of {@code /v1/status}. */
final class StatusDocument {

    private StatusDocument() {}

    static String of(Run run) {
        RunView view = run.view();
        int vus = 0;
        int vusMax = 0;
        for (RunView.ScenarioView scenario : view.scenarios().values()) {
            vus += scenario.actual().vus();
            vusMax = Math.max(vusMax, scenario.actual().vusInitialized());
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("status", code(view));
        attributes.put("paused", view.state() == RunState.READY || view.state() == RunState.PAUSED);
        attributes.put("vus", vus);
        attributes.put("vus-max", vusMax);
        attributes.put("stopped", stopped(run, view));
        attributes.put("running", running(view));
        attributes.put("tainted", tainted(view));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("type", "status");
        data.put("id", "default");
        data.put("attributes", attributes);
        return GoJson.of(Map.of("data", data));
    }

    /** k6's status code of a run. */
    static int code(RunView view) {
        return switch (view.state()) {
            case CREATED -> 0;
            case INITIALIZING -> 1;
            case READY -> 4;
            case SETUP -> 6;
            case RUNNING, PAUSED -> 7;
            case TEARDOWN -> 8;
            case FINISHED -> isMarkedAsFailed(view) ? 11 : 9;
            case FAILED -> 9;
            case ABORTED, INTERRUPTED -> 10;
        };
    }

    private static boolean isMarkedAsFailed(RunView view) {
        return Integer.valueOf(ExitCode.MARKED_AS_FAILED).equals(view.exitCode());
    }

    private static boolean stopped(Run run, RunView view) {
        return view.state() == RunState.ABORTED
                || (run.stopping() && !view.state().isEnd());
    }

    /** k6 never reaches "Ended" after an abort or a mark of failure: such runs go on looking alive. */
    private static boolean running(RunView view) {
        return switch (view.state()) {
            case SETUP, RUNNING, PAUSED, TEARDOWN -> true;
            case ABORTED -> view.startedAt() != null;
            case FINISHED -> isMarkedAsFailed(view);
            case CREATED, INITIALIZING, READY, FAILED, INTERRUPTED -> false;
        };
    }

    private static boolean tainted(RunView view) {
        for (List<ThresholdResult> results : view.thresholds().values()) {
            for (ThresholdResult result : results) {
                if (!result.ok()) {
                    return true;
                }
            }
        }
        return false;
    }
}
