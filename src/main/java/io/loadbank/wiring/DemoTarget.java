package io.loadbank.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** Something to put load on while trying things out; only with the profile {@code demo}. */
@Hidden
@RestController
@Profile("demo")
@RequestMapping("/demo/target")
final class DemoTarget {
    private static final int MAX_BYTES = 10 << 20;
    private static final int MAX_MILLIS = 60_000;

    @GetMapping(path = "/json", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> json() {
        return Map.of("service", "demo", "ok", true, "items", new int[] {1, 2, 3});
    }

    @RequestMapping("/status/{code}")
    ResponseEntity<String> status(@PathVariable int code) {
        check(code >= 200 && code <= 599, "a status is 200 to 599");
        return ResponseEntity.status(HttpStatusCode.valueOf(code))
                .contentType(MediaType.TEXT_PLAIN)
                .body("status " + code + "\n");
    }

    @GetMapping(path = "/delay/{millis}", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Map<String, Object>> delay(@PathVariable int millis) {
        check(millis >= 0 && millis <= MAX_MILLIS, "a delay is 0 to " + MAX_MILLIS + " milliseconds");
        Map<String, Object> body = Map.of("delayedMs", millis);
        return Mono.delay(Duration.ofMillis(millis)).thenReturn(body);
    }

    @GetMapping(path = "/bytes/{count}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] bytes(@PathVariable int count) {
        check(count >= 0 && count <= MAX_BYTES, "a body has 0 to " + MAX_BYTES + " bytes");
        return new byte[count];
    }

    @RequestMapping(path = "/echo", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Map<String, Object>> echo(ServerHttpRequest request) {
        // not @RequestBody: forms and bytes are echoed too
        return DataBufferUtils.join(request.getBody(), MAX_BYTES)
                .map(DemoTarget::text)
                .defaultIfEmpty("")
                .map(body -> echo(request, body));
    }

    private static String text(DataBuffer buffer) {
        String text = buffer.toString(UTF_8);
        DataBufferUtils.release(buffer);
        return text;
    }

    private static Map<String, Object> echo(ServerHttpRequest request, String body) {
        Map<String, Object> echo = new LinkedHashMap<>();
        echo.put("method", request.getMethod().name());
        echo.put("path", request.getPath().value());
        echo.put("query", request.getQueryParams());
        Map<String, Object> headers = new LinkedHashMap<>();
        request.getHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        echo.put("headers", headers);
        echo.put("body", body);
        return echo;
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, rule);
        }
    }
}
