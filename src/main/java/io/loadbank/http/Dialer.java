package io.loadbank.http;

import io.loadbank.http.NameResolver.Resolution;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Opens connections: looks the name up, connects, shakes hands. Runs on the event loop of the pool it dials for. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to the channel's handlers
final class Dialer {

    private final Supplier<SocketChannel> channels;
    private final Executor lookups;

    Dialer(Supplier<SocketChannel> channels, Executor lookups) {
        this.channels = channels;
        this.lookups = lookups;
    }

    void dial(ConnectionPool pool, HopCall call) {
        call.phase = HopCall.Phase.LOOKUP;
        Url url = call.url;
        CompletableFuture<Resolution> lookup = pool.policy.names().resolve(url.host(), url.port(), lookups);
        if (lookup.isDone()) {
            resolved(pool, call, lookup.join());
            return;
        }
        lookup.thenAccept(resolution -> {
            try {
                pool.loop.execute(() -> resolved(pool, call, resolution));
            } catch (RejectedExecutionException shutDown) {
                call.cancelled = true;
                call.finish(Failures.CLOSED);
            }
        });
    }

    private void resolved(ConnectionPool pool, HopCall call, Resolution resolution) {
        if (call.isDone()) {
            return;
        }
        switch (resolution) {
            case Resolution.Refused refused -> call.finish(refused.error());
            case Resolution.Found found -> connect(pool, call, found.address());
        }
    }

    private void connect(ConnectionPool pool, HopCall call, InetSocketAddress address) {
        ConnectionPolicy policy = pool.policy;
        SocketChannel channel = channels.get();
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        channel.config().setConnectTimeoutMillis(
                (int) Math.min(Integer.MAX_VALUE, policy.limits().connectTimeout().toMillis()));
        channel.config().setAutoClose(false);
        ResponseReader reader = new ResponseReader(policy.limits());
        Connection connection = new Connection(pool, call.url.origin(), channel, reader);
        channel.pipeline().addLast(new WireCount(pool.traffic));
        SslHandler tls = null;
        if (call.url.scheme().equals("https")) {
            try {
                tls = policy.tls().handler(channel.alloc(), call.url.host(), call.url.port());
            } catch (SSLException | RuntimeException unusable) {
                channel.unsafe().closeForcibly();
                call.finish(TransportError.other("tls: " + unusable.getMessage()));
                return;
            }
            channel.pipeline().addLast(tls);
        }
        channel.pipeline().addLast(connection);
        SslHandler handshake = tls;
        pool.loop.register(channel).addListener(registered -> {
            if (!registered.isSuccess()) {
                channel.unsafe().closeForcibly();
                call.finish(Failures.dial(cause(registered.cause()), address));
                return;
            }
            call.phase = HopCall.Phase.CONNECT;
            call.channel = channel;
            call.marks.connectStart = System.nanoTime();
            InetSocketAddress local =
                    policy.localAddress() == null ? null : new InetSocketAddress(policy.localAddress(), 0);
            channel.connect(address, local)
                    .addListener((ChannelFuture done) -> connected(pool, call, connection, handshake, address, done));
        });
    }

    private void connected(
            ConnectionPool pool,
            HopCall call,
            Connection connection,
            @Nullable SslHandler tls,
            InetSocketAddress address,
            ChannelFuture done) {
        if (call.isDone()) {
            connection.channel.close();
            return;
        }
        if (!done.isSuccess()) {
            connection.channel.close();
            call.finish(Failures.dial(cause(done.cause()), address));
            return;
        }
        call.marks.connectEnd = System.nanoTime();
        connection.remoteIp = address.getAddress().getHostAddress();
        connection.remotePort = address.getPort();
        if (tls == null) {
            pool.connected(connection, call);
            return;
        }
        call.phase = HopCall.Phase.HANDSHAKE;
        call.remoteIp = connection.remoteIp;
        call.remotePort = connection.remotePort;
        call.marks.tlsStart = call.marks.connectEnd;
        tls.handshakeFuture().addListener(shaken -> {
            if (call.isDone()) {
                connection.channel.close();
            } else if (shaken.isSuccess()) {
                call.marks.tlsEnd = System.nanoTime();
                SSLSession session = tls.engine().getSession();
                connection.tlsVersion = TlsClient.versionName(session.getProtocol());
                connection.tlsCipherSuite = session.getCipherSuite();
                pool.connected(connection, call);
            } else {
                connection.channel.close();
                call.finish(Failures.handshake(cause(shaken.cause())));
            }
        });
    }

    private static Throwable cause(@Nullable Throwable cause) {
        return cause == null ? new ClosedChannelException() : cause;
    }
}
