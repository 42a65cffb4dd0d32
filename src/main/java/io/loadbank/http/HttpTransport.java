package io.loadbank.http;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** The event loops that move the bytes of all clients of the daemon. Safe for many threads. */
public final class HttpTransport implements AutoCloseable {

    private final EventLoopGroup loops;

    /** Opens that many event loops, on epoll where the platform has it. */
    public HttpTransport(int loops) {
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.loops = new MultiThreadIoEventLoopGroup(loops, new DefaultThreadFactory("load", true), io);
    }

    /** A client for one VU; it stays on one event loop. */
    public HttpClient newClient(ConnectionPolicy policy) {
        return new HttpClient(loops.next(), policy);
    }

    /** Closes every connection; clients that are blocked return. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
