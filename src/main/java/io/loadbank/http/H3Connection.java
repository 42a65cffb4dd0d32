package io.loadbank.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http3.DefaultHttp3SettingsFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ClientConnectionHandler;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3GoAwayFrame;
import io.netty.handler.codec.http3.Http3Settings;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/3 connection of a client, with as many hops on it as the peer allows. Confined to its event loop.
 *
 * <pre>
 * DIALLING → OPEN          the handshake is done
 * OPEN → LEAVING           GOAWAY came, or a hop timed out while the peer was silent: no new hops, those that run may end
 * any → GONE               the peer closed it, broke the protocol, or was silent for too long: all hops end
 * </pre>
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to the streams
final class H3Connection extends ChannelInitializer<QuicChannel> implements SharedConnection {

    private enum State {
        DIALLING,
        OPEN,
        LEAVING,
        GONE
    }

    private final ConnectionPool pool;
    private final String origin;
    private final Set<H3Stream> running = new HashSet<>(4);
    private State state = State.DIALLING;
    private Peer peer = Peer.NONE;
    private @Nullable QuicChannel channel;
    private @Nullable QuicConnectionCloseEvent closing;
    private boolean used;
    private long heard;

    H3Connection(ConnectionPool pool, String origin) {
        this.pool = pool;
        this.origin = origin;
    }

    @Override
    protected void initChannel(QuicChannel quic) {
        Http3Settings settings = Http3Settings.defaultSettings()
                .maxFieldSectionSize(pool.policy.limits().maxHeaderBytes());
        quic.pipeline()
                .addLast(new Http3ClientConnectionHandler(
                        new Control(), null, null, new DefaultHttp3SettingsFrame(settings), true))
                .addLast(new Watch());
    }

    /** What the peer says of the whole connection. */
    private final class Control extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext here, Object frame) {
            heard++;
            if (frame instanceof Http3GoAwayFrame goAway) {
                dismissed(goAway.id());
            }
            ReferenceCountUtil.release(frame);
        }
    }

    private final class Watch extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext here, Object event) {
            if (event instanceof QuicConnectionCloseEvent close) {
                closing = close;
            }
            here.fireUserEventTriggered(event);
        }

        @Override
        public void channelInactive(ChannelHandlerContext here) {
            gone();
            here.fireChannelInactive();
        }

        /** Whatever breaks the protocol closes the connection, which then says why. */
        @Override
        public void exceptionCaught(ChannelHandlerContext here, Throwable cause) {
            here.close();
        }
    }

    /** The handshake is done. */
    void opened(QuicChannel quic, Peer known) {
        channel = quic;
        peer = known;
        if (quic.isActive()) {
            state = State.OPEN;
        }
    }

    /** What the peer said when it closed the connection, if it did. */
    @Nullable
    QuicConnectionCloseEvent closing() {
        return closing;
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public boolean hasRoom() {
        QuicChannel quic = channel;
        return state == State.OPEN
                && quic != null
                && quic.isActive()
                && quic.peerAllowedStreams(QuicStreamType.BIDIRECTIONAL) > 0;
    }

    @Override
    public void send(HopCall next) {
        next.phase = HopCall.Phase.EXCHANGE;
        next.peer = peer;
        next.channel = null;
        QuicChannel quic = channel;
        if (quic == null || !quic.isActive()) {
            next.finish(reason());
            return;
        }
        FieldResponse response = new FieldResponse("HTTP/3.0", next, pool.policy.limits());
        H3Stream stream = new H3Stream(this, next, !used, heard, response);
        used = true;
        next.carrier = stream;
        running.add(stream);
        next.marks.ready = System.nanoTime();
        Http3.newRequestStream(quic, stream).addListener((Future<QuicStreamChannel> made) -> {
            if (made.isSuccess()) {
                stream.open(made.getNow());
            } else {
                Throwable cause = made.cause();
                leave();
                stream.unprocessed(cause == null ? Failures.CLOSED : H3Failures.stream(cause));
            }
        });
    }

    /** Something has come from the peer. */
    void heard() {
        heard++;
    }

    /** A hop is over; the connection may close with its last one. */
    void ended(H3Stream stream) {
        running.remove(stream);
        if (running.isEmpty() && state != State.GONE) {
            pool.loop.execute(this::rest);
        }
    }

    private void rest() {
        if (running.isEmpty() && state != State.GONE) {
            pool.rest(this);
        }
    }

    /** A stream is given up: if nothing at all has come meanwhile, the connection is not trusted with more. */
    void doubt(H3Stream stream) {
        if (stream.heardBefore == heard) {
            leave();
        }
    }

    @Override
    public void closeIfIdle() {
        if (running.isEmpty()) {
            leave();
            close();
        }
    }

    @Override
    public void close() {
        QuicChannel quic = channel;
        if (quic != null) {
            quic.close(true, Http3ErrorCode.H3_NO_ERROR.code(), Unpooled.EMPTY_BUFFER);
        }
    }

    private void leave() {
        if (state == State.OPEN) {
            state = State.LEAVING;
            pool.gone(this);
        }
    }

    /** Why the connection is gone, as far as that is known. */
    TransportError reason() {
        QuicConnectionCloseEvent told = closing;
        QuicChannel quic = channel;
        return told != null ? H3Failures.closed(told) : H3Failures.lost(quic != null && quic.isTimedOut());
    }

    private void gone() {
        boolean shared = state != State.DIALLING;
        state = State.GONE;
        if (shared) {
            pool.gone(this);
        }
        TransportError why = reason();
        List.copyOf(running).forEach(stream -> stream.lost(why));
    }

    /** Requests from that stream on were not looked at. */
    private void dismissed(long from) {
        leave();
        for (H3Stream stream : List.copyOf(running)) {
            if (stream.id() < 0 || stream.id() >= from) {
                stream.unprocessed(H3Failures.goAway());
            }
        }
        if (running.isEmpty()) {
            close();
        }
    }
}
