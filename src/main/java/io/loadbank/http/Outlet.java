package io.loadbank.http;

import io.loadbank.http.NameResolver.Resolution;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a VU's HTTP client shares with the VU's other protocols: its event loop, its rules for names and TLS, its count of
 * bytes. Safe for many threads.
 */
public final class Outlet {

    private final ConnectionPool pool;

    Outlet(ConnectionPool pool) {
        this.pool = pool;
    }

    public EventLoop loop() {
        return pool.loop;
    }

    /** A channel for that loop, unconnected, whose bytes count as the client's. */
    public SocketChannel newChannel() {
        return pool.dialer.newChannel(pool.traffic);
    }

    /** Where connections are bound to; null for any. */
    public @Nullable InetAddress localAddress() {
        return pool.policy.localAddress();
    }

    /** Where a name leads by the run's rules. Never fails exceptionally. */
    public CompletableFuture<Resolution> resolve(String host, int port) {
        return pool.dialer.resolve(pool.policy, host, port);
    }

    /**
     * A TLS context that speaks HTTP/2, by the run's settings or changed ones. Fails exceptionally if the settings cannot
     * be used.
     *
     * @param change null for the run's own settings, whose context is made once a run
     */
    public CompletableFuture<SslContext> http2(@Nullable UnaryOperator<TlsSettings> change) {
        TlsClient own = pool.policy.tls();
        return pool.dialer.http2(change == null ? own : own.with(change));
    }
}
