package io.loadbank.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3Headers;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3Exception;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import io.netty.handler.codec.quic.QuicException;
import io.netty.handler.codec.quic.QuicStreamChannel;
import org.jspecify.annotations.Nullable;

/** One hop on an HTTP/3 connection: sends its request and reads its response. Confined to the connection's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to the listeners
final class H3Stream extends Http3RequestStreamInboundHandler implements Carrier {

    /** A peer that refuses again and again is believed in the end. */
    private static final int MAX_REPEATS = 6;
    /** Larger bodies go piece by piece, as fast as the peer takes them. */
    private static final int PIECE = 1 << 16;

    final HopCall call;
    /** Whether no other stream came before it on its connection. */
    final boolean first;
    /** What the connection had heard when this stream began. */
    final long heardBefore;

    private final H3Connection connection;
    private final FieldResponse response;
    private @Nullable QuicStreamChannel channel;
    private int bodyWritten;
    private boolean written;
    private boolean over;

    H3Stream(H3Connection connection, HopCall call, boolean first, long heardBefore, FieldResponse response) {
        this.connection = connection;
        this.call = call;
        this.first = first;
        this.heardBefore = heardBefore;
        this.response = response;
    }

    /** The stream is there: sends the request on it. */
    void open(QuicStreamChannel opened) {
        channel = opened;
        if (over) {
            reset();
            return;
        }
        DefaultHttp3Headers fields = new DefaultHttp3Headers(false, RequestFields.count(call));
        ChannelFuture head = opened.write(new DefaultHttp3HeadersFrame(RequestFields.write(fields, call)));
        byte[] body = call.body;
        if (body == null) {
            head.addListener((ChannelFutureListener) this::sent);
            opened.flush();
        } else {
            pump(opened, body);
        }
    }

    private void pump(QuicStreamChannel to, byte[] body) {
        while (bodyWritten < body.length && to.isWritable() && !over) {
            int count = Math.min(PIECE, body.length - bodyWritten);
            ByteBuf piece = Unpooled.wrappedBuffer(body, bodyWritten, count);
            bodyWritten += count;
            ChannelFuture write = to.write(new DefaultHttp3DataFrame(piece));
            if (bodyWritten == body.length) {
                write.addListener((ChannelFutureListener) this::sent);
            }
        }
        to.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext here) {
        byte[] body = call.body;
        QuicStreamChannel to = channel;
        if (to != null && body != null && bodyWritten < body.length && to.isWritable()) {
            pump(to, body);
        }
        here.fireChannelWritabilityChanged();
    }

    /** The request was written, or could not be. */
    private void sent(ChannelFuture future) {
        written = true;
        if (over) {
            return;
        }
        QuicStreamChannel opened = channel;
        if (future.isSuccess() && opened != null) {
            opened.shutdownOutput();
            call.marks.written = System.nanoTime();
        } else {
            Throwable cause = future.cause();
            lost(cause == null ? Failures.CLOSED : H3Failures.stream(cause));
        }
    }

    @Override
    protected void channelRead(ChannelHandlerContext here, Http3HeadersFrame frame) {
        connection.heard();
        if (!over && !response.fields(frame.headers().status(), frame.headers())) {
            refuse();
        }
    }

    @Override
    protected void channelRead(ChannelHandlerContext here, Http3DataFrame frame) {
        connection.heard();
        try {
            if (!over && !response.data(frame.content())) {
                refuse();
            }
        } finally {
            frame.release();
        }
    }

    /** The peer has said all it had to say. */
    @Override
    protected void channelInputClosed(ChannelHandlerContext here) {
        if (over) {
            return;
        }
        if (!response.isAnswered()) {
            fail(H3Failures.UNEXPECTED_END);
        } else if (response.isCut()) {
            fail(H3Failures.UNEXPECTED_END);
        } else {
            leave();
            if (!written) {
                reset();
            }
            call.complete(response.head(), response.takeBody());
        }
    }

    @Override
    protected void handleQuicException(ChannelHandlerContext here, QuicException broken) {
        if (H3Failures.isRejection(broken)) {
            unprocessed(H3Failures.stream(broken));
        } else {
            giveUp(H3Failures.stream(broken));
        }
    }

    @Override
    protected void handleHttp3Exception(ChannelHandlerContext here, Http3Exception broken) {
        giveUp(H3Failures.stream(broken));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext here, Throwable cause) {
        switch (cause) {
            case QuicException quic -> handleQuicException(here, quic);
            case Http3Exception http3 -> handleHttp3Exception(here, http3);
            default -> giveUp(H3Failures.stream(cause));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext here) {
        if (!over) {
            lost(connection.reason());
        }
        here.fireChannelInactive();
    }

    private void refuse() {
        TransportError why = response.failure;
        giveUp(why == null ? H3Failures.UNEXPECTED_END : why);
    }

    private void fail(TransportError why) {
        if (!over) {
            leave();
            call.fail(why, response.head(), response.takeBody());
        }
    }

    /** Ends the hop with that error and tells the peer that nothing more is wanted. */
    private void giveUp(TransportError why) {
        if (!over) {
            fail(why);
            reset();
        }
    }

    /** The peer has not looked at the request and never will: another connection may. */
    void unprocessed(TransportError why) {
        if (!over && call.repeats < MAX_REPEATS && call.marks.firstByte == Marks.NEVER) {
            leave();
            call.pool.moveOn(call);
        } else {
            fail(why);
        }
    }

    /** The connection broke under the hop: repeats it elsewhere if that is allowed, else fails it. */
    void lost(TransportError why) {
        if (!over && !first && call.repeatable && call.repeats == 0 && call.marks.firstByte == Marks.NEVER) {
            leave();
            call.pool.moveOn(call);
        } else {
            fail(why);
        }
    }

    @Override
    public void abandon(HopCall failed, TransportError why) {
        if (!over) {
            connection.doubt(this);
            giveUp(why);
        }
    }

    private void reset() {
        QuicStreamChannel opened = channel;
        if (opened != null && opened.isActive()) {
            opened.shutdown(Http3ErrorCode.H3_REQUEST_CANCELLED.code());
        }
    }

    private void leave() {
        over = true;
        call.carrier = null;
        connection.ended(this);
    }

    /** The number of its stream, or -1 before it has one. */
    long id() {
        QuicStreamChannel opened = channel;
        return opened == null ? -1 : opened.streamId();
    }
}
