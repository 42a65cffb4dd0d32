package io.loadbank.ws;

import io.loadbank.http.CookieJar;
import io.loadbank.http.Headers;
import java.time.Duration;
import java.util.List;

/**
 * What a handshake asks for.
 *
 * @param url absolute, {@code ws} or {@code wss}; anything else is refused
 * @param headers beyond those of the handshake itself, such as {@code User-Agent}
 * @param protocols subprotocols in the order of preference
 * @param deflate whether per-message compression is offered
 * @param jar gives cookies and takes those of the answer
 * @param timeout of the whole handshake
 * @param maxMessageBytes of one message that is received, after decompression; a larger one breaks the connection
 */
public record WsRequest(
        String url,
        Headers headers,
        List<String> protocols,
        boolean deflate,
        CookieJar jar,
        Duration timeout,
        int maxMessageBytes) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    public WsRequest {
        protocols = List.copyOf(protocols);
    }
}
