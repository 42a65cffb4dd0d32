package io.loadbank.http;

import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramChannel;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Opens HTTP/3 connections, each on a UDP socket of its own. Runs on the event loop of the pool it dials for. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to the channel's handlers
final class QuicDialer {

    /** What a peer may send on one stream before it hears that it was read. */
    private static final long STREAM_WINDOW = 4 << 20;

    private static final long CONNECTION_WINDOW = 16 << 20;
    /** How long a connection on which nothing comes is kept, unless the peer keeps it for less. */
    private static final long IDLE_SECONDS = 300;

    private final Supplier<DatagramChannel> channels;
    private final Executor tasks;

    /** @param tasks for what computes: handshakes */
    QuicDialer(Supplier<DatagramChannel> channels, Executor tasks) {
        this.channels = channels;
        this.tasks = tasks;
    }

    void dial(ConnectionPool pool, HopCall call, InetSocketAddress address, SslContext tls) {
        try {
            new Attempt(pool, call, address).open(tls);
        } catch (ChannelException e) {
            call.finish(H3Failures.dial(e, null, address));
        }
    }

    /** One connection on its way. */
    private final class Attempt extends ChannelInboundHandlerAdapter {
        private final ConnectionPool pool;
        private final HopCall call;
        private final InetSocketAddress address;
        private final DatagramChannel socket = channels.get();
        private final H3Connection connection;
        private @Nullable QuicSslEngine engine;
        private @Nullable Throwable refusal;

        Attempt(ConnectionPool pool, HopCall call, InetSocketAddress address) {
            this.pool = pool;
            this.call = call;
            this.address = address;
            this.connection = new H3Connection(pool, call.origin());
        }

        void open(SslContext context) {
            String host = call.url.host();
            socket.pipeline()
                    .addLast(new WireCount(pool.traffic))
                    .addLast(this)
                    .addLast(Http3.newQuicClientCodecBuilder()
                            .sslEngineProvider(quic -> {
                                QuicSslEngine made = pool.policy.tls().engine(context, quic.alloc(), host);
                                engine = made;
                                return made;
                            })
                            .sslTaskExecutor(tasks)
                            .maxIdleTimeout(IDLE_SECONDS, TimeUnit.SECONDS)
                            .initialMaxData(CONNECTION_WINDOW)
                            .initialMaxStreamDataBidirectionalLocal(STREAM_WINDOW)
                            .build());
            pool.loop.register(socket).addListener(registered -> {
                if (registered.isSuccess()) {
                    connect();
                } else {
                    socket.unsafe().closeForcibly();
                    failed(registered.cause());
                }
            });
        }

        /** A socket that is tied to its target hears when nobody listens there. */
        private void connect() {
            InetAddress local = pool.localAddress;
            call.phase = HopCall.Phase.CONNECT;
            call.channel = socket;
            call.marks.connectStart = System.nanoTime();
            socket.connect(address, local == null ? null : new InetSocketAddress(local, 0))
                    .addListener((ChannelFuture tied) -> {
                        if (tied.isSuccess() && !call.isDone()) {
                            shake();
                        } else {
                            socket.close();
                            failed(tied.cause());
                        }
                    });
        }

        private void shake() {
            call.phase = HopCall.Phase.HANDSHAKE;
            call.marks.connectEnd = System.nanoTime();
            call.marks.tlsStart = call.marks.connectEnd;
            call.peer = new Peer(address.getAddress().getHostAddress(), address.getPort(), "", "", null);
            QuicChannel.newBootstrap(socket)
                    .handler(connection)
                    .remoteAddress(address)
                    .connect()
                    .addListener((Future<QuicChannel> shaken) -> {
                        if (shaken.isSuccess()) {
                            shaken(shaken.getNow());
                        } else {
                            socket.close();
                            failed(shaken.cause());
                        }
                    });
        }

        private void shaken(QuicChannel quic) {
            quic.closeFuture().addListener(closed -> socket.close());
            call.marks.tlsEnd = System.nanoTime();
            SSLSession session = quic.sslEngine().getSession();
            connection.opened(
                    quic,
                    new Peer(
                            call.peer.ip(),
                            call.peer.port(),
                            TlsClient.versionName(session.getProtocol()),
                            session.getCipherSuite(),
                            Staple.UNKNOWN));
            // not at once: Netty has not yet counted the streams that the peer allows
            pool.loop.execute(() -> pool.connected(connection, call));
        }

        private void failed(@Nullable Throwable cause) {
            QuicSslEngine used = engine;
            TransportError untrusted = used == null ? null : QuicTls.refusal(used);
            if (untrusted != null) {
                call.finish(untrusted);
                return;
            }
            Throwable known = refusal;
            Throwable why = known != null ? known : cause == null ? new ClosedChannelException() : cause;
            call.finish(H3Failures.dial(why, connection.closing(), address));
        }

        /** The target's machine says that nobody listens, or the socket broke. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            refusal = cause;
            context.close();
        }
    }
}
