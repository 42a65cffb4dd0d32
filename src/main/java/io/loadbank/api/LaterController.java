package io.loadbank.api;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What is planned and not there yet says so, instead of looking like a wrong address. */
@Hidden
@RestController
@RequestMapping("/api/v1/runs/{id}")
final class LaterController {

    @GetMapping({"/series", "/compare/{other}"})
    Mono<Void> sight(@PathVariable String id, ServerHttpRequest request) {
        return notYet(request);
    }

    private static Mono<Void> notYet(ServerHttpRequest request) {
        return Mono.error(Refusal.notFound(
                request.getPath().value() + " will be there in a later version; this one does not have it"));
    }
}
