package io.loadbank.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loadbank.library.Checked;
import io.loadbank.library.Deletion;
import io.loadbank.library.ScriptLibrary;
import io.loadbank.library.ScriptVersion;
import io.loadbank.library.Trial;
import io.loadbank.library.Uploaded;
import io.loadbank.plan.Problem;
import io.loadbank.run.RunBoard;
import io.loadbank.run.RunSpec;
import io.loadbank.run.ScriptIdentity;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The scripts: immutable versions, addressed by name, {@code name@version} or digest. */
@RestController
@RequestMapping("/api/v1/scripts")
@Tag(
        name = "Scripts",
        description = "Immutable versions, addressed by name (the newest), name@version or sha256:digest")
final class ScriptsController {
    private final ScriptLibrary library;
    private final RunBoard board;
    private final UploadReader uploads;
    private final IdempotencyKeys keys;
    private final ApiThreads threads;

    ScriptsController(
            ScriptLibrary library, RunBoard board, UploadReader uploads, IdempotencyKeys keys, ApiThreads threads) {
        this.library = library;
        this.board = board;
        this.uploads = uploads;
        this.keys = keys;
        this.threads = threads;
    }

    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "uploadScript",
            summary = "Upload a script",
            description = "Parses and links it: a syntax error or unknown modules, all of them named, are a 422. A "
                    + "script whose init throws without its env is stored all the same, with options null.")
    @Parameter(
            name = "name",
            in = ParameterIn.QUERY,
            description = "Default: the main script's file name, without its " + "ending",
            schema = @Schema(type = "string", pattern = "[A-Za-z0-9._-]{1,100}"))
    @ScriptBody
    @Idempotent
    @ApiResponse(
            responseCode = "201",
            description = "Stored as a new version",
            content = @Content(schema = @Schema(implementation = ScriptResource.class)))
    @ApiResponse(
            responseCode = "200",
            description = "This name has these very bytes already",
            content = @Content(schema = @Schema(implementation = ScriptResource.class)))
    Mono<ResponseEntity<ScriptResource>> upload(ServerHttpRequest request) {
        var query = new QueryReader(request);
        String name = query.text("name");
        query.done();
        return uploads.read(request, name)
                .flatMap(upload -> keys.once(
                        request,
                        upload.fingerprint(),
                        () -> threads.slow(() -> library.upload(upload.name(), upload.entry(), upload.files()))
                                .map(ScriptsController::answer)));
    }

    private static ResponseEntity<ScriptResource> answer(Uploaded uploaded) {
        return switch (uploaded) {
            case Uploaded.Refused(var problems) -> throw Refusal.invalid(problems);
            case Uploaded.Stored(var version, var isNew) ->
                ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK)
                        .location(URI.create("/api/v1/scripts/" + version.reference()))
                        .eTag(EntityTags.of(version))
                        .body(ScriptResource.of(version));
        };
    }

    @PostMapping(path = "/validate", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "validateScript",
            summary = "Try a script",
            description = "Runs its init and plans a run; stores and starts nothing. What is wrong with the script "
                    + "stands in the answer's problems.")
    @Parameter(
            name = "env",
            in = ParameterIn.QUERY,
            description = "KEY=VALUE, as often as wanted",
            array = @ArraySchema(schema = @Schema(type = "string", example = "TARGET=http://127.0.0.1:8080")))
    @ScriptBody
    Mono<ResponseEntity<ValidationResource>> validate(ServerHttpRequest request) {
        var query = new QueryReader(request);
        Map<String, String> env = query.pairs("env");
        query.text("name");
        query.done();
        return uploads.read(request, null)
                .flatMap(upload -> threads.slow(() -> validation(upload, env, Caller.of(request))))
                .map(ResponseEntity::ok);
    }

    private ValidationResource validation(Upload upload, Map<String, String> env, String caller) {
        return switch (library.check(upload.entry(), upload.files())) {
            case Checked.Bad(var problems) -> throw Refusal.invalid(problems);
            case Checked.Good(var files) -> {
                Trial trial = library.inspect(files, env);
                if (!trial.problems().isEmpty()) {
                    yield ValidationResource.failed(trial);
                }
                var nobody = new ScriptIdentity("validation", 0, "");
                var spec =
                        new RunSpec(null, "validation", nobody, trial.files(), Map.of(), env, Map.of(), null, caller);
                yield ValidationResource.planned(trial, board.dryRun(spec));
            }
        };
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "listScripts", summary = "All versions of all scripts, newest first")
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
    Page<ScriptResource> list(ServerHttpRequest request) {
        List<Problem> problems = new ArrayList<>();
        var query = new QueryReader(request, problems);
        var window = Page.Window.of(query, problems);
        query.done();
        return Page.cut(
                library.list().stream()
                        .sorted(Comparator.comparing(ScriptsController::place))
                        .toList(),
                window,
                ScriptsController::place,
                ScriptResource::of);
    }

    private static String place(ScriptVersion version) {
        return Page.newestFirst(version.createdAt(), version.reference());
    }

    @GetMapping(path = "/{ref}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getScript", summary = "One version of a script")
    ResponseEntity<ScriptResource> get(
            @Parameter(description = "name, name@version or sha256:digest", example = "checkout@3") @PathVariable
                    String ref,
            ServerHttpRequest request) {
        QueryReader.none(request);
        ScriptVersion version = find(ref);
        return ResponseEntity.ok().eTag(EntityTags.of(version)).body(ScriptResource.of(version));
    }

    @GetMapping(
            path = "/{ref}/files/{*path}",
            produces = {MediaType.TEXT_PLAIN_VALUE, "application/octet-stream"})
    @Operation(operationId = "getScriptFile", summary = "One file of a script, as it was uploaded")
    @ApiResponse(
            responseCode = "200",
            description = "The file; text/plain if it is UTF-8",
            content = @Content(mediaType = "text/plain", schema = @Schema(type = "string")))
    Mono<ResponseEntity<byte[]>> file(
            @Parameter(description = "name, name@version or sha256:digest", example = "checkout@3") @PathVariable
                    String ref,
            @Parameter(description = "The file's path inside the upload", example = "lib/cart.js") @PathVariable
                    String path,
            ServerHttpRequest request) {
        QueryReader.none(request);
        ScriptVersion version = find(ref);
        String inside = path.startsWith("/") ? path.substring(1) : path;
        return threads.quick(() -> {
            byte[] bytes = library.file(version, inside);
            if (bytes == null) {
                throw Refusal.notFound("there is no file " + inside + " in " + version.reference());
            }
            return ResponseEntity.ok()
                    .eTag(EntityTags.of(version))
                    .header("X-Content-Type-Options", "nosniff")
                    .contentType(
                            isText(bytes) ? new MediaType("text", "plain", UTF_8) : MediaType.APPLICATION_OCTET_STREAM)
                    .body(bytes);
        });
    }

    private static boolean isText(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @DeleteMapping("/{ref}")
    @Operation(
            operationId = "deleteScript",
            summary = "Forget a script",
            description = "A bare name stands for all its versions. 409 while a run uses one. Numbers of versions "
                    + "that were deleted are not given again.")
    @ApiResponse(responseCode = "204", description = "Forgotten", content = @Content)
    @IfMatch
    Mono<ResponseEntity<Void>> delete(
            @Parameter(description = "name, name@version or sha256:digest", example = "checkout@3") @PathVariable
                    String ref,
            ServerHttpRequest request) {
        QueryReader.none(request);
        EntityTags.check(request, EntityTags.of(find(ref)));
        return threads.slow(() -> switch (library.delete(ref, it -> board.uses(it.name(), it.version()))) {
            case Deletion.Deleted _ -> ResponseEntity.noContent().build();
            case Deletion.Unknown _ -> throw unknown(ref);
            case Deletion.InUse(var version) ->
                throw new Refusal(
                        ProblemType.CONFLICT, "a live run executes " + version.reference() + ", stop it first");
        });
    }

    private ScriptVersion find(String ref) {
        ScriptVersion version = library.find(ref);
        if (version == null) {
            throw unknown(ref);
        }
        return version;
    }

    private static Refusal unknown(String ref) {
        return Refusal.notFound("there is no script " + ref);
    }
}
