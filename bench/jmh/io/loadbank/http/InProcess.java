package io.loadbank.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A transport without a network: its connections answer what is written to them at once, on their event loop. */
public final class InProcess {

    private InProcess() {}

    /** A transport of one event loop whose every answer is a 200 with that JSON. */
    public static HttpTransport transport(String json) {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n";
        ByteBuf answer = Unpooled.unreleasableBuffer(
                Unpooled.directBuffer().writeBytes((head + json).getBytes(StandardCharsets.US_ASCII)));
        return new HttpTransport(1, NioIoHandler.newFactory(), () -> new Answering(answer), NioDatagramChannel::new, Egress.DIRECT);
    }

    /** Never connects; takes what is written as a request, and reads the answer. */
    private static final class Answering extends NioSocketChannel {
        private final ByteBuf answer;
        private volatile @Nullable SocketAddress remote;

        Answering(ByteBuf answer) {
            this.answer = answer;
        }

        @Override
        protected boolean doConnect(SocketAddress to, @Nullable SocketAddress from) {
            remote = to;
            return true;
        }

        @Override
        public boolean isActive() {
            return isOpen() && remote != null;
        }

        @Override
        protected @Nullable SocketAddress remoteAddress0() {
            return remote;
        }

        @Override
        protected SocketAddress localAddress0() {
            return new InetSocketAddress(0);
        }

        @Override
        protected void doBeginRead() {}

        @Override
        protected void doWrite(ChannelOutboundBuffer out) {
            boolean asked = false;
            while (out.current() != null) {
                asked |= out.current() instanceof ByteBuf bytes && bytes.isReadable();
                out.remove();
            }
            if (asked) {
                eventLoop().execute(() -> {
                    pipeline().fireChannelRead(answer.duplicate());
                    pipeline().fireChannelReadComplete();
                });
            }
        }
    }
}
