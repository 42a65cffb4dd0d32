package io.loadbank.http;

import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the clients of one run connect. Make one per run and share it: {@code names} holds the run's DNS cache and
 * {@code tls} its TLS context.
 *
 * @param noConnectionReuse every request opens a connection and says {@code Connection: close}
 * @param noVuConnectionReuse the caller means to call {@link HttpClient#closeIdle()} after each iteration
 * @param maxIdle idle connections that a client keeps
 * @param maxIdlePerHost idle connections that a client keeps for one scheme, host and port
 * @param localAddress what connections are bound to; null for any
 * @param http2 whether TLS servers may choose HTTP/2
 * @param tracing whether hops remember what they sent
 */
public record ConnectionPolicy(
        boolean noConnectionReuse,
        boolean noVuConnectionReuse,
        int maxIdle,
        int maxIdlePerHost,
        Limits limits,
        NameResolver names,
        TlsClient tls,
        @Nullable InetAddress localAddress,
        boolean http2,
        boolean tracing) {

    /**
     * What a hostile target can cost at most.
     *
     * @param connectTimeout of one TCP connect, whatever the request's timeout
     * @param maxHeaderBytes of a response's head, interim ones included
     * @param maxBodyBytes of a response's body that is kept, before and after decompression
     */
    public record Limits(Duration connectTimeout, int maxHeaderBytes, int maxBodyBytes) {
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(30), 1 << 20, 256 << 20);
    }

    /** Reuse, 20 idle connections, 6 per host, system DNS, TLS with the platform's authorities. */
    public static ConnectionPolicy defaults() {
        return new ConnectionPolicy(
                false, false, 20, 6, Limits.DEFAULT, NameResolver.system(), TlsClient.system(), null, true, false);
    }

    public ConnectionPolicy withNoConnectionReuse(boolean other) {
        return new ConnectionPolicy(
                other, noVuConnectionReuse, maxIdle, maxIdlePerHost, limits, names, tls, localAddress, http2, tracing);
    }

    public ConnectionPolicy withNoVuConnectionReuse(boolean other) {
        return new ConnectionPolicy(
                noConnectionReuse, other, maxIdle, maxIdlePerHost, limits, names, tls, localAddress, http2, tracing);
    }

    public ConnectionPolicy withMaxIdle(int total, int perHost) {
        return new ConnectionPolicy(
                noConnectionReuse,
                noVuConnectionReuse,
                total,
                perHost,
                limits,
                names,
                tls,
                localAddress,
                http2,
                tracing);
    }

    public ConnectionPolicy withLimits(Limits other) {
        return new ConnectionPolicy(
                noConnectionReuse,
                noVuConnectionReuse,
                maxIdle,
                maxIdlePerHost,
                other,
                names,
                tls,
                localAddress,
                http2,
                tracing);
    }

    public ConnectionPolicy withNames(NameResolver other) {
        return new ConnectionPolicy(
                noConnectionReuse,
                noVuConnectionReuse,
                maxIdle,
                maxIdlePerHost,
                limits,
                other,
                tls,
                localAddress,
                http2,
                tracing);
    }

    public ConnectionPolicy withTls(TlsClient other) {
        return new ConnectionPolicy(
                noConnectionReuse,
                noVuConnectionReuse,
                maxIdle,
                maxIdlePerHost,
                limits,
                names,
                other,
                localAddress,
                http2,
                tracing);
    }

    public ConnectionPolicy withLocalAddress(@Nullable InetAddress other) {
        return new ConnectionPolicy(
                noConnectionReuse,
                noVuConnectionReuse,
                maxIdle,
                maxIdlePerHost,
                limits,
                names,
                tls,
                other,
                http2,
                tracing);
    }

    public ConnectionPolicy withHttp2(boolean other) {
        return new ConnectionPolicy(
                noConnectionReuse,
                noVuConnectionReuse,
                maxIdle,
                maxIdlePerHost,
                limits,
                names,
                tls,
                localAddress,
                other,
                tracing);
    }

    public ConnectionPolicy withTracing(boolean other) {
        return new ConnectionPolicy(
                noConnectionReuse,
                noVuConnectionReuse,
                maxIdle,
                maxIdlePerHost,
                limits,
                names,
                tls,
                localAddress,
                http2,
                other);
    }
}
