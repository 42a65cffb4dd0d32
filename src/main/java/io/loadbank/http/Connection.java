package io.loadbank.http;

import io.loadbank.http.ResponseReader.Progress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 connection of a client, with at most one hop on it. Confined to its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to the channel's handlers
final class Connection extends ChannelInboundHandlerAdapter implements Carrier, ChannelFutureListener {

    /** Up to this a body travels in the head's buffer. */
    private static final int INLINE = 1 << 14;
    /** Larger bodies go piece by piece, as fast as the socket takes them. */
    private static final int PIECE = 1 << 16;
    /** How long an answer may still come after a write has failed. */
    private static final long GRACE_MILLIS = 50;

    final String origin;
    final Channel channel;
    Peer peer = Peer.NONE;

    private final ConnectionPool pool;
    private final ResponseReader reader;
    private @Nullable HopCall call;
    private @Nullable TransportError broken;
    private boolean used;
    private boolean writing;
    private int bodyWritten;

    Connection(ConnectionPool pool, String origin, Channel channel, ResponseReader reader) {
        this.pool = pool;
        this.origin = origin;
        this.channel = channel;
        this.reader = reader;
    }

    /** Sends a request on this idle connection. */
    void send(HopCall next) {
        call = next;
        next.carrier = this;
        next.channel = channel;
        next.phase = HopCall.Phase.EXCHANGE;
        next.peer = peer;
        reader.begin(next.method.equals("HEAD"), next.discardBody);
        byte[] body = next.body;
        int inline = body != null && body.length <= INLINE ? body.length : 0;
        int headLength = next.head.length();
        ByteBuf out = channel.alloc().directBuffer(headLength + inline);
        out.writeBytes(next.head.bytes(), 0, headLength);
        writing = true;
        next.marks.ready = System.nanoTime();
        if (body == null || inline == body.length) {
            if (inline > 0) {
                out.writeBytes(body);
            }
            channel.writeAndFlush(out).addListener(this);
        } else {
            bodyWritten = 0;
            channel.write(out);
            pump(body);
        }
    }

    private void pump(byte[] body) {
        while (bodyWritten < body.length && channel.isWritable()) {
            int count = Math.min(PIECE, body.length - bodyWritten);
            ChannelFuture piece = channel.write(Unpooled.wrappedBuffer(body, bodyWritten, count));
            bodyWritten += count;
            if (bodyWritten == body.length) {
                piece.addListener(this);
            }
        }
        channel.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        HopCall current = call;
        if (current != null && current.body != null && writing && bodyWritten < current.body.length) {
            pump(current.body);
        }
        context.fireChannelWritabilityChanged();
    }

    /** The request was written, or could not be. */
    @Override
    public void operationComplete(ChannelFuture future) {
        writing = false;
        HopCall current = call;
        if (current == null) {
            return;
        }
        if (future.isSuccess()) {
            current.marks.written = System.nanoTime();
            return;
        }
        Throwable cause = future.cause();
        broken = Failures.write(cause == null ? new ClosedChannelException() : cause);
        TransportError why = broken;
        if (!channel.isActive()) {
            lost(why);
        } else {
            channel.eventLoop().schedule(() -> stillBroken(current, why), GRACE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void stillBroken(HopCall failed, TransportError why) {
        if (call == failed) {
            lost(why);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            HopCall current = call;
            if (current == null || !(message instanceof ByteBuf bytes)) {
                channel.close();
                return;
            }
            if (current.marks.firstByte == Marks.NEVER) {
                current.marks.firstByte = System.nanoTime();
            }
            switch (reader.read(bytes)) {
                case MORE -> {}
                case DONE -> {
                    if (current.upgrade && reader.head().status().status() == 101) {
                        giveAway(context, current, bytes);
                    } else {
                        complete(current, bytes.isReadable());
                    }
                }
                case FAILED -> fail(current, TransportError.other(reader.failure()));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void complete(HopCall done, boolean surplus) {
        call = null;
        used = true;
        done.carrier = null;
        done.channel = null;
        if (reader.keepAlive() && !done.closeAfter && !surplus && !writing && broken == null) {
            if (done.keeps) {
                done.kept = this;
            } else {
                pool.release(this);
            }
        } else {
            channel.close();
        }
        done.complete(reader.head(), reader.takeBody());
    }

    /** The server switches protocols: from here on the channel belongs to who asked for it. */
    private void giveAway(ChannelHandlerContext context, HopCall done, ByteBuf rest) {
        call = null;
        context.pipeline().remove(this);
        done.carrier = null;
        done.surplus = rest.readRetainedSlice(rest.readableBytes());
        done.complete(reader.head(), reader.takeBody());
    }

    private void fail(HopCall failed, TransportError why) {
        call = null;
        failed.carrier = null;
        failed.channel = null;
        channel.close();
        failed.fail(why, reader.head(), reader.takeBody());
    }

    @Override
    public void abandon(HopCall failed, TransportError why) {
        if (call == failed) {
            fail(failed, why);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        HopCall current = call;
        if (current == null) {
            pool.gone(this);
        } else if (broken != null) {
            lost(broken);
        } else if (reader.endOfStream() == Progress.DONE) {
            complete(current, true);
        } else {
            lost(TransportError.other(reader.failure()));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (call != null) {
            lost(broken == null ? Failures.read(cause) : broken);
        }
        channel.close();
    }

    /** The connection broke under a hop: repeats it elsewhere if that is allowed, else fails it. */
    private void lost(TransportError why) {
        HopCall current = call;
        if (current == null) {
            return;
        }
        if (used && !reader.started() && current.repeatable) {
            call = null;
            current.carrier = null;
            current.channel = null;
            channel.close();
            pool.repeat(current);
        } else {
            fail(current, why);
        }
    }
}
