package io.loadbank.api;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Reads request bodies up to a limit. What is beyond is drained, so that the client gets to read its answer. */
final class BodyReader {
    /** Beyond this the connection is closed instead. */
    private static final long MAX_DRAINED_BYTES = 64L << 20;

    private BodyReader() {}

    /**
     * The whole body.
     *
     * @param limit in bytes; a longer body is a {@link ProblemType#TOO_LARGE}
     * @param what the body in words, for the message
     */
    static Mono<byte[]> read(ServerHttpRequest request, long limit, String what) {
        long declared = request.getHeaders().getContentLength();
        if (declared > limit && (declared > MAX_DRAINED_BYTES || waitsForContinue(request))) {
            return Mono.error(tooLarge(declared, limit, what));
        }
        return Mono.defer(() -> {
            var body = new Body(limit, Math.max(0, Math.min(declared, limit)));
            return request.getBody().takeUntil(body::take).then(Mono.fromSupplier(() -> {
                if (body.seen > limit) {
                    throw tooLarge(body.seen, limit, what);
                }
                return body.bytes.toByteArray();
            }));
        });
    }

    /** Reads and forgets what is left of a body that nobody read. */
    static Mono<Void> drain(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        boolean hasBody = headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
        if (!hasBody || waitsForContinue(request) || headers.getContentLength() > MAX_DRAINED_BYTES) {
            return Mono.empty();
        }
        var nothing = new Body(0, 0);
        return request.getBody().takeUntil(nothing::take).then().onErrorComplete();
    }

    /** Such a client has sent nothing yet, and will not once it has its answer. */
    private static boolean waitsForContinue(ServerHttpRequest request) {
        List<String> expectations = request.getHeaders().getOrEmpty(HttpHeaders.EXPECT);
        return expectations.stream().anyMatch(it -> it.toLowerCase(Locale.ROOT).contains("100-continue"));
    }

    private static Refusal tooLarge(long seen, long limit, String what) {
        String detail = seen > MAX_DRAINED_BYTES
                ? what + " may have " + limit + " bytes, this is far more"
                : what + " may have " + limit + " bytes, this one has " + seen;
        var refusal = new Refusal(ProblemType.TOO_LARGE, detail);
        return seen > MAX_DRAINED_BYTES ? refusal.with(HttpHeaders.CONNECTION, "close") : refusal;
    }

    /** What came so far; one buffer after the other. */
    private static final class Body {
        private final long limit;
        private final ByteArrayOutputStream bytes;
        private long seen;

        Body(long limit, long expected) {
            this.limit = limit;
            this.bytes = new ByteArrayOutputStream((int) expected);
        }

        /** Whether it is enough. */
        boolean take(DataBuffer buffer) {
            int count = buffer.readableByteCount();
            seen += count;
            if (seen <= limit) {
                byte[] chunk = new byte[count];
                buffer.read(chunk);
                bytes.writeBytes(chunk);
            } else {
                bytes.reset();
            }
            DataBufferUtils.release(buffer);
            return seen > MAX_DRAINED_BYTES;
        }
    }
}
