package io.loadbank.compat;

import io.loadbank.run.LifecycleResult;
import io.loadbank.run.Run;
import io.loadbank.run.RunBoard;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** k6 1.x's REST API, for the newest run at {@code /v1} and for any run at {@code /api/v1/runs/{id}/v1}. */
public final class Facade {

    private static final MediaType JSON_UTF8 = new MediaType("application", "json", StandardCharsets.UTF_8);
    private static final MediaType TEXT_UTF8 = new MediaType("text", "plain", StandardCharsets.UTF_8);
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final RunBoard board;

    public Facade(RunBoard board) {
        this.board = board;
    }

    /** The routes of the façade. */
    public RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .route(request -> request.path().equals("/ping"), _ -> text(HttpStatus.OK, "ok"))
                .route(
                        request -> request.path().equals("/v1"),
                        _ -> ServerResponse.temporaryRedirect(URI.create("/v1/"))
                                .build())
                .route(
                        request -> request.path().startsWith("/v1/"),
                        request -> answer(request, request.path().substring("/v1/".length()), newest()))
                .route(request -> request.path().matches("/api/v1/runs/[^/]+/v1/.*"), request -> {
                    String[] parts = request.path().split("/", 7);
                    return answer(request, parts[6], board.find(decoded(parts[4])));
                })
                .build();
    }

    private @Nullable Run newest() {
        List<Run> runs = board.runs();
        for (Run run : runs) {
            if (!run.view().state().isEnd()) {
                return run;
            }
        }
        return runs.isEmpty() ? null : runs.getFirst();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private Mono<ServerResponse> answer(ServerRequest request, String path, @Nullable Run run) {
        String[] parts = path.split("/", 2);
        String id = parts.length > 1 ? decoded(parts[1]) : null;
        HttpMethod method = request.method();
        return switch (id == null ? parts[0] : parts[0] + "/") {
            case "status" -> status(request, method, run);
            case "metrics" -> get(method, run, MetricDocuments::all);
            case "metrics/" -> get(method, run, found -> MetricDocuments.one(found, id == null ? "" : id));
            case "groups" -> get(method, run, GroupDocuments::all);
            case "groups/" -> get(method, run, found -> GroupDocuments.one(found, id == null ? "" : id));
            case "setup" -> setup(request, method, run);
            case "teardown" -> teardown(method, run);
            default -> text(HttpStatus.NOT_FOUND, "404 page not found\n");
        };
    }

    private static Mono<ServerResponse> text(HttpStatus status, String text) {
        return ServerResponse.status(status).contentType(TEXT_UTF8).bodyValue(text);
    }

    private static Mono<ServerResponse> error(FacadeError error, MediaType type) {
        return ServerResponse.status(error.status()).contentType(type).bodyValue(error.json());
    }

    private static Mono<ServerResponse> noRun(MediaType type) {
        return error(new FacadeError(404, "Not Found", "there is no run; start one with POST /api/v1/runs"), type);
    }

    private static Mono<ServerResponse> notAllowed() {
        return ServerResponse.status(HttpStatus.METHOD_NOT_ALLOWED).build();
    }

    private static Mono<ServerResponse> get(
            HttpMethod method, @Nullable Run run, Function<Run, @Nullable String> document) {
        if (!method.equals(HttpMethod.GET)) {
            return notAllowed();
        }
        if (run == null) {
            return noRun(TEXT_UTF8);
        }
        String json = document.apply(run);
        return json == null
                ? error(new FacadeError(404, "Not Found", "nothing has that id"), TEXT_UTF8)
                : ServerResponse.ok().contentType(TEXT_UTF8).bodyValue(json);
    }

    private static Mono<ServerResponse> status(ServerRequest request, HttpMethod method, @Nullable Run run) {
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.PATCH)) {
            return notAllowed();
        }
        if (run == null) {
            return noRun(JSON_UTF8);
        }
        if (method.equals(HttpMethod.GET)) {
            return document(run);
        }
        return request.bodyToMono(String.class).defaultIfEmpty("").flatMap(body -> {
            StatusPatch patch;
            try {
                patch = StatusPatch.read(body);
            } catch (StatusPatch.InvalidData e) {
                return error(new FacadeError(400, "Invalid data", String.valueOf(e.getMessage())), JSON_UTF8);
            }
            String who = request.remoteAddress().map(Object::toString).orElse("v1");
            return new StatusControl(run, who)
                    .apply(patch)
                    .flatMap(failed -> error(failed, JSON_UTF8))
                    .switchIfEmpty(Mono.defer(() -> document(run)));
        });
    }

    private static Mono<ServerResponse> document(Run run) {
        return ServerResponse.ok().contentType(JSON_UTF8).bodyValue(StatusDocument.of(run));
    }

    private static Mono<ServerResponse> setup(ServerRequest request, HttpMethod method, @Nullable Run run) {
        boolean known =
                method.equals(HttpMethod.GET) || method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT);
        if (!known) {
            return notAllowed();
        }
        if (run == null) {
            return noRun(TEXT_UTF8);
        }
        if (method.equals(HttpMethod.GET)) {
            return setupDocument(run);
        }
        return method.equals(HttpMethod.POST)
                ? run.callSetup().flatMap(result -> result.ok() ? setupDocument(run) : failed("setup", result))
                : request.bodyToMono(String.class).defaultIfEmpty("").flatMap(body -> replaceSetup(run, body));
    }

    private static Mono<ServerResponse> replaceSetup(Run run, String body) {
        if (body.isBlank()) {
            run.setupData(null);
            return setupDocument(run);
        }
        try {
            JsonNode data = MAPPER.readTree(body);
            run.setupData(data.toString());
            return setupDocument(run);
        } catch (JacksonException e) {
            return error(
                    new FacadeError(400, "Error parsing request body", String.valueOf(e.getOriginalMessage())),
                    TEXT_UTF8);
        }
    }

    private static Mono<ServerResponse> setupDocument(Run run) {
        String json = run.setupData();
        String attributes = json == null ? "{}" : "{\"data\":" + json + "}";
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"data\":{\"type\":\"setupData\",\"id\":\"default\",\"attributes\":" + attributes + "}}");
    }

    private static Mono<ServerResponse> failed(String function, LifecycleResult result) {
        return error(new FacadeError(500, "Error executing " + function, result.error()), TEXT_UTF8);
    }

    private static Mono<ServerResponse> teardown(HttpMethod method, @Nullable Run run) {
        if (!method.equals(HttpMethod.POST)) {
            return notAllowed();
        }
        if (run == null) {
            return noRun(TEXT_UTF8);
        }
        return run.callTeardown()
                .flatMap(result -> result.ok() ? ServerResponse.ok().build() : failed("teardown", result));
    }
}
