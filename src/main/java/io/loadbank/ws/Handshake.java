package io.loadbank.ws;

import io.loadbank.http.Auth;
import io.loadbank.http.Headers;
import io.loadbank.http.HttpVersion;
import io.loadbank.http.Request;
import io.loadbank.http.RequestCookies;
import io.loadbank.http.Url;
import io.loadbank.http.UrlResult;
import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketClientExtension;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateClientExtensionHandshaker;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One opening handshake: writes the request and judges the answer (RFC 6455, 4.1 and 4.2.2; RFC 7692). */
final class Handshake {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String DEFLATE = "permessage-deflate";
    private static final List<String> OWN =
            List.of("Upgrade", "Connection", "Sec-Websocket-Key", "Sec-Websocket-Version", "Sec-Websocket-Extensions");

    private final WsRequest asked;
    private final String key;

    Handshake(WsRequest asked) {
        this.asked = asked;
        byte[] nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        this.key = Base64.getEncoder().encodeToString(nonce);
    }

    /** The HTTP URL behind a WebSocket URL. */
    sealed interface Target {
        record Usable(Url url) implements Target {}

        record Unusable(String why) implements Target {}
    }

    static Target target(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("ws://") && !lower.startsWith("wss://")) {
            return new Target.Unusable("malformed ws or wss URL");
        }
        return switch (Url.parse("http" + url.substring(2))) {
            case UrlResult.Malformed(String reason) -> new Target.Unusable(reason);
            case UrlResult.Parsed(Url parsed) ->
                parsed.user() != null || parsed.host().isEmpty()
                        ? new Target.Unusable("malformed ws or wss URL")
                        : new Target.Usable(parsed);
        };
    }

    /** Which header of the caller's is the handshake's own business; null if none is. */
    @Nullable
    String duplicate() {
        for (String own : OWN) {
            if (asked.headers().get(own) != null) {
                return own;
            }
        }
        boolean twice = !asked.protocols().isEmpty() && asked.headers().get("Sec-WebSocket-Protocol") != null;
        return twice ? "Sec-Websocket-Protocol" : null;
    }

    Request request(Url url) {
        Headers.Builder headers = asked.headers().toBuilder();
        String protocol = headers.get("Sec-WebSocket-Protocol");
        if (!asked.protocols().isEmpty()) {
            protocol = String.join(", ", asked.protocols());
        }
        if (protocol != null) {
            headers.setExact("Sec-WebSocket-Protocol", protocol);
        }
        headers.set("Upgrade", "websocket").set("Connection", "Upgrade");
        headers.setExact("Sec-WebSocket-Key", key).setExact("Sec-WebSocket-Version", "13");
        if (asked.deflate()) {
            headers.setExact(
                    "Sec-WebSocket-Extensions", DEFLATE + "; server_no_context_takeover; client_no_context_takeover");
        }
        return new Request(
                "GET",
                url,
                headers.build(),
                null,
                asked.timeout(),
                0,
                false,
                new RequestCookies(asked.jar(), List.of()),
                Auth.BASIC,
                List.of(),
                HttpVersion.HTTP_1_1);
    }

    /** Whether the answer completes this very handshake. */
    boolean isAcceptedBy(Headers answer) {
        return hasToken(answer.get("Upgrade"), "websocket")
                && hasToken(answer.get("Connection"), "upgrade")
                && accept(key).equals(answer.get("Sec-Websocket-Accept"));
    }

    private static boolean hasToken(@Nullable String value, String token) {
        if (value != null) {
            for (String each : value.split(",", -1)) {
                if (each.strip().equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The extension in use, or whether the answer has some that nobody offered. */
    sealed interface Extension {
        record None() implements Extension {}

        record Deflate(WebSocketClientExtension codec) implements Extension {}

        record Unknown() implements Extension {}
    }

    Extension extension(String header) {
        if (header.isEmpty()) {
            return new Extension.None();
        }
        List<WebSocketExtensionData> agreed = WebSocketExtensionUtil.extractExtensions(header);
        if (!asked.deflate() || agreed.size() != 1) {
            return new Extension.Unknown();
        }
        WebSocketClientExtension codec = new PerMessageDeflateClientExtensionHandshaker(
                        6,
                        ZlibCodecFactory.isSupportingWindowSizeAndMemLevel(),
                        15,
                        true,
                        true,
                        asked.maxMessageBytes())
                .handshakeExtension(agreed.getFirst());
        return codec == null ? new Extension.Unknown() : new Extension.Deflate(codec);
    }
}
