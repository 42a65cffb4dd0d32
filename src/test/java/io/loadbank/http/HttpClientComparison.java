package io.loadbank.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * Compares this package's client with Reactor Netty's: platform threads that each GET 100 bytes of JSON again and again
 * from a server in the same JVM. Run by hand; prints requests per second, CPU per request of the process without the
 * target's thread, and that thread's.
 *
 * <p>Arguments: threads (50), seconds of each measurement (10), rounds (3), event loops (2), virtual (for virtual
 * threads).
 */
final class HttpClientComparison {

    private static final byte[] ANSWER = answer();

    private static long targetThread;

    private HttpClientComparison() {}

    /** One blocking GET; what came is counted by its length. */
    private interface Sender extends AutoCloseable {
        int send();

        @Override
        void close();
    }

    public static void main(String[] arguments) throws Exception {
        int threads = argument(arguments, 0, 50);
        int seconds = argument(arguments, 1, 10);
        int rounds = argument(arguments, 2, 3);
        int loops = argument(arguments, 3, 2);
        boolean virtual = arguments.length > 4 && arguments[4].equals("virtual");
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        Channel server = serve(group);
        targetThread = group.submit(() -> Thread.currentThread().threadId()).get();
        String url = "http://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort() + "/json";
        LoopResources resources = LoopResources.create("reactor", loops, true);
        try (HttpTransport transport = new HttpTransport(loops)) {
            Supplier<Sender> loadbank = () -> loadbank(transport, url);
            Supplier<Sender> reactor = () -> reactor(resources, url);
            measure("warm-up loadbank", loadbank, threads, seconds, virtual);
            measure("warm-up reactor ", reactor, threads, seconds, virtual);
            for (int round = 1; round <= rounds; round++) {
                measure("loadbank", loadbank, threads, seconds, virtual);
                measure("reactor ", reactor, threads, seconds, virtual);
            }
        }
        resources.dispose();
        group.shutdownGracefully();
    }

    private static Sender loadbank(HttpTransport transport, String url) {
        HttpClient client = transport.newClient(ConnectionPolicy.defaults());
        Request request = Request.of("GET", TestClient.url(url)).withHeaders(Headers.of("User-Agent", "comparison"));
        return new Sender() {
            @Override
            public int send() {
                byte[] body = client.send(request).body();
                return body == null ? -1 : body.length;
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }

    private static Sender reactor(LoopResources loops, String url) {
        ConnectionProvider provider =
                ConnectionProvider.builder("vu").maxConnections(1).build();
        reactor.netty.http.client.HttpClient client =
                reactor.netty.http.client.HttpClient.create(provider).runOn(loops);
        return new Sender() {
            @Override
            public int send() {
                byte[] body = client.get()
                        .uri(url)
                        .responseSingle((response, content) -> content.asByteArray())
                        .block();
                return body == null ? -1 : body.length;
            }

            @Override
            public void close() {
                provider.dispose();
            }
        };
    }

    private static void measure(String name, Supplier<Sender> senders, int threads, int seconds, boolean virtual)
            throws InterruptedException {
        LongAdder count = new LongAdder();
        LongAdder wrong = new LongAdder();
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Runnable work = () -> work(senders, stop, count, wrong);
            running.add(
                    virtual
                            ? Thread.ofVirtual().start(work)
                            : Thread.ofPlatform().start(work));
        }
        Thread.sleep(500);
        long countBefore = count.sum();
        long cpuBefore = cpuNanos();
        long targetBefore = targetNanos();
        long bytesBefore = allocatedBytes(running);
        long before = System.nanoTime();
        Thread.sleep(seconds * 1000L);
        long requests = count.sum() - countBefore;
        double targetMicros = (targetNanos() - targetBefore) / 1000.0;
        double cpuMicros = (cpuNanos() - cpuBefore) / 1000.0 - targetMicros;
        double bytes = allocatedBytes(running) - bytesBefore;
        double elapsed = (System.nanoTime() - before) / 1e9;
        stop.set(true);
        for (Thread thread : running) {
            thread.join();
        }
        System.out.printf(
                "%-17s %8.0f req/s  %5.1f µs CPU/req  (+ target %4.1f)  %6.0f B/req in callers  %d wrong%n",
                name, requests / elapsed, cpuMicros / requests, targetMicros / requests, bytes / requests, wrong.sum());
    }

    private static void work(Supplier<Sender> senders, AtomicBoolean stop, LongAdder count, LongAdder wrong) {
        try (Sender sender = senders.get()) {
            while (!stop.get()) {
                if (sender.send() == 100) {
                    count.increment();
                } else {
                    wrong.increment();
                }
            }
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long targetNanos() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(targetThread);
    }

    private static long allocatedBytes(List<Thread> threads) {
        com.sun.management.ThreadMXBean beans = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (Thread thread : threads) {
            bytes += thread.isVirtual() ? 0 : beans.getThreadAllocatedBytes(thread.threadId());
        }
        return bytes;
    }

    private static Channel serve(EventLoopGroup group) throws InterruptedException {
        return new ServerBootstrap()
                .group(group)
                .channel(EpollServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Answers());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    /** As cheap as a target can be: every read that ends a head gets the same answer. */
    @Sharable
    private static final class Answers extends ChannelInboundHandlerAdapter {
        private static final ByteBuf PREPARED = Unpooled.unreleasableBuffer(
                Unpooled.directBuffer().writeBytes(ANSWER).asReadOnly());

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            boolean ends = bytes.readableBytes() >= 4 && bytes.getByte(bytes.writerIndex() - 1) == '\n';
            ReferenceCountUtil.release(message);
            if (ends) {
                context.writeAndFlush(PREPARED.duplicate());
            }
        }
    }

    private static byte[] answer() {
        String json = "{\"name\":\"loadbank\",\"padding\":\"" + "x".repeat(70) + "\"}";
        String body = json.substring(0, Math.min(100, json.length()));
        String padded = body + " ".repeat(100 - body.length());
        return ("HTTP/1.1 200 OK\r\nServer: loopback\r\nDate: Sat, 21 Nov 2026 20:00:00 GMT\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 100\r\nConnection: keep-alive\r\n\r\n"
                        + padded)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }
}
