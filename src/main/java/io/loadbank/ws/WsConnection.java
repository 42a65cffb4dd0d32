package io.loadbank.ws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One open WebSocket. Sending and closing work from any thread; what comes in is told to the listener on the event
 * loop. It stops reading while the listener is behind, and lets its owner wait while the peer is.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told by the channel's end
public final class WsConnection {

    /** Weight of untaken events above which nothing more is read, and below which reading goes on. */
    private static final long HIGH_WATER = 1 << 20;

    private static final long LOW_WATER = 1 << 18;

    /** Unsent bytes above which {@link #awaitRoom} waits. */
    private static final long ROOM = 4 << 20;

    /** How long a close frame may take to leave, and a peer to close after it has answered one. */
    private static final long PATIENCE_MILLIS = 1_000;

    private final Channel channel;
    private final Consumer<WsEvent> listener;
    private final int maxMessageBytes;
    private final AtomicLong untaken = new AtomicLong();
    private final AtomicLong unsent = new AtomicLong();
    private volatile @Nullable Thread waiting;
    /** Event loop only. */
    private boolean over;

    private boolean paused;

    WsConnection(Channel channel, Consumer<WsEvent> listener, int maxMessageBytes) {
        this.channel = channel;
        this.listener = listener;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Begins to read frames. On the event loop. */
    void start(Handshake.Extension extension, ByteBuf surplus) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(false)
                .allowMaskMismatch(false)
                .allowExtensions(extension instanceof Handshake.Extension.Deflate)
                .maxFramePayloadLength(maxMessageBytes)
                .closeOnProtocolViolation(true)
                .withUTF8Validator(false)
                .build()));
        pipeline.addLast(new WebSocket13FrameEncoder(true));
        if (extension instanceof Handshake.Extension.Deflate(var codec)) {
            pipeline.addLast(codec.newExtensionDecoder());
            pipeline.addLast(codec.newExtensionEncoder());
        }
        pipeline.addLast(new WebSocketFrameAggregator(maxMessageBytes));
        pipeline.addLast(new Reader());
        if (surplus.isReadable()) {
            pipeline.fireChannelRead(surplus.retainedSlice());
            pipeline.fireChannelReadComplete();
        }
        if (!channel.isActive()) {
            end(WsEvent.Closed.NO_FRAME, "", null);
        }
    }

    private final class Reader extends SimpleChannelInboundHandler<WebSocketFrame> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            switch (frame) {
                case TextWebSocketFrame text -> tell(new WsEvent.Text(text.text()));
                case BinaryWebSocketFrame binary -> tell(new WsEvent.Binary(bytes(binary.content())));
                case PingWebSocketFrame ping -> {
                    context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
                    tell(new WsEvent.Ping());
                }
                case PongWebSocketFrame pong ->
                    tell(new WsEvent.Pong(pong.content().toString(StandardCharsets.UTF_8)));
                case CloseWebSocketFrame close -> peerCloses(close);
                default -> {
                    // the aggregator leaves no continuation frames, and there are no other kinds
                }
            }
        }

        private void peerCloses(CloseWebSocketFrame close) {
            int code = close.statusCode() < 0 ? 1005 : close.statusCode();
            String reason = close.reasonText();
            leave(closeFrame(code, ""));
            end(code, reason, null);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            end(WsEvent.Closed.NO_FRAME, "", null);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            Throwable first = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
            end(WsEvent.Closed.NO_FRAME, "", text(first));
            leave(closeFrame(first instanceof TooLongFrameException ? 1009 : 1002, ""));
        }

        private String text(Throwable cause) {
            String message = cause.getMessage();
            if (message == null) {
                return "websocket: the connection broke";
            }
            return message.toLowerCase(Locale.ROOT).contains("connection reset")
                    ? "read: connection reset by peer"
                    : "websocket: " + message;
        }
    }

    /** A close frame with any code, also those that the codec's own constructor refuses; 1005 stands for no code. */
    private static CloseWebSocketFrame closeFrame(int code, String reason) {
        if (code == 1005) {
            return new CloseWebSocketFrame();
        }
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        ByteBuf content = Unpooled.buffer(2 + text.length);
        content.writeShort(code).writeBytes(text);
        return new CloseWebSocketFrame(true, 0, content);
    }

    /** Sends a last frame and closes, soon in any case. On the event loop. */
    private void leave(CloseWebSocketFrame last) {
        channel.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
        if (channel.isActive()) {
            channel.eventLoop().schedule(() -> channel.close(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static byte[] bytes(ByteBuf content) {
        byte[] bytes = new byte[content.readableBytes()];
        content.getBytes(content.readerIndex(), bytes);
        return bytes;
    }

    private void tell(WsEvent event) {
        if (over) {
            return;
        }
        if (untaken.addAndGet(event.weight()) > HIGH_WATER && !paused) {
            paused = true;
            channel.config().setAutoRead(false);
        }
        listener.accept(event);
    }

    private void end(int code, String reason, @Nullable String error) {
        if (!over) {
            over = true;
            listener.accept(new WsEvent.Closed(code, reason, error));
            LockSupport.unpark(waiting);
        }
    }

    /** Tells that an event was dealt with, so that more may come. Any thread. */
    public void taken(WsEvent event) {
        if (event instanceof WsEvent.Opened || event instanceof WsEvent.Refused || event instanceof WsEvent.Closed) {
            return;
        }
        long left = untaken.addAndGet(-event.weight());
        if (left <= LOW_WATER && left + event.weight() > LOW_WATER) {
            onLoop(() -> {
                if (paused && untaken.get() <= LOW_WATER) {
                    paused = false;
                    channel.config().setAutoRead(true);
                }
            });
        }
    }

    public void sendText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        send(new TextWebSocketFrame(Unpooled.wrappedBuffer(bytes)), bytes.length);
    }

    /** Sends a message of these bytes, which must not be changed any more. */
    public void sendBinary(byte[] bytes) {
        send(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes)), bytes.length);
    }

    /**
     * Sends a ping.
     *
     * @param payload comes back with the {@link WsEvent.Pong}; at most 125 bytes
     */
    public void ping(String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        send(new PingWebSocketFrame(Unpooled.wrappedBuffer(bytes)), bytes.length);
    }

    private void send(WebSocketFrame frame, int length) {
        unsent.addAndGet(length);
        channel.writeAndFlush(frame).addListener(_ -> {
            if (unsent.addAndGet(-length) <= ROOM) {
                LockSupport.unpark(waiting);
            }
        });
    }

    /** Payload bytes that were given to send and have not left. */
    public long unsent() {
        return unsent.get();
    }

    public boolean isOpen() {
        return channel.isActive();
    }

    /** Blocks the calling thread, one at a time, while too much is unsent. */
    public void awaitRoom(BooleanSupplier givenUp) {
        if (unsent.get() <= ROOM) {
            return;
        }
        waiting = Thread.currentThread();
        while (unsent.get() > ROOM && channel.isActive() && !givenUp.getAsBoolean()) {
            LockSupport.parkNanos(this, 100_000_000L);
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        waiting = null;
    }

    /** Sends a close frame; the {@link WsEvent.Closed} comes when the peer has answered it, or is gone. */
    public void sendClose(int code, String reason) {
        channel.writeAndFlush(closeFrame(code, reason));
    }

    /** Sends a close frame and drops the connection; no more events after what is on its way. Any thread. */
    public void drop(int code) {
        onLoop(() -> {
            over = true;
            paused = false;
            channel.config().setAutoRead(true);
            leave(closeFrame(code, ""));
        });
    }

    private void onLoop(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException shutDown) {
            channel.close();
        }
    }
}
