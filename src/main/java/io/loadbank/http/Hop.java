package io.loadbank.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One round trip of an exchange: a redirect, an authentication challenge or the final answer.
 *
 * @param method as sent
 * @param url of this hop
 * @param status 0 on a transport error, 101 when the target wanted to switch protocols
 * @param statusText code and reason, {@code 200 OK}; empty on a transport error
 * @param proto {@code HTTP/1.1}; empty on a transport error
 * @param headers of the response, repeated ones joined by {@code ", "}, without {@code Transfer-Encoding}
 * @param setCookies the raw {@code Set-Cookie} values in wire order
 * @param remoteIp address that was connected to, empty if none was
 * @param remotePort 0 if none was connected to
 * @param tlsVersion {@code tls1.0} to {@code tls1.3}, empty when plain
 * @param tlsCipherSuite empty when plain
 * @param endEpochNanos when the hop ended, nanoseconds since 1970-01-01T00:00:00Z
 * @param challenge true if this is a 401 that the client answered by itself with the next hop
 * @param error why there is no usable response, or null
 * @param staple what came with the certificate; null when plain
 * @param sent what was sent, if the policy wants that remembered
 */
public record Hop(
        String method,
        Url url,
        int status,
        String statusText,
        String proto,
        Headers headers,
        List<String> setCookies,
        String remoteIp,
        int remotePort,
        String tlsVersion,
        String tlsCipherSuite,
        Timings timings,
        long endEpochNanos,
        boolean challenge,
        @Nullable TransportError error,
        @Nullable Sent sent,
        @Nullable Staple staple) {

    /**
     * A request as it was meant to go over the wire.
     *
     * @param head request line and fields in the form of HTTP/1.1, whatever was spoken
     */
    @SuppressWarnings("ArrayRecordComponent") // bodies are large: shared, never changed or compared
    public record Sent(String head, byte @Nullable [] body) {}

    /** The text an exception carries: method, URL and the error's own words; empty without an error. */
    public String failure() {
        TransportError failed = error;
        return failed == null ? "" : titled(method) + " \"" + url.redacted() + "\": " + failed.detail();
    }

    private static String titled(String method) {
        if (method.isEmpty()) {
            return "Get";
        }
        return method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
    }
}
