package io.loadbank.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loadbank.comparison.Comparison;
import io.loadbank.recording.Recording;
import io.loadbank.run.Run;
import io.loadbank.run.RunBoard;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What a run was like over time, and beside another one. */
@RestController
@RequestMapping("/api/v1/runs/{id}")
@Tag(name = RunTag.NAME, description = RunTag.DESCRIPTION)
final class RunSeriesController {
    private static final String CSV = "text/csv";
    private static final String SERIES =
            "Values of each interval alone, percentiles too; scenarios with the load that was "
                    + "asked for and the load there was; marks for everything that was done to the run. Seconds while the run is "
                    + "short; the step is chosen so that about 600 points come.";
    private static final String COMPARED = "Difference and whether it is more than noise, by statistical tests over "
            + "intervals of both runs; see docs/compare.md for what is tested and from where a difference matters.";
    private static final String SINCE = "A duration since the start (1m30s) or a time (2026-11-21T20:00:00Z)";

    private final RunBoard board;
    private final ApiThreads threads;

    RunSeriesController(RunBoard board, ApiThreads threads) {
        this.board = board;
        this.threads = threads;
    }

    @GetMapping(path = "/series", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getRunSeries", summary = "A run over time", description = SERIES)
    @Parameter(
            name = "metric",
            in = ParameterIn.QUERY,
            description =
                    "Full names, sub-metrics with their braces; several times or with commas between. None for all",
            array = @ArraySchema(schema = @Schema(type = "string")))
    @Parameter(name = "from", in = ParameterIn.QUERY, description = SINCE, schema = @Schema(type = "string"))
    @Parameter(name = "to", in = ParameterIn.QUERY, description = SINCE, schema = @Schema(type = "string"))
    @Parameter(
            name = "step",
            in = ParameterIn.QUERY,
            description = "The length of an interval, at least 1s",
            schema = @Schema(type = "string"))
    Mono<SeriesResource> series(
            @Parameter(description = RunTag.ID) @PathVariable String id, ServerHttpRequest request) {
        Run run = RunSightController.find(board, id);
        return threads.slow(() -> read(run, request));
    }

    @GetMapping(path = "/series", produces = CSV)
    @Operation(
            operationId = "getRunSeriesCsv",
            summary = "A run over time as CSV",
            description = "One line for each metric in each interval; the same query parameters as for JSON.")
    @ApiResponse(
            responseCode = "200",
            description = "With a header line",
            content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
    Mono<ResponseEntity<String>> csv(
            @Parameter(description = RunTag.ID) @PathVariable String id, ServerHttpRequest request) {
        Run run = RunSightController.find(board, id);
        return threads.slow(() -> ResponseEntity.ok()
                .contentType(new MediaType(MediaType.valueOf(CSV), UTF_8))
                .body(SeriesCsv.of(read(run, request))));
    }

    private static SeriesResource read(Run run, ServerHttpRequest request) {
        Recording recording = run.recording();
        return SeriesResource.of(run, recording, SeriesQuery.read(request, run, recording));
    }

    @GetMapping(path = "/compare/{other}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "compareRuns", summary = "A run beside another one", description = COMPARED)
    Mono<ComparisonResource> compare(
            @Parameter(description = RunTag.ID) @PathVariable String id,
            @Parameter(description = "The run to compare with") @PathVariable String other,
            ServerHttpRequest request) {
        QueryReader.none(request);
        Run run = RunSightController.find(board, id);
        Run with = RunSightController.find(board, other);
        return threads.slow(() -> compared(run, with));
    }

    @GetMapping(path = "/compare/{other}", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(
            operationId = "compareRunsText",
            summary = "A run beside another one, as a table",
            description = COMPARED)
    @ApiResponse(
            responseCode = "200",
            description = "The table",
            content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")))
    Mono<ResponseEntity<String>> compareText(
            @Parameter(description = RunTag.ID) @PathVariable String id,
            @Parameter(description = "The run to compare with") @PathVariable String other,
            ServerHttpRequest request) {
        QueryReader.none(request);
        Run run = RunSightController.find(board, id);
        Run with = RunSightController.find(board, other);
        return threads.slow(() -> ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, UTF_8))
                .body(compared(run, with).text()));
    }

    private static ComparisonResource compared(Run run, Run with) {
        return ComparisonResource.of(run.id(), with.id(), Comparison.of(with.recording(), run.recording()));
    }
}
