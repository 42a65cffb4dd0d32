package io.loadbank.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Answers to requests that carried an {@code Idempotency-Key}: who asks again gets the same answer, and nothing is done
 * again. Kept in memory for 24 hours, the oldest leave first when there are too many. Thread-safe.
 */
@Component
final class IdempotencyKeys {
    static final String HEADER = "Idempotency-Key";

    private static final Duration KEPT = Duration.ofHours(24);
    private static final int MAX_KEYS = 10_000;
    private static final int MAX_LENGTH = 255;

    private final InstantSource clock;

    /** By key, oldest first. Guarded by itself. */
    private final Map<String, Remembered> answers = new LinkedHashMap<>();

    IdempotencyKeys(InstantSource clock) {
        this.clock = clock;
    }

    private record Remembered(String fingerprint, Mono<? extends ResponseEntity<?>> answer, Instant since) {}

    /**
     * Does something at most once per key; without a key, each time.
     *
     * @param contents names the body; the same key with another body, path or query is refused
     */
    <T> Mono<ResponseEntity<T>> once(
            ServerHttpRequest request, String contents, Supplier<Mono<ResponseEntity<T>>> action) {
        String key = key(request);
        if (key == null) {
            return Mono.defer(action);
        }
        String fingerprint = new Fingerprint()
                .add(request.getMethod().name())
                .add(request.getURI().getRawPath())
                .add(String.valueOf(request.getURI().getRawQuery()))
                .add(contents)
                .text();
        synchronized (answers) {
            forgetOld();
            Remembered known = answers.get(key);
            if (known != null && !known.fingerprint().equals(fingerprint)) {
                return Mono.error(new Refusal(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        "the key " + key + " came with another request before, take a fresh one"));
            }
            if (known != null) {
                @SuppressWarnings("unchecked") // the fingerprint holds method and path, so it is the same type
                var answer = (Mono<ResponseEntity<T>>) known.answer();
                return answer;
            }
            // cached, so that a client that goes away does not undo it, and one that returns early waits for it
            Mono<ResponseEntity<T>> answer =
                    Mono.defer(action).doOnError(e -> forgetUnlessFinal(key, e)).cache();
            answers.put(key, new Remembered(fingerprint, answer, clock.instant()));
            return answer;
        }
    }

    private static @Nullable String key(ServerHttpRequest request) {
        List<String> keys = request.getHeaders().getOrEmpty(HEADER);
        if (keys.isEmpty()) {
            return null;
        }
        String key = keys.getFirst().strip();
        if (keys.size() > 1 || key.isEmpty() || key.length() > MAX_LENGTH) {
            throw new Refusal(
                    ProblemType.MALFORMED_REQUEST, HEADER + " must be one text of 1 to " + MAX_LENGTH + " characters");
        }
        return key;
    }

    /** A refusal of the input stays one; what may go well the next time is not remembered. */
    private void forgetUnlessFinal(String key, Throwable error) {
        boolean isFinal = error instanceof Refusal refusal && refusal.type().status() < 500;
        if (!isFinal) {
            synchronized (answers) {
                answers.remove(key);
            }
        }
    }

    private void forgetOld() {
        Instant oldest = clock.instant().minus(KEPT);
        Iterator<Remembered> each = answers.values().iterator();
        while (each.hasNext()) {
            if (each.next().since().isBefore(oldest) || answers.size() >= MAX_KEYS) {
                each.remove();
            } else {
                return;
            }
        }
    }
}
