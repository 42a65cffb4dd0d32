package io.loadbank.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;

/** Counts the bytes that pass a socket; stands next to it, below TLS. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to the channel's handlers
final class WireCount extends ChannelDuplexHandler {

    /** Larger writes may be cut short by a close and count when they are through. */
    private static final int SURE = 1 << 15;

    private final Traffic traffic;

    WireCount(Traffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (message) {
            case ByteBuf bytes -> traffic.addReceived(bytes.readableBytes());
            case DatagramPacket packet -> traffic.addReceived(packet.content().readableBytes());
            default -> {}
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof DatagramPacket packet) {
            traffic.addSent(packet.content().readableBytes());
        } else if (message instanceof ByteBuf bytes) {
            int count = bytes.readableBytes();
            if (count <= SURE) {
                traffic.addSent(count);
            } else {
                promise.addListener(written -> {
                    if (written.isSuccess()) {
                        traffic.addSent(count);
                    }
                });
            }
        }
        context.write(message, promise);
    }
}
