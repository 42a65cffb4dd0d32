package io.loadbank.http;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The event loops that move the bytes of all clients of the daemon. Safe for many threads. */
public final class HttpTransport implements AutoCloseable {

    private static final int BLOCKING_THREADS = 8;

    private final EventLoopGroup loops;
    private final ExecutorService blocking;
    private final ExecutorService tasks;
    private final Dialer dialer;
    private final Egress egress;

    /** Opens that many event loops, on epoll where the platform has it. */
    public HttpTransport(int loops) {
        this(loops, Egress.DIRECT);
    }

    /** Opens that many event loops, on epoll where the platform has it. */
    public HttpTransport(int loops, Egress egress) {
        this(loops, Epoll.isAvailable(), egress);
    }

    HttpTransport(int loops, boolean epoll, Egress egress) {
        this(
                loops,
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory(),
                epoll ? EpollSocketChannel::new : NioSocketChannel::new,
                epoll ? EpollDatagramChannel::new : NioDatagramChannel::new,
                egress);
    }

    /** @param channels makes connections that those handlers can move, as datagrams does for QUIC */
    HttpTransport(
            int loops,
            IoHandlerFactory handlers,
            Supplier<SocketChannel> channels,
            Supplier<DatagramChannel> datagrams,
            Egress egress) {
        this.egress = egress;
        ThreadFactory threads = new DefaultThreadFactory("load-io", true);
        this.loops = new MultiThreadIoEventLoopGroup(loops, threads, handlers);
        this.blocking = Executors.newFixedThreadPool(BLOCKING_THREADS, new DefaultThreadFactory("load-blocking", true));
        this.tasks = Executors.newFixedThreadPool(loops, new DefaultThreadFactory("load-task", true));
        this.dialer = new Dialer(channels, datagrams, blocking, tasks);
    }

    /** A client for the first VU. */
    public HttpClient newClient(ConnectionPolicy policy) {
        return newClient(policy, 1);
    }

    /**
     * A client for one VU; it stays on one event loop.
     *
     * @param vu its number, from 1, by which it gets its local address
     */
    public HttpClient newClient(ConnectionPolicy policy, int vu) {
        EventLoop loop = loops.next();
        InetAddress asked = policy.localAddress();
        InetAddress local = asked == null ? egress.locals().of(vu) : asked;
        return new HttpClient(new ConnectionPool(loop, policy, egress, local, dialer, tasks));
    }

    /** The event loops, for who wants to know how busy they are. */
    public List<Executor> loops() {
        List<Executor> all = new ArrayList<>();
        loops.forEach(all::add);
        return all;
    }

    /** Connections that this machine, not a target, ever refused to open: it had no port or no file left. */
    public long refusals() {
        return dialer.refusals();
    }

    /** Closes every connection; clients that are blocked return. */
    @Override
    public void close() {
        blocking.shutdownNow();
        tasks.shutdown();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
