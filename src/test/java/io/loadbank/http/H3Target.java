package io.loadbank.http;

import io.loadbank.testkit.TestCertificate;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3GoAwayFrame;
import io.netty.handler.codec.http3.DefaultHttp3Headers;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import io.netty.handler.codec.http3.Http3ServerConnectionHandler;
import io.netty.handler.codec.quic.InsecureQuicTokenHandler;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.util.AsciiString;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real HTTP/3 server on the loopback, that can also misbehave. */
@SuppressWarnings("FutureReturnValueIgnored") // the client sees what fails
public final class H3Target implements AutoCloseable {

    static final TestCertificate CERTIFICATE = TestCertificate.local();

    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger requests = new AtomicInteger();
    final Set<String> peers = ConcurrentHashMap.newKeySet();

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel server;

    /** Requests to {@code /meet/n} wait until n of them are there. */
    private final List<Runnable> meeting = new ArrayList<>();

    private H3Target(int streams, long idleMillis, X509Certificate... clients) {
        QuicSslContextBuilder tls = QuicSslContextBuilder.forServer(CERTIFICATE.key(), null, CERTIFICATE.certificate())
                .applicationProtocols(Http3.supportedApplicationProtocols());
        if (clients.length > 0) {
            tls.trustManager(clients).clientAuth(ClientAuth.REQUIRE);
        }
        QuicSslContext context = tls.build();
        server = new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .handler(Http3.newQuicServerCodecBuilder()
                        .sslContext(context)
                        .maxIdleTimeout(idleMillis, TimeUnit.MILLISECONDS)
                        .initialMaxData(10_000_000)
                        .initialMaxStreamDataBidirectionalLocal(1_000_000)
                        .initialMaxStreamDataBidirectionalRemote(1_000_000)
                        .initialMaxStreamsBidirectional(streams)
                        .tokenHandler(InsecureQuicTokenHandler.INSTANCE)
                        .handler(new ChannelInitializer<QuicChannel>() {
                            @Override
                            protected void initChannel(QuicChannel channel) {
                                connections.incrementAndGet();
                                if (channel.remoteSocketAddress() instanceof InetSocketAddress peer) {
                                    peers.add(peer.getAddress().getHostAddress());
                                }
                                open.incrementAndGet();
                                channel.closeFuture().addListener(closed -> open.decrementAndGet());
                                channel.pipeline()
                                        .addLast(new Http3ServerConnectionHandler(
                                                new ChannelInitializer<QuicStreamChannel>() {
                                                    @Override
                                                    protected void initChannel(QuicStreamChannel stream) {
                                                        stream.pipeline().addLast(new Pages());
                                                    }
                                                }));
                            }
                        })
                        .build())
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    public static H3Target start() {
        return new H3Target(100, 30_000);
    }

    static H3Target start(int streams, long idleMillis) {
        return new H3Target(streams, idleMillis);
    }

    static H3Target demanding(X509Certificate... clients) {
        return new H3Target(100, 30_000, clients);
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    public String url() {
        return "https://127.0.0.1:" + port();
    }

    Request request(String method, String path) {
        return Request.of(method, TestClient.url(url() + path)).withVersion(HttpVersion.HTTP_3);
    }

    static ConnectionPolicy policy() {
        return ConnectionPolicy.defaults()
                .withTls(TlsClient.of(TlsSettings.DEFAULT.withAuthorities(List.of(CERTIFICATE.certificate()))));
    }

    @Override
    public void close() {
        server.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** Answers by path. */
    private final class Pages extends Http3RequestStreamInboundHandler {

        private final ByteBuf body = Unpooled.buffer();
        private @Nullable Http3Headers asked;

        @Override
        protected void channelRead(ChannelHandlerContext context, Http3HeadersFrame frame) {
            asked = frame.headers();
        }

        @Override
        protected void channelRead(ChannelHandlerContext context, Http3DataFrame frame) {
            body.writeBytes(frame.content());
            frame.release();
        }

        @Override
        protected void channelInputClosed(ChannelHandlerContext context) {
            Http3Headers head = asked;
            if (head != null) {
                requests.incrementAndGet();
                answer(context, head, String.valueOf(head.path()).split("/", -1));
            }
        }

        private void answer(ChannelHandlerContext context, Http3Headers head, String[] path) {
            QuicStreamChannel stream = (QuicStreamChannel) context.channel();
            switch (path[1]) {
                case "never" -> {}
                case "reset" -> stream.shutdownOutput(Integer.parseInt(path[2]));
                case "close" ->
                    stream.parent()
                            .close(
                                    true,
                                    Integer.parseInt(path[2]),
                                    Unpooled.copiedBuffer("why", StandardCharsets.UTF_8));
                case "goaway" -> {
                    QuicStreamChannel control = Http3.getLocalControlStream(stream.parent());
                    if (control != null) {
                        control.writeAndFlush(new DefaultHttp3GoAwayFrame(
                                path[2].equals("all") ? stream.streamId() : stream.streamId() + 4));
                    }
                    if (!path[2].equals("all")) {
                        text(context, "200", "bye");
                    }
                }
                case "hints" -> {
                    head(context, new DefaultHttp3Headers().status("103").add("link", "x"));
                    text(context, "200", "after hints");
                }
                case "trailers" -> {
                    head(context, new DefaultHttp3Headers().status("200"));
                    data(context, "body");
                    head(context, new DefaultHttp3Headers().add("x-checksum", "1"))
                            .addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
                }
                case "short" -> {
                    head(context, new DefaultHttp3Headers().status("200").add("content-length", "10"));
                    data(context, "part").addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
                }
                case "headless" -> stream.shutdownOutput();
                case "cut" -> {
                    head(context, new DefaultHttp3Headers().status("200"));
                    data(context, "part").addListener(sent -> stream.shutdownOutput(0x102));
                }
                case "status" -> {
                    String location = path.length > 3 ? "/" + path[3] : "/echo";
                    head(context, new DefaultHttp3Headers().status(path[2]).add("location", location))
                            .addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
                }
                case "plain" -> {
                    head(context, new DefaultHttp3Headers().status("302").add("location", "http://127.0.0.1:1/"))
                            .addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
                }
                case "cookies" -> {
                    head(
                                    context,
                                    new DefaultHttp3Headers()
                                            .status("200")
                                            .add("set-cookie", "a=1; Path=/")
                                            .add("set-cookie", "b=2; Path=/")
                                            .add("x-many", "1")
                                            .add("x-many", "2"))
                            .addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
                }
                case "bytes" -> {
                    head(context, new DefaultHttp3Headers().status("200"));
                    context.writeAndFlush(new DefaultHttp3DataFrame(
                                    Unpooled.wrappedBuffer(new byte[Integer.parseInt(path[2])])))
                            .addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
                }
                case "headers" -> {
                    Http3Headers headers = new DefaultHttp3Headers().status("200");
                    for (int i = 0; i < Integer.parseInt(path[2]); i++) {
                        headers.add("x-" + i, "v".repeat(Integer.parseInt(path[3])));
                    }
                    head(context, headers).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
                }
                case "meet" -> {
                    meeting.add(() -> text(context, "200", "met"));
                    if (meeting.size() == Integer.parseInt(path[2])) {
                        meeting.forEach(Runnable::run);
                        meeting.clear();
                    }
                }
                default -> text(context, "200", described(head));
            }
        }

        private String described(Http3Headers head) {
            StringBuilder text = new StringBuilder();
            head.forEach(field -> text.append(raw(field.getKey()))
                    .append(": ")
                    .append(raw(field.getValue()))
                    .append('\n'));
            text.append('\n')
                    .append(body.readableBytes() > 100 ? body.readableBytes() : body.toString(StandardCharsets.UTF_8));
            return text.toString();
        }

        private static String raw(CharSequence text) {
            return new String(AsciiString.of(text).toByteArray(), StandardCharsets.UTF_8);
        }

        private static ChannelFuture head(ChannelHandlerContext context, Http3Headers headers) {
            return context.writeAndFlush(new DefaultHttp3HeadersFrame(headers));
        }

        private static ChannelFuture data(ChannelHandlerContext context, String text) {
            return context.writeAndFlush(
                    new DefaultHttp3DataFrame(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
        }

        private static void text(ChannelHandlerContext context, String status, String text) {
            head(context, new DefaultHttp3Headers().status(status).add("content-type", "text/plain"));
            data(context, text).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
        }
    }
}
