package io.loadbank.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Adds to a hop's header fields what the client itself answers for: cookies, credentials, the connection's fate. */
final class HopHeaders {

    private HopHeaders() {}

    static Headers of(Request request, Url url, Headers given, boolean firstHop, boolean close) {
        String cookies = cookies(request.cookies(), url, given, firstHop);
        String authorization = given.get("Authorization") == null ? basic(request, url) : null;
        boolean addClose = close && given.get("Connection") == null;
        if (cookies == null && authorization == null && !addClose) {
            return given;
        }
        Headers.Builder headers = given.toBuilder();
        if (cookies != null) {
            headers.set("Cookie", cookies);
        }
        if (authorization != null) {
            headers.set("Authorization", authorization);
        }
        if (addClose) {
            headers.set("Connection", "close");
        }
        return headers.build();
    }

    private static @Nullable String basic(Request request, Url url) {
        String user = url.user();
        if (user == null || request.auth() != Auth.BASIC) {
            return null;
        }
        String password = url.password();
        byte[] pair = (user + ":" + (password == null ? "" : password)).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static @Nullable String cookies(RequestCookies cookies, Url url, Headers given, boolean firstHop) {
        CookieJar jar = cookies.jar();
        if (cookies.own().isEmpty() && (jar == null || jar.isEmpty())) {
            return null;
        }
        return CookieHeader.compose(firstHop ? given.get("Cookie") : null, cookies, url);
    }
}
