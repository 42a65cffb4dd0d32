package io.loadbank.http;

import org.jspecify.annotations.Nullable;

/** What a request wants to be spoken. */
public enum HttpVersion {
    /** HTTP/2 where a TLS server chooses it, else HTTP/1.1. */
    ANY,
    HTTP_1_1,
    /** Over QUIC, and nothing else if that fails. */
    HTTP_3;

    /** The version a script names, or null: {@code HTTP/1.1}, {@code HTTP/3}, or {@code HTTP/3.0} as responses say. */
    public static @Nullable HttpVersion of(String name) {
        return switch (name) {
            case "HTTP/1.1" -> HTTP_1_1;
            case "HTTP/3", "HTTP/3.0" -> HTTP_3;
            default -> null;
        };
    }
}
