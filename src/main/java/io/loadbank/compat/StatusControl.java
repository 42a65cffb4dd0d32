package io.loadbank.compat;

import io.loadbank.plan.Problem;
import io.loadbank.plan.Retarget;
import io.loadbank.run.Patched;
import io.loadbank.run.Run;
import io.loadbank.run.RunPatch;
import io.loadbank.run.RunState;
import io.loadbank.run.RunView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Carries out a PATCH of {@code /v1/status} on one run: stop beats all, then pause, then the numbers, as k6 does. What
 * k6 half-applies or hangs on is checked before anything is done.
 */
final class StatusControl {

    private static final String EXTERNAL = "externally-controlled";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Run run;
    private final String who;

    StatusControl(Run run, String who) {
        this.run = run;
        this.who = who;
    }

    /** Empty when all was done. */
    Mono<FacadeError> apply(StatusPatch patch) {
        if (patch.stopped()) {
            return command(new RunPatch(null, true, Map.of(), null), "Stop error", 500);
        }
        FacadeError refused = refuse(patch);
        if (refused != null) {
            return Mono.just(refused);
        }
        return rest(patch.paused()).switchIfEmpty(Mono.defer(() -> scale(patch)));
    }

    private @Nullable FacadeError refuse(StatusPatch patch) {
        RunView view = run.view();
        if (patch.paused() != null) {
            String why = whyNotPaused(view, patch.paused());
            if (why != null) {
                return new FacadeError(500, "Pause error", why);
            }
        }
        if (patch.vus() == null && patch.vusMax() == null) {
            return null;
        }
        Map.Entry<String, RunView.ScenarioView> external = external(view);
        if (external == null) {
            return new FacadeError(
                    500, "Execution config error", "the run has no scenario with the executor " + EXTERNAL);
        }
        if (over(external.getValue())) {
            return new FacadeError(400, "Config update error", "the scenario " + external.getKey() + " is over");
        }
        return refuseNumbers(patch, external.getValue());
    }

    private @Nullable String whyNotPaused(RunView view, boolean pause) {
        if (view.state() == RunState.READY) {
            return pause ? "the run is paused already" : null;
        }
        for (Map.Entry<String, RunView.ScenarioView> scenario : view.scenarios().entrySet()) {
            String executor = scenario.getValue().executor();
            if (!executor.equals(EXTERNAL)) {
                return executor + " executor '" + scenario.getKey() + "' doesn't support pause and resume operations"
                        + " after its start";
            }
            if (scenario.getValue().state().equals("waiting")) {
                return "cannot pause the externally controlled executor '" + scenario.getKey()
                        + "' before it has started";
            }
            if (over(scenario.getValue())) {
                return "the scenario '" + scenario.getKey() + "' is over";
            }
        }
        boolean paused = view.state() == RunState.PAUSED;
        return paused == pause ? (pause ? "the run is paused already" : "the run is not paused") : null;
    }

    private static boolean over(RunView.ScenarioView scenario) {
        return scenario.state().equals("ended") || scenario.state().equals("stopping");
    }

    private static Map.@Nullable Entry<String, RunView.ScenarioView> external(RunView view) {
        for (Map.Entry<String, RunView.ScenarioView> scenario : view.scenarios().entrySet()) {
            if (scenario.getValue().executor().equals(EXTERNAL)) {
                return scenario;
            }
        }
        return null;
    }

    private @Nullable FacadeError refuseNumbers(StatusPatch patch, RunView.ScenarioView external) {
        Map<String, Object> desired = external.desired();
        long vus = patch.vus() == null ? number(desired.get("vus")) : patch.vus();
        long max = patch.vusMax() == null ? number(desired.get("maxVUs")) : patch.vusMax();
        String why = null;
        if (vus < 0) {
            why = "the number of VUs can't be negative";
        } else if (max < vus) {
            why = "the number of active VUs (" + vus + ") can't be more than the number of maximum VUs (" + max + ")";
        } else if (max < startingMax()) {
            why = "the new number of max VUs cannot be lower than the starting number of max VUs (" + startingMax()
                    + ")";
        }
        return why == null ? null : new FacadeError(400, "Config update error", why);
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private long startingMax() {
        if (run.options().get("scenarios") instanceof Map<?, ?> scenarios) {
            for (Object scenario : scenarios.values()) {
                if (scenario instanceof Map<?, ?> fields && EXTERNAL.equals(fields.get("executor"))) {
                    Object max = fields.get("maxVUs");
                    return number(max == null ? fields.get("vus") : max);
                }
            }
        }
        return 0;
    }

    private Mono<FacadeError> rest(@Nullable Boolean paused) {
        if (paused == null) {
            return Mono.empty();
        }
        Mono<FacadeError> done = command(new RunPatch(paused, null, Map.of(), null), "Pause error", 500);
        return paused ? done.switchIfEmpty(until(StatusControl::idle)) : done;
    }

    private Mono<FacadeError> scale(StatusPatch patch) {
        Map.Entry<String, RunView.ScenarioView> external = external(run.view());
        if ((patch.vus() == null && patch.vusMax() == null) || external == null) {
            return Mono.empty();
        }
        Retarget change = new Retarget(patch.vus(), patch.vusMax(), null, null, null, null, null, null, null, null);
        RunPatch scale = new RunPatch(null, null, Map.of(external.getKey(), change), null);
        return command(scale, "Config update error", 400)
                .switchIfEmpty(until(view -> reached(view, external.getKey())));
    }

    /** Waits until the run is as wished; gives up in silence, for the answer shows how far it has come. */
    private Mono<FacadeError> until(Predicate<RunView> wish) {
        return Flux.interval(Duration.ZERO, POLL)
                .map(_ -> run.view())
                .filter(view -> view.state().isEnd() || wish.test(view))
                .next()
                .timeout(PATIENCE, Mono.empty())
                .then(Mono.empty());
    }

    private static boolean idle(RunView view) {
        return view.scenarios().values().stream()
                .allMatch(scenario -> scenario.actual().vus() == 0);
    }

    private static boolean reached(RunView view, String scenario) {
        RunView.ScenarioView now = view.scenarios().get(scenario);
        if (now == null || !now.state().equals("running")) {
            return true;
        }
        return now.actual().vus() == number(now.desired().get("vus"))
                && now.actual().vusInitialized() >= number(now.desired().get("maxVUs"));
    }

    private Mono<FacadeError> command(RunPatch patch, String title, int status) {
        return run.patch(patch, who).flatMap(answer -> switch (answer) {
            case Patched.Applied _ -> Mono.empty();
            case Patched.NotKept(var _, Problem problem) ->
                Mono.just(new FacadeError(503, "Storage error", problem.message()));
            case Patched.Conflict(List<Problem> problems) ->
                Mono.just(new FacadeError(status, title, messages(problems)));
            case Patched.Invalid(List<Problem> problems) ->
                Mono.just(new FacadeError(400, "Config update error", messages(problems)));
        });
    }

    private static String messages(List<Problem> problems) {
        return problems.stream().map(Problem::message).collect(Collectors.joining("; "));
    }
}
