package io.loadbank.script.module.http;

import io.loadbank.http.Hop;
import java.util.Map;

/** The cookies a response sets, as its {@code cookies} field shows them. */
final class ResponseCookies {

    private ResponseCookies() {}

    static Map<String, Object> of(Hop hop) {
        return Map.of();
    }
}
