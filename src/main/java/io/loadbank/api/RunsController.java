package io.loadbank.api;

import io.loadbank.library.Checked;
import io.loadbank.library.ScriptLibrary;
import io.loadbank.library.ScriptVersion;
import io.loadbank.library.Uploaded;
import io.loadbank.plan.Problem;
import io.loadbank.run.RunSpec;
import io.loadbank.run.ScriptIdentity;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Starts runs: of a stored script, or of one that comes in the same request. */
@RestController
@RequestMapping("/api/v1/runs")
@Tag(name = RunTag.NAME, description = RunTag.DESCRIPTION)
final class RunsController {
    private final ScriptLibrary library;
    private final RunStarter starter;
    private final UploadReader uploads;
    private final JsonBody json;
    private final IdempotencyKeys keys;
    private final ApiThreads threads;

    RunsController(
            ScriptLibrary library,
            RunStarter starter,
            UploadReader uploads,
            JsonBody json,
            IdempotencyKeys keys,
            ApiThreads threads) {
        this.library = library;
        this.starter = starter;
        this.uploads = uploads;
        this.json = json;
        this.keys = keys;
        this.threads = threads;
    }

    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @CreateRun
    @Idempotent
    Mono<ResponseEntity<Object>> create(ServerHttpRequest request) {
        if (Media.isJson(Media.required(request))) {
            boolean dryRun = dryRunOnly(request);
            return BodyReader.read(request, ApiSettings.MAX_JSON_BYTES, "a JSON body")
                    .flatMap(bytes -> {
                        var stored = RunRequestReader.fromJson(json.object(bytes));
                        return keys.once(
                                request,
                                new Fingerprint().add(bytes).text(),
                                () -> threads.slow(() -> starter.start(spec(stored, request), dryRun)));
                    });
        }
        RunRequest run = RunRequestReader.fromQuery(request);
        boolean dryRun = Boolean.TRUE.equals(new QueryReader(request).flag("dryRun"));
        return uploads.read(request, run.name())
                .flatMap(upload -> keys.once(
                        request,
                        upload.fingerprint(),
                        () -> threads.slow(() -> starter.start(
                                dryRun ? unstored(upload, run, request) : stored(upload, run, request), dryRun))));
    }

    private static boolean dryRunOnly(ServerHttpRequest request) {
        var query = new QueryReader(request);
        Boolean dryRun = query.flag("dryRun");
        query.done();
        return Boolean.TRUE.equals(dryRun);
    }

    private RunSpec spec(RunRequestReader.Stored stored, ServerHttpRequest request) {
        ScriptVersion version = library.find(stored.script());
        if (version == null) {
            throw Refusal.invalid(List.of(new Problem(
                    "script",
                    "there is no script " + ObjectReader.shown(stored.script()),
                    "upload it: POST /api/v1/scripts")));
        }
        return starter.spec(version, stored.run(), request);
    }

    private RunSpec stored(Upload upload, RunRequest run, ServerHttpRequest request) {
        return switch (library.upload(upload.name(), upload.entry(), upload.files())) {
            case Uploaded.Refused(var problems) -> throw Refusal.invalid(problems);
            case Uploaded.Stored(var version, var _) -> starter.spec(version, run, request);
        };
    }

    /** For a dry run: the library stays as it is. */
    private RunSpec unstored(Upload upload, RunRequest run, ServerHttpRequest request) {
        return switch (library.check(upload.entry(), upload.files())) {
            case Checked.Bad(var problems) -> throw Refusal.invalid(problems);
            case Checked.Good(var files) -> {
                String name = upload.name() == null ? "script" : upload.name();
                yield new RunSpec(
                        run.id(),
                        name,
                        new ScriptIdentity(name, 0, ""),
                        library.inspect(files, run.env()).files(),
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
        };
    }
}
