package io.loadbank.api;

import io.loadbank.plan.Problem;
import io.loadbank.run.Patched;
import io.loadbank.run.Run;
import io.loadbank.run.RunBoard;
import io.loadbank.run.RunPatch;
import io.loadbank.run.RunState;
import io.loadbank.run.RunView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Runs that exist: found, waited for, steered, stopped, forgotten. */
@RestController
@RequestMapping("/api/v1/runs")
@Tag(name = RunTag.NAME, description = RunTag.DESCRIPTION)
final class RunController {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final RunBoard board;
    private final JsonBody json;
    private final IdempotencyKeys keys;
    private final ApiThreads threads;

    RunController(RunBoard board, JsonBody json, IdempotencyKeys keys, ApiThreads threads) {
        this.board = board;
        this.json = json;
        this.keys = keys;
        this.threads = threads;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "listRuns", summary = "Runs, newest first")
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            description = "One or more, separated by commas",
            schema = @Schema(type = "string", example = "running,paused"))
    @Parameter(
            name = "script",
            in = ParameterIn.QUERY,
            description = "name, name@version or sha256:digest",
            schema = @Schema(type = "string", example = "checkout"))
    @Parameter(
            name = "tag",
            in = ParameterIn.QUERY,
            description = "KEY=VALUE; given often, all must match",
            schema = @Schema(type = "string", example = "team=blue"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "1 to 1000",
            schema = @Schema(type = "integer", defaultValue = "50"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "next of the page before",
            schema = @Schema(type = "string"))
    Page<RunResource> list(ServerHttpRequest request) {
        List<Problem> problems = new ArrayList<>();
        var query = new QueryReader(request, problems);
        Predicate<RunView> wanted =
                inState(query, problems).and(ofScript(query)).and(withTags(query));
        var window = Page.Window.of(query, problems);
        query.done();
        List<RunView> views = board.runs().stream()
                .map(Run::view)
                .filter(wanted)
                .sorted(Comparator.comparing(RunController::place))
                .toList();
        return Page.cut(views, window, RunController::place, RunResource::of);
    }

    private static String place(RunView view) {
        return Page.newestFirst(view.createdAt(), view.id());
    }

    private static Predicate<RunView> inState(QueryReader query, List<Problem> problems) {
        List<String> states = query.values("state").stream()
                .flatMap(it -> Arrays.stream(it.split(",", -1)))
                .toList();
        List<String> known =
                Arrays.stream(RunState.values()).map(RunState::text).toList();
        for (String state : states) {
            if (!known.contains(state)) {
                problems.add(new Problem(
                        "state", ObjectReader.shown(state) + " is no state", "known: " + String.join(", ", known)));
            }
        }
        return view -> states.isEmpty() || states.contains(view.state().text());
    }

    private static Predicate<RunView> ofScript(QueryReader query) {
        String script = query.text("script");
        return view -> script == null
                || script.equals(view.script().name())
                || script.equals(view.script().name() + "@" + view.script().version())
                || script.equals(view.script().digest());
    }

    private static Predicate<RunView> withTags(QueryReader query) {
        Map<String, String> tags = query.pairs("tag");
        return view -> view.tags().entrySet().containsAll(tags.entrySet());
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getRun", summary = "A run, at once or when it has ended")
    @Parameter(
            name = "wait",
            in = ParameterIn.QUERY,
            description = "Answer when the run has ended or this time is up; " + "at most 10m",
            schema = @Schema(type = "string", example = "60s"))
    Mono<ResponseEntity<RunResource>> get(
            @Parameter(description = RunTag.ID) @PathVariable String id, ServerHttpRequest request) {
        List<Problem> problems = new ArrayList<>();
        var query = new QueryReader(request, problems);
        Duration wait = query.duration("wait");
        if (wait != null && wait.compareTo(LONGEST_WAIT) > 0) {
            problems.add(new Problem("wait", "is at most 10m", "ask again when the time is up"));
        }
        query.done();
        Run run = find(id);
        Mono<RunView> view =
                wait == null ? Mono.fromSupplier(run::view) : run.ended().timeout(wait, Mono.fromSupplier(run::view));
        return view.map(RunController::shown);
    }

    @PatchMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "steerRun",
            summary = "Steer a run while it lives",
            description = "Applied whole or not at all, answered at once with desired and actual. A scenario's fields "
                    + "other than paused may stand at the top when exactly one scenario has them live. 409 for a field "
                    + "that is not live there, or a run that has ended.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = "application/merge-patch+json",
                                        schema = @Schema(implementation = PatchBody.class),
                                        examples = {
                                            @ExampleObject(name = "scale", value = "{\"vus\":50}"),
                                            @ExampleObject(name = "pause", value = "{\"paused\":true}"),
                                            @ExampleObject(name = "stop", value = "{\"stopped\":true}"),
                                            @ExampleObject(
                                                    name = "one scenario",
                                                    value = "{\"scenarios\":{\"browse\":{\"vus\":5}}}")
                                        }),
                                @Content(
                                        mediaType = "application/json",
                                        schema = @Schema(implementation = PatchBody.class))
                            }))
    @IfMatch
    Mono<ResponseEntity<RunResource>> patch(
            @Parameter(description = RunTag.ID) @PathVariable String id, ServerHttpRequest request) {
        QueryReader.none(request);
        Run run = find(id);
        if (request.getHeaders().getFirst("Content-Type") == null || !Media.isMergePatch(Media.required(request))) {
            throw Media.notAPatch(request);
        }
        return BodyReader.read(request, ApiSettings.MAX_JSON_BYTES, "a change").flatMap(bytes -> {
            RunPatch patch = PatchReader.read(json.object(bytes));
            EntityTags.check(request, EntityTags.of(run.view()));
            return run.patch(patch, Caller.of(request)).map(RunController::answer);
        });
    }

    private static ResponseEntity<RunResource> answer(Patched patched) {
        return switch (patched) {
            case Patched.Applied(var view) -> shown(view);
            case Patched.NotKept(var _, var problem) ->
                throw Refusal.of(ProblemType.STORAGE_UNAVAILABLE, List.of(problem));
            case Patched.Invalid(var problems) -> throw Refusal.invalid(problems);
            case Patched.Conflict(var problems) -> throw Refusal.of(ProblemType.CONFLICT, problems);
        };
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "deleteRun", summary = "Forget an ended run", description = "409 while it lives.")
    @ApiResponse(responseCode = "204", description = "Forgotten", content = @Content)
    @IfMatch
    Mono<ResponseEntity<Void>> delete(
            @Parameter(description = RunTag.ID) @PathVariable String id, ServerHttpRequest request) {
        QueryReader.none(request);
        EntityTags.check(request, EntityTags.of(find(id).view()));
        return threads.slow(() -> {
            if (board.forget(id)) {
                return ResponseEntity.noContent().build();
            }
            RunView view = find(id).view(); // gone by another hand: 404
            throw new Refusal(
                    ProblemType.CONFLICT,
                    id + " is " + view.state().text() + ", stop it first: PATCH with {\"stopped\":true}");
        });
    }

    @PostMapping(path = "/stop-all", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "stopAllRuns", summary = "Stop every live run")
    @Idempotent
    Mono<ResponseEntity<Stopped>> stopAll(ServerHttpRequest request) {
        QueryReader.none(request);
        return keys.once(
                request,
                "",
                () -> threads.slow(() -> ResponseEntity.ok(new Stopped(board.stopAll(Caller.of(request))))));
    }

    /** How many live runs there were. */
    @Schema(name = "Stopped")
    record Stopped(
            @Schema(description = "How many live runs there were")
            int stopped) {}

    /** The body of a PATCH, for the contract; {@link PatchReader} reads it. */
    @Schema(name = "RunPatch")
    record PatchBody(
            @Schema(description = "Freeze the run's clock, let all scenarios rest") @Nullable
            Boolean paused,

            @Schema(description = "End the run in order") @Nullable
            Boolean stopped,

            @Schema(description = "Changes by scenario") @Nullable
            Map<String, ScenarioPatch> scenarios,

            @Schema(description = "VUs that iterate") @Nullable
            Long vus,

            @Schema(description = "VUs that may iterate") @Nullable
            Long maxVUs,

            @Schema(description = "Total since the start, pauses excluded", example = "10m") @Nullable
            String duration) {}

    /** The part of one scenario. */
    @Schema(name = "ScenarioPatch", description = "Only fields that the scenario's live list names")
    record ScenarioPatch(
            @Schema(description = "VUs that iterate") @Nullable
            Long vus,

            @Schema(description = "VUs that may iterate") @Nullable
            Long maxVUs,

            @Schema(description = "Total since the start, pauses excluded", example = "10m") @Nullable
            String duration,

            @Schema(description = "Rest or resume this scenario alone") @Nullable
            Boolean paused) {}

    private Run find(String id) {
        return RunSightController.find(board, id);
    }

    private static ResponseEntity<RunResource> shown(RunView view) {
        return ResponseEntity.ok().eTag(EntityTags.of(view)).body(RunResource.of(view));
    }
}
