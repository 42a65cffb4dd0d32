package io.loadbank.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;
import org.jspecify.annotations.Nullable;

/** The TLS side of a run's connections: versions, ciphers, trust and client certificates. Safe for many threads. */
public final class TlsClient {

    static final String HTTP2 = "h2";
    private static final String[] BOTH = {HTTP2, "http/1.1"};
    private static final List<String> VERSIONS = List.of("tls1.0", "tls1.1", "tls1.2", "tls1.3");
    private static final List<String> PROTOCOLS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

    private static final ApplicationProtocolConfig ONLY_HTTP2 = new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2);

    private final TlsSettings settings;
    /** Built for the first connection: many runs never need it. */
    private final AtomicReference<@Nullable CompletableFuture<SslContext>> context = new AtomicReference<>();

    private final AtomicReference<@Nullable CompletableFuture<SslContext>> http2 = new AtomicReference<>();

    private final AtomicReference<@Nullable CompletableFuture<SslContext>> http3 = new AtomicReference<>();

    /** Stands for the port in the key that TLS sessions are kept under, see {@link #handler}. */
    private final AtomicInteger connections = new AtomicInteger();

    private TlsClient(TlsSettings settings) {
        this.settings = settings;
        protocols(settings);
    }

    /** Whether certificates of servers are checked. */
    public boolean verifies() {
        return !settings.insecureSkipVerify();
    }

    /** The platform's authorities and protocol versions. */
    public static TlsClient system() {
        return of(TlsSettings.DEFAULT);
    }

    /**
     * TLS by a run's settings.
     *
     * @throws IllegalArgumentException if a version or a cipher suite is unknown, or the range of versions is empty
     */
    public static TlsClient of(TlsSettings settings) {
        checkCiphers(settings.cipherSuites());
        return new TlsClient(settings);
    }

    /** {@code tls1.3} for {@code TLSv1.3}. */
    static String versionName(String protocol) {
        int index = PROTOCOLS.indexOf(protocol);
        return index < 0 ? protocol : VERSIONS.get(index);
    }

    /** The same with other settings, sharing nothing. */
    TlsClient with(UnaryOperator<TlsSettings> change) {
        return of(change.apply(settings));
    }

    /** The context, on its way or there; reading the platform's authorities takes a while, so {@code blocking} does. */
    CompletableFuture<SslContext> ready(Executor blocking) {
        return ready(context, () -> build(null), blocking);
    }

    /** A context that offers HTTP/2 and nothing else. */
    CompletableFuture<SslContext> http2(Executor blocking) {
        return ready(http2, () -> build(ONLY_HTTP2), blocking);
    }

    /** A context for HTTP/3. Loads native code when it is first asked for. */
    CompletableFuture<SslContext> http3(Executor blocking) {
        return ready(http3, () -> QuicTls.context(settings), blocking);
    }

    private interface Building {
        SslContext build() throws GeneralSecurityException, SSLException;
    }

    private static CompletableFuture<SslContext> ready(
            AtomicReference<@Nullable CompletableFuture<SslContext>> place, Building building, Executor blocking) {
        CompletableFuture<SslContext> known = place.get();
        if (known != null) {
            return known;
        }
        CompletableFuture<SslContext> made = new CompletableFuture<>();
        if (!place.compareAndSet(null, made)) {
            return ready(place, building, blocking);
        }
        try {
            blocking.execute(() -> {
                try {
                    made.complete(building.build());
                } catch (GeneralSecurityException | SSLException | RuntimeException unusable) {
                    made.completeExceptionally(unusable);
                }
            });
        } catch (RejectedExecutionException shutDown) {
            made.completeExceptionally(shutDown);
        }
        return made;
    }

    /**
     * A handler that shakes hands with that host; the handshake has no timeout but the request's. Sessions are never
     * resumed, since each connection stands for another user: the JDK keeps them by host and port, so that a number
     * that is never the same in the port's place finds none.
     *
     * @param tasks runs the handshake's computations
     * @param http2 whether the server may choose HTTP/2
     */
    SslHandler handler(SslContext ready, ByteBufAllocator allocator, String host, Executor tasks, boolean http2) {
        SslHandler handler = ready.newHandler(allocator, host, connections.incrementAndGet(), tasks);
        handler.setHandshakeTimeoutMillis(0);
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(serverNames(host));
        parameters.setEndpointIdentificationAlgorithm(null);
        if (http2) {
            parameters.setApplicationProtocols(BOTH);
        }
        engine.setSSLParameters(parameters);
        return handler;
    }

    /** An engine of HTTP/3's context for that host; like {@link #handler} it never resumes a session. */
    QuicSslEngine engine(SslContext ready, ByteBufAllocator allocator, String host) {
        return ((QuicSslContext) ready).newEngine(allocator, host, connections.incrementAndGet());
    }

    /** Whom an engine shakes hands with; QUIC's engines know that in their session only. */
    static @Nullable String hostOf(SSLEngine engine) {
        String host = engine.getPeerHost();
        return host == null ? engine.getSession().getPeerHost() : host;
    }

    /** A host name as it is: the JDK's own class refuses underscores, which exist. */
    private static final class ServerName extends SNIServerName {
        ServerName(String ascii) {
            super(StandardConstants.SNI_HOST_NAME, ascii.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static List<SNIServerName> serverNames(String host) {
        if (Cidr.address(host) != null) {
            return List.of();
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        try {
            String ascii = IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
            return ascii.isEmpty() ? List.of() : List.of(new ServerName(ascii));
        } catch (IllegalArgumentException notAName) {
            return List.of();
        }
    }

    private SslContext build(@Nullable ApplicationProtocolConfig applicationProtocols)
            throws SSLException, GeneralSecurityException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .sessionCacheSize(1)
                .endpointIdentificationAlgorithm(null)
                .trustManager(
                        settings.insecureSkipVerify()
                                ? ServerTrust.everybody()
                                : ServerTrust.of(settings.authorities()));
        builder.protocols(protocols(settings));
        if (!settings.cipherSuites().isEmpty()) {
            builder.ciphers(ciphers(settings.cipherSuites()));
        }
        if (!settings.certificates().isEmpty()) {
            builder.keyManager(new ClientKeys(settings.certificates()));
        }
        if (applicationProtocols != null) {
            builder.applicationProtocolConfig(applicationProtocols);
        }
        return builder.build();
    }

    /** The range as the JDK names it; TLS 1.2 and above unless older ones are asked for. */
    private static List<String> protocols(TlsSettings settings) {
        String min = settings.minVersion();
        String max = settings.maxVersion();
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

    /** Refuses suites that this JDK does not have, all of them at once. */
    private static void checkCiphers(List<String> asked) {
        if (asked.isEmpty()) {
            return;
        }
        try {
            Set<String> supported =
                    Set.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
            List<String> unknown = new ArrayList<>(ciphers(asked));
            unknown.removeAll(supported);
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException("unknown TLS cipher suites: " + String.join(", ", unknown));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The asked suites for TLS 1.2 and below; those of TLS 1.3 are not for choosing. */
    private static List<String> ciphers(List<String> asked) {
        List<String> ciphers = new ArrayList<>(
                List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"));
        for (String name : asked) {
            ciphers.add(name.endsWith("CHACHA20_POLY1305") ? name + "_SHA256" : name);
        }
        return ciphers;
    }
}
