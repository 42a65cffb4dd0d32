package io.loadbank.http;

import org.jspecify.annotations.Nullable;

/**
 * A cookie as a {@code Set-Cookie} header says it or a script sets it.
 *
 * @param quoted whether the value stood in double quotes, which are not part of it
 * @param domain attribute without leading dot, lower case; empty for the host alone
 * @param path attribute; empty for the default
 * @param maxAge seconds; 0 when absent, -1 when zero or negative
 * @param expiresEpochMillis null when absent or unreadable
 */
public record Cookie(
        String name,
        String value,
        boolean quoted,
        String domain,
        String path,
        boolean secure,
        boolean httpOnly,
        long maxAge,
        @Nullable Long expiresEpochMillis) {}
