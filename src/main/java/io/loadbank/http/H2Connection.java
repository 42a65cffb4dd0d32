package io.loadbank.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection of a client, with as many hops on it as the peer allows. Confined to its event loop.
 *
 * <pre>
 * OPEN → LEAVING    GOAWAY came, or a hop timed out while the peer was silent: no new hops, those that run may end
 * OPEN, LEAVING → BROKEN   the peer broke the protocol, or the socket: all hops end
 * </pre>
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to the streams
final class H2Connection extends Http2ConnectionHandler implements SharedConnection {

    /** Streams that are opened before the peer has said how many it takes. */
    private static final int FIRST_STREAMS = 100;
    /** What a peer may send on one stream before it hears that it was read. */
    private static final int STREAM_WINDOW = 4 << 20;

    private static final int CONNECTION_WINDOW = 16 << 20;

    private enum State {
        OPEN,
        LEAVING,
        BROKEN
    }

    private final String origin;
    private final Channel channel;

    private final ConnectionPool pool;
    private final Peer peer;
    private final Http2Connection.PropertyKey key;
    private final Set<H2Stream> running = new HashSet<>(4);
    private State state = State.OPEN;
    private boolean greeted;
    private long read;
    private @Nullable ChannelHandlerContext context;
    private @Nullable TransportError farewell;

    private H2Connection(
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings, Place place) {
        super(decoder, encoder, settings);
        this.pool = place.pool();
        this.origin = place.origin();
        this.channel = place.channel();
        this.peer = place.peer();
        this.key = connection().newKey();
        H2Frames frames = new H2Frames(this);
        decoder.frameListener(frames);
        connection().addListener(frames);
    }

    private record Place(ConnectionPool pool, String origin, Channel channel, Peer peer) {}

    /** The handler for a channel whose peer has chosen HTTP/2. */
    static H2Connection of(ConnectionPool pool, String origin, Channel channel, Peer peer) {
        return new Builder(new Place(pool, origin, channel, peer)).build();
    }

    private static final class Builder extends AbstractHttp2ConnectionHandlerBuilder<H2Connection, Builder> {
        private final Place place;

        Builder(Place place) {
            this.place = place;
            server(false);
            initialSettings(Http2Settings.defaultSettings()
                    .pushEnabled(false)
                    .initialWindowSize(STREAM_WINDOW)
                    .maxHeaderListSize(place.pool().policy.limits().maxHeaderBytes()));
        }

        @Override
        protected H2Connection build() {
            return super.build();
        }

        @Override
        protected H2Connection build(
                Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
            return new H2Connection(decoder, encoder, settings, place);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) throws Exception {
        context = added;
        super.handlerAdded(added);
        Http2Connection both = connection();
        both.local().flowController().incrementWindowSize(both.connectionStream(), CONNECTION_WINDOW);
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public boolean hasRoom() {
        return state == State.OPEN
                && channel.isActive()
                && (greeted || running.size() < FIRST_STREAMS)
                && connection().local().canOpenStream();
    }

    @Override
    public void send(HopCall next) {
        ChannelHandlerContext here = context;
        boolean first = connection().local().lastStreamCreated() == 0;
        int id = connection().local().incrementAndGetNextStreamId();
        next.phase = HopCall.Phase.EXCHANGE;
        next.peer = peer;
        next.channel = null;
        if (here == null || id < 0) {
            leave();
            next.finish(Failures.CLOSED);
            return;
        }
        H2Stream stream = new H2Stream(this, next, id, first, read, pool.policy.limits());
        next.carrier = stream;
        running.add(stream);
        next.marks.ready = System.nanoTime();
        byte[] body = next.body;
        ChannelPromise head = here.newPromise();
        encoder().writeHeaders(here, id, fields(next), 0, body == null, head);
        Http2Stream opened = connection().stream(id);
        if (opened != null) {
            opened.setProperty(key, stream);
        }
        head.addListener((ChannelFutureListener) future -> stream.written(future, body == null));
        if (body != null && opened != null) {
            ChannelPromise all = here.newPromise();
            encoder().writeData(here, id, Unpooled.wrappedBuffer(body), 0, true, all);
            all.addListener((ChannelFutureListener) future -> stream.written(future, true));
        }
        flush(here);
    }

    private static Http2Headers fields(HopCall call) {
        return RequestFields.write(new DefaultHttp2Headers(false, RequestFields.count(call)), call);
    }

    /** Why a write on a stream failed. */
    TransportError writeFailure(Throwable cause, int id) {
        TransportError known = farewell;
        Http2Exception broken = embedded(cause);
        return known != null ? known : broken == null ? Failures.write(cause) : H2Failures.stream(broken, id);
    }

    private static @Nullable Http2Exception embedded(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof Http2Exception found) {
                return found;
            }
        }
        return null;
    }

    /** A hop is over; the connection may close with its last one. */
    void ended(H2Stream stream) {
        running.remove(stream);
        if (running.isEmpty() && state != State.BROKEN) {
            channel.eventLoop().execute(this::rest);
        }
    }

    /** Tells the peer that a stream is given up. */
    void reset(int id) {
        ChannelHandlerContext here = context;
        if (here != null && connection().stream(id) != null && channel.isActive()) {
            resetStream(here, id, Http2Error.CANCEL.code(), here.newPromise());
            flush(here);
        }
    }

    /** Whether the request of a stream has not been written to its end. */
    boolean isWriting(int id) {
        Http2Stream stream = connection().stream(id);
        return stream != null && stream.state().localSideOpen();
    }

    private void rest() {
        if (running.isEmpty() && channel.isActive()) {
            pool.rest(this);
        }
    }

    /** A stream is given up: if nothing at all has come meanwhile, the connection is not trusted with more. */
    void doubt(H2Stream stream) {
        if (stream.readBefore == read) {
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
        channel.close();
    }

    private void leave() {
        if (state == State.OPEN) {
            state = State.LEAVING;
            pool.gone(this);
        }
    }

    private void broken(TransportError why) {
        pool.gone(this);
        state = State.BROKEN;
        TransportError reason = farewell == null ? why : farewell;
        farewell = reason;
        List.copyOf(running).forEach(stream -> stream.lost(reason));
    }

    @Override
    public void channelRead(ChannelHandlerContext here, Object message) throws Exception {
        read++;
        super.channelRead(here, message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext here) throws Exception {
        broken(H2Failures.UNEXPECTED_EOF);
        super.channelInactive(here);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext here, Throwable cause) throws Exception {
        if (embedded(cause) != null) {
            super.exceptionCaught(here, cause);
        } else {
            broken(Failures.read(cause));
            here.close();
        }
    }

    /** The peer broke the protocol: tells it so, without waiting for anything it might still do. */
    @Override
    protected void onConnectionError(
            ChannelHandlerContext here, boolean outbound, Throwable cause, @Nullable Http2Exception known) {
        Http2Exception broken =
                known == null ? new Http2Exception(Http2Error.INTERNAL_ERROR, String.valueOf(cause)) : known;
        if (state != State.BROKEN) {
            TransportError why = H2Failures.connection(broken);
            farewell = why;
            broken(why);
        }
        goodbye(here, broken.error());
        here.close();
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext here, boolean outbound, Throwable cause, StreamException broken) {
        Http2Stream stream = connection().stream(broken.streamId());
        H2Stream ours = stream == null ? null : stream.getProperty(key);
        if (ours != null) {
            ours.fail(H2Failures.stream(broken, ours.id));
        }
        super.onStreamError(here, outbound, cause, broken);
    }

    /** Closes without the grace that the superclass gives to a peer which may never use it. */
    @Override
    public void close(ChannelHandlerContext here, ChannelPromise promise) {
        goodbye(here, Http2Error.NO_ERROR);
        here.close(promise);
    }

    private void goodbye(ChannelHandlerContext here, Http2Error code) {
        if (here.channel().isActive() && !connection().goAwaySent()) {
            goAway(here, 0, code.code(), Unpooled.EMPTY_BUFFER, here.newPromise());
            here.flush();
        }
    }

    /** The peer has said how much it takes. */
    void greeted() {
        greeted = true;
    }

    /** The hop's stream of that number, or null if it is over. */
    @Nullable
    H2Stream stream(int id) {
        Http2Stream stream = connection().stream(id);
        return stream == null ? null : stream.getProperty(key);
    }

    /** Streams above the last known one were not looked at; the first stream of all is believed to be the reason. */
    void dismissed(int lastStream, long code) {
        TransportError why = H2Failures.goAway(code, lastStream);
        farewell = why;
        leave();
        for (H2Stream stream : List.copyOf(running)) {
            if (stream.id > lastStream) {
                if (stream.first && code != Http2Error.NO_ERROR.code()) {
                    stream.fail(why);
                } else {
                    stream.unprocessed(why);
                }
            }
        }
        if (running.isEmpty()) {
            channel.close();
        }
    }

    /** A stream closed, perhaps before its hop was over. */
    void closed(Http2Stream stream) {
        H2Stream ours = stream.getProperty(key);
        if (ours != null && running.contains(ours) && !stream.isResetSent()) {
            channel.eventLoop().execute(() -> ours.lost(farewell == null ? H2Failures.UNEXPECTED_EOF : farewell));
        }
    }
}
