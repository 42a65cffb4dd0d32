package io.loadbank.api;

import io.loadbank.library.ScriptLibrary;
import io.loadbank.library.ScriptVersion;
import io.loadbank.plan.Problem;
import io.loadbank.run.Run;
import io.loadbank.run.RunBoard;
import io.loadbank.run.RunSummary;
import io.loadbank.run.RunView;
import io.loadbank.summary.MachineSummary;
import io.loadbank.summary.SummaryExport;
import io.loadbank.summary.SummaryMode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** How a run went, in every form k6 has for that. */
@RestController
@RequestMapping("/api/v1/runs/{id}/summary")
@Tag(name = RunTag.NAME, description = RunTag.DESCRIPTION)
final class RunSummaryController {
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    /** The shapes of the JSON. */
    enum Format {
        DATA,
        EXPORT,
        MACHINE_READABLE;

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final RunBoard board;
    private final ScriptLibrary library;
    private final ApiThreads threads;

    RunSummaryController(RunBoard board, ScriptLibrary library, ApiThreads threads) {
        this.board = board;
        this.library = library;
        this.threads = threads;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getRunSummary",
            summary = "The end-of-test summary",
            description =
                    "Exactly the object that handleSummary(data) receives; of a live run with its current values. "
                            + "Or in another shape that k6 writes.")
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            description = "data: what handleSummary(data) receives; export: the file of k6's --summary-export, where a "
                    + "threshold is true when it failed; machine-readable: that of --new-machine-readable-summary. "
                    + "Default: data, or machine-readable where the run was started with newMachineReadableSummary",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"data", "export", "machine-readable"}))
    @Parameter(
            name = "mode",
            in = ParameterIn.QUERY,
            description = "Which metrics format=machine-readable has; default: the run's summaryMode",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"compact", "full"}))
    @ApiResponse(
            responseCode = "200",
            description = "The summary",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema =
                                    @Schema(
                                            type = "object",
                                            additionalProperties = Schema.AdditionalPropertiesValue.TRUE)))
    Mono<ResponseEntity<Object>> summary(
            @Parameter(description = RunTag.ID) @PathVariable String id, ServerHttpRequest request) {
        List<Problem> problems = new ArrayList<>();
        var query = new QueryReader(request, problems);
        Format format = format(query, problems);
        SummaryMode mode = mode(query, problems);
        if (mode != null && format != Format.MACHINE_READABLE) {
            problems.add(new Problem(
                    "mode",
                    "is for the text, and for format=machine-readable",
                    "the text comes with the header Accept: text/plain"));
        }
        query.done();
        Run run = RunSightController.find(board, id);
        return threads.quick(() -> ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(body(run, run.wholeSummary(false), format, mode)));
    }

    private Object body(Run run, RunSummary summary, @Nullable Format format, @Nullable SummaryMode mode) {
        RunSummary.Detail detail = summary.detail();
        boolean machine = detail != null && detail.machineByDefault();
        return switch (format == null ? (machine ? Format.MACHINE_READABLE : Format.DATA) : format) {
            case DATA -> Trees.finite(summary.tree());
            case EXPORT -> SummaryExport.text(SummaryExport.of(summary.tree())).getBytes(StandardCharsets.UTF_8);
            case MACHINE_READABLE -> {
                if (detail == null) {
                    throw Refusal.notFound("the run " + run.id() + " was kept without a machine-readable summary");
                }
                yield Trees.finite(MachineSummary.shown(
                        detail.machine(), mode == null ? detail.mode() : mode, mainScript(run.view())));
            }
        };
    }

    /** The source text; null if the script was deleted. */
    private @Nullable String mainScript(RunView view) {
        var script = view.script();
        ScriptVersion version = library.find(script.name() + "@" + script.version());
        if (version == null || !version.digest().equals(script.digest())) {
            return null;
        }
        byte[] main = library.file(version, version.entry());
        return main == null ? null : new String(main, StandardCharsets.UTF_8);
    }

    @GetMapping(produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(
            operationId = "getRunSummaryText",
            summary = "The end-of-test summary as text",
            description = "k6's text; of a live run with its current values. A run whose summaryMode is disabled has "
                    + "none unless a mode is asked for.")
    @Parameter(
            name = "mode",
            in = ParameterIn.QUERY,
            description = "compact, or full with all metrics, groups and scenarios; default: the run's summaryMode",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"compact", "full"}))
    @ApiResponse(
            responseCode = "200",
            description = "The text",
            content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")))
    Mono<ResponseEntity<String>> text(
            @Parameter(description = RunTag.ID) @PathVariable String id, ServerHttpRequest request) {
        List<Problem> problems = new ArrayList<>();
        var query = new QueryReader(request, problems);
        SummaryMode mode = mode(query, problems);
        query.done();
        Run run = RunSightController.find(board, id);
        return threads.quick(() -> ResponseEntity.ok().contentType(TEXT).body("\n" + text(run, mode) + "\n\n"));
    }

    private static String text(Run run, @Nullable SummaryMode asked) {
        RunSummary summary = run.wholeSummary(asked == SummaryMode.FULL);
        RunSummary.Detail detail = summary.detail();
        SummaryMode own = detail == null ? SummaryMode.COMPACT : detail.mode();
        return switch (asked == null ? own : asked) {
            case COMPACT -> summary.text();
            case FULL -> {
                String full = detail == null ? null : detail.fullText();
                if (full == null) {
                    throw Refusal.notFound(
                            "the run " + run.id() + " was kept without a full summary; it has ?mode=compact");
                }
                yield full;
            }
            case DISABLED ->
                throw Refusal.notFound("the run " + run.id()
                        + " was started with summaryMode disabled; ?mode=compact or ?mode=full shows it all the same");
        };
    }

    private static @Nullable Format format(QueryReader query, List<Problem> problems) {
        String text = query.text("format");
        for (Format format : Format.values()) {
            if (format.text().equals(text)) {
                return format;
            }
        }
        if (text != null) {
            problems.add(new Problem("format", "must be data, export or machine-readable"));
        }
        return null;
    }

    private static @Nullable SummaryMode mode(QueryReader query, List<Problem> problems) {
        String text = query.text("mode");
        SummaryMode mode = text == null ? null : SummaryMode.of(text).orElse(null);
        if (text != null && (mode == null || mode == SummaryMode.DISABLED)) {
            problems.add(new Problem("mode", "must be compact or full"));
            return null;
        }
        return mode;
    }
}
