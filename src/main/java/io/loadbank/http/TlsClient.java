package io.loadbank.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** The TLS side of a run's connections: versions, ciphers, trust and client certificates. Safe for many threads. */
public final class TlsClient {

    private static final List<String> VERSIONS = List.of("tls1.0", "tls1.1", "tls1.2", "tls1.3");
    private static final List<String> PROTOCOLS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

    private final TlsSettings settings;
    /** Built by the first connection: many runs never need it. */
    private @Nullable SslContext context;

    private TlsClient(TlsSettings settings) {
        this.settings = settings;
        protocols(settings);
    }

    /** The platform's authorities and protocol versions. */
    public static TlsClient system() {
        return of(TlsSettings.DEFAULT);
    }

    /**
     * TLS by a run's settings.
     *
     * @throws IllegalArgumentException if a version is unknown or the range is empty
     */
    public static TlsClient of(TlsSettings settings) {
        return new TlsClient(settings);
    }

    /** {@code tls1.3} for {@code TLSv1.3}. */
    static String versionName(String protocol) {
        int index = PROTOCOLS.indexOf(protocol);
        return index < 0 ? protocol : VERSIONS.get(index);
    }

    /** A handler that shakes hands with that host; the handshake has no timeout but the request's. */
    SslHandler handler(ByteBufAllocator allocator, String host, int port) throws SSLException {
        SslHandler handler = context().newHandler(allocator, host, port);
        handler.setHandshakeTimeoutMillis(0);
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(
                Cidr.address(host) == null && host.indexOf('.') > 0
                        ? List.of(new SNIHostName(java.net.IDN.toASCII(host, java.net.IDN.ALLOW_UNASSIGNED)))
                        : Collections.emptyList());
        parameters.setEndpointIdentificationAlgorithm(null);
        engine.setSSLParameters(parameters);
        return handler;
    }

    private synchronized SslContext context() throws SSLException {
        SslContext built = context;
        if (built == null) {
            built = build();
            context = built;
        }
        return built;
    }

    private SslContext build() throws SSLException {
        try {
            SslContextBuilder builder = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .endpointIdentificationAlgorithm(null)
                    .trustManager(
                            settings.insecureSkipVerify()
                                    ? ServerTrust.everybody()
                                    : ServerTrust.of(settings.authorities()));
            List<String> protocols = protocols(settings);
            if (!protocols.isEmpty()) {
                builder.protocols(protocols);
            }
            if (!settings.cipherSuites().isEmpty()) {
                builder.ciphers(ciphers(settings.cipherSuites()));
            }
            if (!settings.certificates().isEmpty()) {
                builder.keyManager(new ClientKeys(settings.certificates()));
            }
            return builder.build();
        } catch (GeneralSecurityException e) {
            throw new SSLException(e);
        }
    }

    /** The range as the JDK names it; empty for the platform's default. */
    private static List<String> protocols(TlsSettings settings) {
        String min = settings.minVersion();
        String max = settings.maxVersion();
        if (min == null && max == null) {
            return List.of();
        }
        int from = min == null ? VERSIONS.indexOf("tls1.2") : VERSIONS.indexOf(min);
        int to = max == null ? VERSIONS.size() - 1 : VERSIONS.indexOf(max);
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("unknown TLS version: " + (from < 0 ? min : max));
        }
        if (min == null) {
            from = Math.min(from, to);
        }
        if (from > to) {
            throw new IllegalArgumentException("TLS versions from " + min + " to " + max + " are an empty range");
        }
        return PROTOCOLS.subList(from, to + 1);
    }

    /** The asked suites for TLS 1.2 and below; those of TLS 1.3 are not for choosing. */
    private static List<String> ciphers(List<String> asked) {
        List<String> ciphers =
                new ArrayList<>(List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
                        "TLS_CHACHA20_POLY1305_SHA256"));
        for (String name : asked) {
            ciphers.add(name.endsWith("CHACHA20_POLY1305") ? name + "_SHA256" : name);
        }
        return ciphers;
    }
}
