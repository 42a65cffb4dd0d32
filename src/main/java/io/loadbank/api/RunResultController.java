package io.loadbank.api;

import io.loadbank.library.ScriptLibrary;
import io.loadbank.library.ScriptVersion;
import io.loadbank.run.Run;
import io.loadbank.run.RunBlueprint;
import io.loadbank.run.RunBoard;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What a run leaves behind: its artifacts, and the wish to run it again. */
@RestController
@RequestMapping("/api/v1/runs/{id}")
@Tag(name = RunTag.NAME, description = RunTag.DESCRIPTION)
final class RunResultController {
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final RunBoard board;
    private final ScriptLibrary library;
    private final RunStarter starter;
    private final IdempotencyKeys keys;
    private final ApiThreads threads;

    RunResultController(
            RunBoard board, ScriptLibrary library, RunStarter starter, IdempotencyKeys keys, ApiThreads threads) {
        this.board = board;
        this.library = library;
        this.starter = starter;
        this.keys = keys;
        this.threads = threads;
    }

    /**
     * One file that handleSummary returned or an output writes.
     *
     * @param name its destination, as the script or the request wrote it
     */
    record Artifact(String name, long bytes) {}

    @GetMapping(path = "/artifacts", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listRunArtifacts",
            summary = "What handleSummary returned and outputs write, file by file")
    Mono<Page<Artifact>> artifacts(
            @Parameter(description = RunTag.ID) @PathVariable String id, ServerHttpRequest request) {
        Run run = RunSightController.find(board, id);
        return threads.quick(() -> Page.whole(request, artifacts(run)));
    }

    private static List<Artifact> artifacts(Run run) {
        List<Artifact> items = new ArrayList<>();
        Map<String, byte[]> returned = run.artifacts();
        returned.forEach((name, bytes) -> items.add(new Artifact(name, bytes.length)));
        run.files().forEach((name, file) -> {
            if (!returned.containsKey(name)) {
                items.add(new Artifact(name, file.toFile().length()));
            }
        });
        return items;
    }

    @GetMapping(path = "/artifacts/{*name}")
    @Operation(
            operationId = "getRunArtifact",
            summary = "One of the files that handleSummary returned or an output writes",
            description = "The file of an output may still grow; it is answered as far as it is written.")
    @ApiResponse(
            responseCode = "200",
            description = "Its content; the type is guessed from the name",
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    Mono<ResponseEntity<Resource>> artifact(
            @Parameter(description = RunTag.ID) @PathVariable String id,
            @Parameter(description = "Its destination", example = "report.html") @PathVariable String name,
            ServerHttpRequest request) {
        QueryReader.none(request);
        Run run = RunSightController.find(board, id);
        return threads.quick(() -> artifact(run, name));
    }

    private static ResponseEntity<Resource> artifact(Run run, String name) {
        Map<String, byte[]> artifacts = run.artifacts();
        byte[] bytes = artifacts.getOrDefault(name, artifacts.get(name.substring(1)));
        Path file = bytes == null ? run.files().get(name.substring(1)) : null;
        if (bytes == null && file == null) {
            throw Refusal.notFound("the run " + run.id() + " has no artifact " + ObjectReader.shown(name.substring(1)));
        }
        // a script wrote it: shown as what it is, but never with the rights of this origin
        return ResponseEntity.ok()
                .contentType(MediaTypeFactory.getMediaType(name).orElse(TEXT))
                .header("Content-Security-Policy", "sandbox")
                .header("X-Content-Type-Options", "nosniff")
                .body(
                        bytes != null
                                ? new ByteArrayResource(bytes)
                                : new FileSystemResource(Objects.requireNonNull(file)));
    }

    @PostMapping(path = "/rerun", produces = MediaType.APPLICATION_JSON_VALUE)
    @Idempotent
    @Operation(
            operationId = "rerun",
            summary = "Run the same script version with the same request again, as a new run",
            description =
                    "A run of an earlier life of the daemon that had an env cannot be repeated: values of env may "
                            + "be secrets and are not kept.")
    @ApiResponse(
            responseCode = "201",
            description = "It goes its way",
            content =
                    @Content(
                            schema = @Schema(implementation = RunResource.class),
                            examples = @ExampleObject("{\"id\":\"r-7f3k2m9q\",\"state\":\"created\"}")))
    Mono<ResponseEntity<Object>> rerun(
            @Parameter(description = RunTag.ID) @PathVariable String id, ServerHttpRequest request) {
        QueryReader.none(request);
        Run run = RunSightController.find(board, id);
        return keys.once(request, id, () -> threads.slow(() -> again(run, request)));
    }

    private ResponseEntity<Object> again(Run run, ServerHttpRequest request) {
        var script = run.view().script();
        ScriptVersion version = library.find(script.name() + "@" + script.version());
        if (version == null || !version.digest().equals(script.digest())) {
            throw new Refusal(
                    ProblemType.CONFLICT,
                    "the script " + script.name() + "@" + script.version() + " was deleted; upload it again");
        }
        RunBlueprint blueprint = run.blueprint();
        Map<String, String> env = blueprint.env();
        if (env == null) {
            throw new Refusal(
                    ProblemType.CONFLICT,
                    "the run had an env, whose values are not kept over a restart of the daemon; start it anew with"
                            + " POST /api/v1/runs");
        }
        Map<String, String> secrets = blueprint.secrets();
        if (secrets == null) {
            throw new Refusal(
                    ProblemType.CONFLICT,
                    "the run had secrets, which are not kept over a restart of the daemon; start it anew with"
                            + " POST /api/v1/runs");
        }
        if (blueprint.outputsForgotten()) {
            throw new Refusal(
                    ProblemType.CONFLICT,
                    "the run had outputs with secrets, which are not kept over a restart of the daemon; start it anew"
                            + " with POST /api/v1/runs");
        }
        RunRequest wish = new RunRequest(
                null,
                run.view().name(),
                blueprint.options(),
                env,
                secrets,
                blueprint.tags(),
                blueprint.paused(),
                blueprint.failOnSaturation(),
                blueprint.outputs(),
                blueprint.runtime());
        return starter.start(starter.spec(version, wish, request), false);
    }
}
