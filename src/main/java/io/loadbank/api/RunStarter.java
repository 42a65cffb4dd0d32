package io.loadbank.api;

import io.loadbank.library.ScriptLibrary;
import io.loadbank.library.ScriptVersion;
import io.loadbank.run.Creation;
import io.loadbank.run.RunBoard;
import io.loadbank.run.RunSpec;
import io.loadbank.run.RunView;
import io.loadbank.run.ScriptIdentity;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Starts runs of stored scripts, and says how that went. Its methods block for the length of an init. */
@Component
final class RunStarter {
    private final ScriptLibrary library;
    private final RunBoard board;

    RunStarter(ScriptLibrary library, RunBoard board) {
        this.library = library;
        this.board = board;
    }

    RunSpec spec(ScriptVersion version, RunRequest run, ServerHttpRequest request) {
        var files = library.files(version);
        if (files == null) {
            throw new Refusal(ProblemType.CONFLICT, version.reference() + " was just deleted");
        }
        return new RunSpec(
                run.id(),
                run.name() == null ? version.name() : run.name(),
                new ScriptIdentity(version.name(), version.version(), version.digest()),
                files,
                run.options(),
                run.env(),
                run.secrets(),
                run.tags(),
                run.paused(),
                Caller.of(request),
                run.failOnSaturation(),
                run.outputs(),
                run.runtime());
    }

    ResponseEntity<Object> start(RunSpec spec, boolean dryRun) {
        if (dryRun) {
            return ResponseEntity.ok(PlanResource.of(board.dryRun(spec)));
        }
        return switch (board.create(spec)) {
            case Creation.Created(var run) -> {
                RunView view = run.view();
                yield ResponseEntity.status(HttpStatus.CREATED)
                        .location(URI.create("/api/v1/runs/" + view.id()))
                        .eTag(EntityTags.of(view))
                        .body(RunResource.of(view));
            }
            case Creation.Refused(var problems) -> throw Refusal.invalid(problems);
            case Creation.NoCapacity(var problem) -> throw Refusal.of(ProblemType.NO_CAPACITY, List.of(problem));
            case Creation.NotKept(var problem) ->
                throw Refusal.of(ProblemType.STORAGE_UNAVAILABLE, List.of(problem))
                        .with("Retry-After", "5");
            case Creation.IdTaken(var id) ->
                throw new Refusal(ProblemType.CONFLICT, "there is a run " + id + " already");
        };
    }
}
