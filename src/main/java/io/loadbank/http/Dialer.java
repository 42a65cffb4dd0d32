package io.loadbank.http;

import io.loadbank.http.NameResolver.Resolution;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Opens connections: looks the name up, connects, shakes hands. Runs on the event loop of the pool it dials for. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to the channel's handlers
final class Dialer {

    private final Supplier<SocketChannel> channels;
    private final QuicDialer quic;
    private final Executor blocking;
    private final Executor tasks;
    private final LongAdder refusals = new LongAdder();

    /**
     * A dialer.
     *
     * @param blocking for what waits: lookups, reading authorities
     * @param tasks for what computes: handshakes
     */
    Dialer(Supplier<SocketChannel> channels, Supplier<DatagramChannel> datagrams, Executor blocking, Executor tasks) {
        this.quic = new QuicDialer(datagrams, tasks);
        this.channels = () -> {
            try {
                return channels.get();
            } catch (ChannelException e) {
                if (Failures.isOfThisMachine(e)) {
                    refusals.increment();
                }
                throw e;
            }
        };
        this.blocking = blocking;
        this.tasks = tasks;
    }

    /** Connections that this machine, not the target, refused to open: it had no port or no file left. */
    long refusals() {
        return refusals.sum();
    }

    private TransportError failed(@Nullable Throwable cause, InetSocketAddress address) {
        if (Failures.isOfThisMachine(cause(cause))) {
            refusals.increment();
        }
        return Failures.dial(cause(cause), address);
    }

    /** What a connection needs to know before it can be opened. */
    private record Route(Resolution resolution, @Nullable SslContext tls) {}

    /** A channel that counts its bytes and is neither registered nor connected. */
    SocketChannel newChannel(Traffic traffic) {
        SocketChannel channel = channels.get();
        channel.pipeline().addLast(new WireCount(traffic));
        return channel;
    }

    CompletableFuture<Resolution> resolve(ConnectionPolicy policy, String host, int port) {
        return policy.names().resolve(host, port, blocking);
    }

    CompletableFuture<SslContext> http2(TlsClient tls) {
        return tls.http2(blocking);
    }

    void dial(ConnectionPool pool, HopCall call) {
        call.phase = HopCall.Phase.LOOKUP;
        CompletableFuture<Route> route = route(pool.policy, call);
        if (route.isDone()) {
            routed(pool, call, route);
            return;
        }
        route.whenComplete((found, failure) -> {
            try {
                pool.loop.execute(() -> routed(pool, call, route));
            } catch (RejectedExecutionException shutDown) {
                call.cancelled = true;
                call.finish(Failures.CLOSED);
            }
        });
    }

    private CompletableFuture<Route> route(ConnectionPolicy policy, HopCall call) {
        Proxy proxy = call.proxy;
        Url url = call.url;
        CompletableFuture<Resolution> lookup = proxy == null
                ? policy.names().resolve(url.host(), url.port(), blocking)
                : policy.names().resolve(proxy.host(), proxy.port(), blocking);
        if (call.quic) {
            return lookup.thenCombine(policy.tls().http3(blocking), Route::new);
        }
        return url.scheme().equals("https")
                ? lookup.thenCombine(policy.tls().ready(blocking), Route::new)
                : lookup.thenApply(resolution -> new Route(resolution, null));
    }

    private void routed(ConnectionPool pool, HopCall call, CompletableFuture<Route> route) {
        if (call.isDone()) {
            return;
        }
        if (route.isCompletedExceptionally()) {
            Throwable unusable = route.exceptionNow();
            call.finish(
                    call.quic
                            ? H3Failures.unavailable(unusable)
                            : TransportError.other("tls: " + unusable.getMessage()));
            return;
        }
        Route found = route.resultNow();
        switch (found.resolution()) {
            case Resolution.Refused refused -> call.finish(refused.error());
            case Resolution.Found target -> {
                SslContext tls = found.tls();
                if (call.quic && tls != null) {
                    quic.dial(pool, call, target.address(), tls);
                } else {
                    new Attempt(pool, call, target.address()).open(tls);
                }
            }
        }
    }

    /** One connection on its way. */
    private final class Attempt {
        private final ConnectionPool pool;
        private final HopCall call;
        private final InetSocketAddress address;
        private final SocketChannel channel = channels.get();
        private final Connection connection;
        private @Nullable SslHandler tls;
        private @Nullable ProxyHandler tunnel;

        Attempt(ConnectionPool pool, HopCall call, InetSocketAddress address) {
            this.pool = pool;
            this.call = call;
            this.address = address;
            ResponseReader reader = new ResponseReader(pool.policy.limits());
            this.connection = new Connection(pool, call.url.origin(), channel, reader);
        }

        void open(@Nullable SslContext context) {
            long connectMillis = pool.policy.limits().connectTimeout().toMillis();
            channel.config().setOption(ChannelOption.TCP_NODELAY, true);
            channel.config().setConnectTimeoutMillis((int) Math.min(Integer.MAX_VALUE, connectMillis));
            channel.config().setAutoClose(false);
            channel.pipeline().addLast(new WireCount(pool.traffic));
            Proxy proxy = call.proxy;
            if (proxy != null && !proxy.reads(call.url)) {
                tunnel = Tunnels.through(proxy, address);
                channel.pipeline().addLast(tunnel);
            }
            if (context != null) {
                boolean old = call.upgrade || call.old;
                boolean http2 = !old && pool.policy.http2() && pool.egress.http2();
                tls = pool.policy.tls().handler(context, channel.alloc(), call.url.host(), tasks, http2);
                channel.pipeline().addLast(tls);
            }
            channel.pipeline().addLast(connection);
            pool.loop.register(channel).addListener(registered -> {
                if (registered.isSuccess()) {
                    connect();
                } else {
                    channel.unsafe().closeForcibly();
                    call.finish(failed(registered.cause(), address));
                }
            });
        }

        private void connect() {
            InetAddress local = pool.localAddress;
            call.phase = HopCall.Phase.CONNECT;
            call.channel = channel;
            call.marks.connectStart = System.nanoTime();
            InetSocketAddress target =
                    tunnel == null ? address : InetSocketAddress.createUnresolved(call.url.host(), call.url.port());
            channel.connect(target, local == null ? null : new InetSocketAddress(local, 0))
                    .addListener((ChannelFuture done) -> connected(done));
        }

        private void connected(ChannelFuture done) {
            if (call.isDone()) {
                channel.close();
                return;
            }
            if (!done.isSuccess()) {
                channel.close();
                call.finish(failed(done.cause(), address));
                return;
            }
            call.marks.connectEnd = System.nanoTime();
            Peer plain = new Peer(address.getAddress().getHostAddress(), address.getPort(), "", "", null);
            connection.peer = plain;
            ProxyHandler opening = tunnel;
            if (opening == null) {
                through(plain);
                return;
            }
            opening.connectFuture().addListener(opened -> {
                if (opened.isSuccess()) {
                    through(plain);
                } else {
                    channel.close();
                    call.finish(Failures.proxy(cause(opened.cause())));
                }
            });
        }

        /** The way to the target is free. */
        private void through(Peer plain) {
            if (call.isDone()) {
                channel.close();
                return;
            }
            SslHandler handshake = tls;
            if (handshake == null) {
                pool.connected(connection, call);
                return;
            }
            call.phase = HopCall.Phase.HANDSHAKE;
            call.peer = plain;
            call.marks.tlsStart = tunnel == null ? call.marks.connectEnd : System.nanoTime();
            handshake.handshakeFuture().addListener(shaken -> {
                if (shaken.isSuccess()) {
                    secured(plain, handshake.engine());
                } else {
                    channel.close();
                    call.finish(Failures.handshake(cause(shaken.cause())));
                }
            });
        }

        private void secured(Peer plain, SSLEngine engine) {
            call.marks.tlsEnd = System.nanoTime();
            SSLSession session = engine.getSession();
            Peer peer = new Peer(
                    plain.ip(),
                    plain.port(),
                    TlsClient.versionName(session.getProtocol()),
                    session.getCipherSuite(),
                    Staple.of(session));
            if (TlsClient.HTTP2.equals(engine.getApplicationProtocol())) {
                H2Connection shared = H2Connection.of(pool, call.url.origin(), channel, peer);
                channel.pipeline().replace(connection, null, shared);
                pool.connected(shared, call);
            } else {
                connection.peer = peer;
                pool.connected(connection, call);
            }
        }
    }

    private static Throwable cause(@Nullable Throwable cause) {
        return cause == null ? new ClosedChannelException() : cause;
    }
}
