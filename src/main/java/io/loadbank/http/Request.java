package io.loadbank.http;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request as a script asked for it, before redirects.
 *
 * @param method sent as given; empty means GET
 * @param headers the script's and the defaults, one value per name; {@code Host} overrides the Host line,
 *     {@code Content-Length} and {@code Transfer-Encoding} are recomputed, an empty {@code User-Agent} is not sent
 * @param body plain bytes, never changed; null for none
 * @param timeout for the whole chain, connecting and reading the body included; zero and negative expire at once
 * @param maxRedirects hops to follow; negative acts as 0
 * @param discardBody drop the response body as it comes
 * @param auth how user info in the URL is sent, unless the request has its own {@code Authorization}
 * @param compression applied to the body in this order
 * @param version what is to be spoken, on every hop
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are large: shared, never changed or compared
public record Request(
        String method,
        Url url,
        Headers headers,
        byte @Nullable [] body,
        Duration timeout,
        int maxRedirects,
        boolean discardBody,
        RequestCookies cookies,
        Auth auth,
        List<ContentCoding> compression,
        HttpVersion version) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    public static final int DEFAULT_MAX_REDIRECTS = 10;

    public Request {
        if (method.isEmpty()) {
            method = "GET";
        }
        compression = List.copyOf(compression);
    }

    /** A request without headers, body and cookies, with the default timeout and redirect limit. */
    public static Request of(String method, Url url) {
        return new Request(
                method,
                url,
                Headers.EMPTY,
                null,
                DEFAULT_TIMEOUT,
                DEFAULT_MAX_REDIRECTS,
                false,
                RequestCookies.NONE,
                Auth.BASIC,
                List.of(),
                HttpVersion.ANY);
    }

    public Request withHeaders(Headers other) {
        return new Request(
                method, url, other, body, timeout, maxRedirects, discardBody, cookies, auth, compression, version);
    }

    public Request withBody(byte @Nullable [] other) {
        return new Request(
                method, url, headers, other, timeout, maxRedirects, discardBody, cookies, auth, compression, version);
    }

    public Request withTimeout(Duration other) {
        return new Request(
                method, url, headers, body, other, maxRedirects, discardBody, cookies, auth, compression, version);
    }

    public Request withMaxRedirects(int other) {
        return new Request(
                method, url, headers, body, timeout, other, discardBody, cookies, auth, compression, version);
    }

    public Request withDiscardBody(boolean other) {
        return new Request(
                method, url, headers, body, timeout, maxRedirects, other, cookies, auth, compression, version);
    }

    public Request withCookies(RequestCookies other) {
        return new Request(
                method, url, headers, body, timeout, maxRedirects, discardBody, other, auth, compression, version);
    }

    public Request withAuth(Auth other) {
        return new Request(
                method, url, headers, body, timeout, maxRedirects, discardBody, cookies, other, compression, version);
    }

    public Request withCompression(List<ContentCoding> other) {
        return new Request(
                method, url, headers, body, timeout, maxRedirects, discardBody, cookies, auth, other, version);
    }

    public Request withVersion(HttpVersion other) {
        return new Request(
                method, url, headers, body, timeout, maxRedirects, discardBody, cookies, auth, compression, other);
    }
}
