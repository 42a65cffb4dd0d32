package io.loadbank.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A server that requests go through.
 *
 * @param user empty for a proxy that asks for none
 */
record Proxy(Kind kind, String host, int port, String user, String password) {

    enum Kind {
        HTTP,
        SOCKS5
    }

    /** Reads {@code http://user:password@host:port}; the scheme may be missing. */
    static Proxy parse(String text) {
        String full = text.contains("://") ? text : "http://" + text;
        if (!(Url.parse(full) instanceof UrlResult.Parsed(Url url))
                || url.host().isEmpty()) {
            throw new IllegalArgumentException("not the URL of a proxy");
        }
        Kind kind = switch (url.scheme()) {
            case "http" -> Kind.HTTP;
            case "socks5", "socks5h" -> Kind.SOCKS5;
            default ->
                throw new IllegalArgumentException("a proxy is reached by http or socks5, not by " + url.scheme());
        };
        int port = kind == Kind.SOCKS5 && !full.matches(".*:\\d+/?$") ? 1080 : url.port();
        String user = url.user();
        String password = url.password();
        return new Proxy(kind, url.host(), port, user == null ? "" : user, password == null ? "" : password);
    }

    /** Whether requests are sent to the proxy itself, which reads them; others go through a tunnel. */
    boolean reads(Url url) {
        return kind == Kind.HTTP && url.scheme().equals("http");
    }

    /** The value of {@code Proxy-Authorization}, or null. */
    @Nullable
    String authorization() {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return user.isEmpty() ? null : "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
        return kind + " " + host + ":" + port;
    }
}
