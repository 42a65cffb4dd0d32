package io.loadbank.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loadbank.report.HtmlReport;
import io.loadbank.report.JUnitReport;
import io.loadbank.run.Run;
import io.loadbank.run.RunBoard;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
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

/** The summary of a run for people who were not there, and for build servers. */
@RestController
@RequestMapping("/api/v1/runs/{id}")
@Tag(name = RunTag.NAME, description = RunTag.DESCRIPTION)
final class RunReportController {
    private final RunBoard board;
    private final ApiThreads threads;

    RunReportController(RunBoard board, ApiThreads threads) {
        this.board = board;
        this.threads = threads;
    }

    @GetMapping(path = "/summary", produces = MediaType.TEXT_HTML_VALUE)
    @Operation(
            operationId = "getRunReport",
            summary = "A report of the run as one HTML file",
            description = "Needs no other file and no network: to be mailed, printed, kept. Of a live run so far.")
    @ApiResponse(
            responseCode = "200",
            description = "The report",
            content = @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string")))
    Mono<ResponseEntity<String>> report(
            @Parameter(description = RunTag.ID) @PathVariable String id, ServerHttpRequest request) {
        QueryReader.none(request);
        Run run = RunSightController.find(board, id);
        return threads.slow(() -> ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, UTF_8))
                .header("Content-Security-Policy", HtmlReport.POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .body(HtmlReport.of(run)));
    }

    @GetMapping(path = "/summary", produces = MediaType.APPLICATION_XML_VALUE)
    @Operation(
            operationId = "getRunJUnit",
            summary = "Thresholds and checks as JUnit's XML",
            description = "A test suite for how the run ended, one for thresholds, one for checks.")
    @ApiResponse(
            responseCode = "200",
            description = "The document",
            content = @Content(mediaType = MediaType.APPLICATION_XML_VALUE, schema = @Schema(type = "string")))
    Mono<ResponseEntity<String>> junit(
            @Parameter(description = RunTag.ID) @PathVariable String id, ServerHttpRequest request) {
        QueryReader.none(request);
        Run run = RunSightController.find(board, id);
        return threads.quick(() -> ResponseEntity.ok()
                .contentType(new MediaType(MediaType.APPLICATION_XML, UTF_8))
                .body(JUnitReport.of(run)));
    }
}
