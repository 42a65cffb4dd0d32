package io.loadbank.api;

import io.loadbank.plan.Problem;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.MimeType;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The one place that turns what went wrong into problem+json: our refusals, the framework's, and bugs. */
@Component
@Order(-2) // before Boot's own, which is -1
final class ProblemHandler implements ErrorWebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    /** How long a client may take to send the rest of a body that was refused. */
    private static final Duration DRAINING = Duration.ofSeconds(30);

    private final JsonMapper json;

    ProblemHandler(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(error);
        }
        Answer answer = answer(exchange, error);
        // a client that still sends cannot read: let it finish first
        return BodyReader.drain(exchange.getRequest())
                .timeout(DRAINING)
                .onErrorComplete()
                .then(Mono.defer(() -> write(exchange, answer)));
    }

    private record Answer(int status, ProblemBody body, HttpHeaders headers) {}

    private static Answer answer(ServerWebExchange exchange, Throwable error) {
        return switch (error) {
            case Refusal it ->
                new Answer(it.type().status(), body(exchange, it.type(), it.detail(), it.problems()), it.headers());
            case MethodNotAllowedException it ->
                framework(
                        exchange,
                        it,
                        ProblemType.METHOD_NOT_ALLOWED,
                        "there is no " + it.getHttpMethod() + " here, only " + names(it.getSupportedMethods()));
            case NotAcceptableStatusException it ->
                framework(
                        exchange,
                        it,
                        ProblemType.NOT_ACCEPTABLE,
                        "this is available as "
                                + it.getSupportedMediaTypes().stream()
                                        .map(MimeType::toString)
                                        .sorted()
                                        .toList()
                                + " only");
            case UnsupportedMediaTypeStatusException it ->
                framework(
                        exchange,
                        it,
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "the body must be " + it.getSupportedMediaTypes());
            case ResponseStatusException it -> status(exchange, it);
            case DataBufferLimitException it -> {
                String detail = String.valueOf(it.getMessage());
                yield new Answer(413, body(exchange, ProblemType.TOO_LARGE, detail, List.of()), new HttpHeaders());
            }
            case UncheckedIOException it -> {
                LOG.warn("{} {}: {}", exchange.getRequest().getMethod(), path(exchange), it.getMessage());
                HttpHeaders headers = new HttpHeaders();
                headers.set("Retry-After", "5");
                String detail = String.valueOf(it.getMessage());
                ProblemType type = ProblemType.STORAGE_UNAVAILABLE;
                yield new Answer(type.status(), body(exchange, type, detail, List.of()), headers);
            }
            default -> {
                LOG.error("{} {} failed", exchange.getRequest().getMethod(), path(exchange), error);
                String detail = "the daemon's log tells more, look for "
                        + exchange.getRequest().getId();
                yield new Answer(500, body(exchange, ProblemType.INTERNAL_ERROR, detail, List.of()), new HttpHeaders());
            }
        };
    }

    private static Answer status(ServerWebExchange exchange, ResponseStatusException error) {
        int status = error.getStatusCode().value();
        ProblemType type = ProblemType.ofStatus(status);
        if (type == ProblemType.NOT_FOUND) {
            return framework(
                    exchange, error, type, "there is nothing at " + path(exchange) + ", /openapi.yaml tells what is");
        }
        if (type != null && status < 500) {
            return framework(exchange, error, type, reason(error));
        }
        if (status < 500) {
            var body = new ProblemBody("about:blank", reason(error), status, reason(error), path(exchange), List.of());
            return new Answer(status, body, error.getHeaders());
        }
        LOG.error("{} {} failed", exchange.getRequest().getMethod(), path(exchange), error);
        return new Answer(
                status, body(exchange, ProblemType.INTERNAL_ERROR, reason(error), List.of()), error.getHeaders());
    }

    private static String reason(ResponseStatusException error) {
        String reason = error.getReason();
        HttpStatusCode status = error.getStatusCode();
        return reason == null || reason.isBlank() ? "status " + status.value() : reason;
    }

    private static Answer framework(
            ServerWebExchange exchange, ResponseStatusException error, ProblemType type, String detail) {
        return new Answer(type.status(), body(exchange, type, detail, List.of()), error.getHeaders());
    }

    private static ProblemBody body(
            ServerWebExchange exchange, ProblemType type, String detail, List<Problem> problems) {
        return new ProblemBody(type.uri(), type.title(), type.status(), detail, path(exchange), problems);
    }

    private static String path(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().value();
    }

    private static String names(Set<HttpMethod> methods) {
        return methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    }

    private Mono<Void> write(ServerWebExchange exchange, Answer answer) {
        var response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
        HttpHeaders headers = response.getHeaders();
        headers.remove(HttpHeaders.ETAG);
        headers.putAll(answer.headers());
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        byte[] bytes = json.writeValueAsBytes(answer.body());
        headers.setContentLength(bytes.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(bytes)));
    }
}
