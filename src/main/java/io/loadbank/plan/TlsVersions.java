package io.loadbank.plan;

import org.jspecify.annotations.Nullable;

/** The range of TLS versions, {@code tls1.0} to {@code tls1.3}; a null end is open. */
public record TlsVersions(@Nullable String min, @Nullable String max) {}
