package io.loadbank.api;

import io.loadbank.plan.Problem;
import io.loadbank.run.HistoryEntry;
import io.loadbank.run.LogLine;
import io.loadbank.run.Run;
import io.loadbank.run.RunBoard;
import io.loadbank.run.RunEvent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What can be seen of a run: events, metrics, log, history. */
@RestController
@RequestMapping("/api/v1/runs/{id}")
@Tag(name = RunTag.NAME, description = RunTag.DESCRIPTION)
final class RunSightController {
    /** A client slower than this many events gets cut off, and goes on with Last-Event-ID. */
    private static final int EVENTS_IN_FLIGHT = 4_096;

    /** Keeps proxies from closing a stream that is quiet. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final RunBoard board;
    private final ApiThreads threads;
    private final JsonMapper json;

    RunSightController(RunBoard board, ApiThreads threads, JsonMapper json) {
        this.board = board;
        this.threads = threads;
        this.json = json;
    }

    /** The run of this id; a {@link ProblemType#NOT_FOUND} otherwise. */
    static Run find(RunBoard board, String id) {
        Run run = board.find(id);
        if (run == null) {
            throw Refusal.notFound("there is no run " + id);
        }
        return run;
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "watchRun",
            summary = "What happens to a run, live (server-sent events)",
            description = "snapshot each second, state, log, threshold, retarget, end. The stream ends with the run.")
    @Parameter(
            name = "Last-Event-ID",
            in = ParameterIn.HEADER,
            description = "Begin after this event; at least the last 1000 are kept",
            schema = @Schema(type = "integer"))
    @ApiResponse(
            responseCode = "200",
            description = "Events whose data is JSON",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(type = "string"),
                            examples = @ExampleObject("id:12\nevent:state\ndata:{\"state\":\"running\"}\n\n")))
    ResponseEntity<Flux<ServerSentEvent<Map<String, Object>>>> events(
            @Parameter(description = RunTag.ID) @PathVariable String id, ServerHttpRequest request) {
        QueryReader.none(request);
        Run run = find(board, id);
        long after = lastEventId(request);
        Flux<ServerSentEvent<Map<String, Object>>> events = Flux.defer(() -> run.events(after))
                .onBackpressureBuffer(EVENTS_IN_FLIGHT)
                .onErrorComplete(Exceptions::isOverflow)
                .map(RunSightController::event);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .header("X-Accel-Buffering", "no")
                .body(events.publish(
                        shared -> Flux.merge(shared, heartbeat().takeUntilOther(shared.ignoreElements()))));
    }

    private static Flux<ServerSentEvent<Map<String, Object>>> heartbeat() {
        return Flux.interval(HEARTBEAT)
                .onBackpressureDrop()
                .map(_ -> ServerSentEvent.<Map<String, Object>>builder()
                        .comment("")
                        .build());
    }

    private static ServerSentEvent<Map<String, Object>> event(RunEvent event) {
        return ServerSentEvent.<Map<String, Object>>builder()
                .id(Long.toString(event.id()))
                .event(event.type())
                .data(Trees.finite(event.data()))
                .build();
    }

    private static long lastEventId(ServerHttpRequest request) {
        String header = request.getHeaders().getFirst("Last-Event-ID");
        if (header == null || header.isBlank()) {
            return 0;
        }
        if (!header.matches("[0-9]{1,18}")) {
            throw Refusal.invalid(
                    List.of(new Problem("Last-Event-ID", "must be a whole number, is " + ObjectReader.shown(header))));
        }
        return Long.parseLong(header);
    }

    @GetMapping(path = "/metrics", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getRunMetrics",
            summary = "The current values of every metric and sub-metric",
            description =
                    "Under k6's names; times are milliseconds. Of a run that has left the memory, as its summary has "
                            + "them.")
    Mono<MetricsResource> metrics(
            @Parameter(description = RunTag.ID) @PathVariable String id, ServerHttpRequest request) {
        QueryReader.none(request);
        Run run = find(board, id);
        return threads.quick(() -> MetricsResource.of(run));
    }

    @GetMapping(path = "/logs", produces = MediaType.APPLICATION_NDJSON_VALUE)
    @Operation(operationId = "getRunLogs", summary = "Console and daemon lines, oldest first, one JSON object a line")
    @ApiResponse(
            responseCode = "200",
            description = "One object a line",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                            schema = @Schema(implementation = LogLine.class)))
    Mono<ResponseEntity<byte[]>> logs(
            @Parameter(description = RunTag.ID) @PathVariable String id, ServerHttpRequest request) {
        QueryReader.none(request);
        Run run = find(board, id);
        return threads.quick(() ->
                ResponseEntity.ok().contentType(MediaType.APPLICATION_NDJSON).body(lines(run.logs())));
    }

    private byte[] lines(List<LogLine> lines) {
        var text = new ByteArrayOutputStream();
        for (LogLine line : lines) {
            text.writeBytes(json.writeValueAsBytes(line));
            text.write('\n');
        }
        return text.toByteArray();
    }

    @GetMapping(path = "/history", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getRunHistory",
            summary = "Every command that changed the run",
            description = "When, who, what it did, before and after; oldest first.")
    Mono<Page<HistoryEntry>> history(
            @Parameter(description = RunTag.ID) @PathVariable String id, ServerHttpRequest request) {
        Run run = find(board, id);
        return threads.quick(() -> Page.whole(request, run.history()));
    }
}
