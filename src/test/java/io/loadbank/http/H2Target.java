package io.loadbank.http;

import io.loadbank.testkit.TestCertificate;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** A real HTTP/2 server over TLS on the loopback, that can also misbehave. */
@SuppressWarnings("FutureReturnValueIgnored") // the client sees what fails
public final class H2Target implements AutoCloseable {

    static final TestCertificate CERTIFICATE = TestCertificate.local();

    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger resets = new AtomicInteger();
    /** Bytes of endless bodies that have been taken. */
    final AtomicLong poured = new AtomicLong();

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel server;

    /** Requests to {@code /meet/n} wait until n of them are there. */
    private final List<Runnable> meeting = new ArrayList<>();

    private H2Target(@Nullable Consumer<SocketChannel> pipeline) {
        SSLContext tls = CERTIFICATE.server();
        server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.incrementAndGet();
                        open.incrementAndGet();
                        channel.closeFuture().addListener(closed -> open.decrementAndGet());
                        SSLEngine engine = tls.createSSLEngine();
                        engine.setUseClientMode(false);
                        SSLParameters parameters = engine.getSSLParameters();
                        parameters.setApplicationProtocols(new String[] {"h2"});
                        engine.setSSLParameters(parameters);
                        channel.pipeline().addLast(new SslHandler(engine));
                        if (pipeline == null) {
                            channel.pipeline()
                                    .addLast(Http2FrameCodecBuilder.forServer().build())
                                    .addLast(new Pages());
                        } else {
                            pipeline.accept(channel);
                        }
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    public static H2Target start() {
        return new H2Target(null);
    }

    /** A server with its own settings. */
    static H2Target start(Http2Settings settings) {
        H2Target[] target = new H2Target[1];
        target[0] = new H2Target(channel -> channel.pipeline()
                .addLast(Http2FrameCodecBuilder.forServer()
                        .initialSettings(settings)
                        .build())
                .addLast(target[0].new Pages()));
        return target[0];
    }

    /** A server that gets raw bytes and answers with whatever it likes. */
    static H2Target raw(BiConsumer<ChannelHandlerContext, ByteBuf> script) {
        return new H2Target(channel -> channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                try {
                    script.accept(context, (ByteBuf) message);
                } finally {
                    ReferenceCountUtil.release(message);
                }
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                context.close();
            }
        }));
    }

    /** The bytes of a frame. */
    static ByteBuf frame(int type, int flags, int stream, byte... payload) {
        return Unpooled.buffer()
                .writeMedium(payload.length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream)
                .writeBytes(payload);
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    public String url() {
        return "https://127.0.0.1:" + port();
    }

    Request request(String method, String path) {
        return Request.of(method, TestClient.url(url() + path));
    }

    static ConnectionPolicy policy() {
        return ConnectionPolicy.defaults()
                .withTls(TlsClient.of(TlsSettings.DEFAULT.withAuthorities(List.of(CERTIFICATE.certificate()))));
    }

    @Override
    public void close() {
        server.close();
        loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
    }

    /** Answers by path. */
    private final class Pages extends ChannelInboundHandlerAdapter {
        private final Map<Http2FrameStream, Call> calls = new HashMap<>();

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }

        private record Call(Http2Headers head, ByteBuf body) {}

        private Call call(Http2FrameStream stream) {
            return Objects.requireNonNull(calls.get(stream));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            switch (message) {
                case Http2HeadersFrame frame -> {
                    calls.put(frame.stream(), new Call(frame.headers(), Unpooled.buffer()));
                    early(context, frame);
                    if (frame.isEndStream()) {
                        answer(context, frame.stream());
                    }
                }
                case Http2DataFrame frame -> {
                    call(frame.stream()).body().writeBytes(frame.content());
                    if (!path(frame.stream()).startsWith("/stuck")) {
                        context.writeAndFlush(new DefaultHttp2WindowUpdateFrame(frame.initialFlowControlledBytes())
                                .stream(frame.stream()));
                    }
                    boolean end = frame.isEndStream();
                    frame.release();
                    if (end) {
                        answer(context, frame.stream());
                    }
                }
                case Http2ResetFrame reset -> resets.incrementAndGet();
                default -> ReferenceCountUtil.release(message);
            }
        }

        private String path(Http2FrameStream stream) {
            return call(stream).head().path().toString();
        }

        /** Answers some requests before their body has come. */
        private void early(ChannelHandlerContext context, Http2HeadersFrame frame) {
            if (path(frame.stream()).equals("/early")) {
                context.writeAndFlush(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("413"), true)
                        .stream(frame.stream()));
            }
        }

        private void answer(ChannelHandlerContext context, Http2FrameStream stream) {
            requests.incrementAndGet();
            String[] path = path(stream).split("/", -1);
            switch (path[1]) {
                case "never", "early", "stuck" -> {}
                case "reset" ->
                    context.writeAndFlush(new DefaultHttp2ResetFrame(Long.parseLong(path[2])).stream(stream));
                case "goaway" -> {
                    context.write(new DefaultHttp2GoAwayFrame(Long.parseLong(path[2])).setExtraStreamIds(0));
                    context.flush();
                    context.close();
                }
                case "drop" -> context.pipeline().firstContext().close();
                case "leave" -> {
                    text(context, stream, "200", "bye");
                    context.writeAndFlush(new DefaultHttp2GoAwayFrame(0L));
                }
                case "hints" -> {
                    head(
                            context,
                            stream,
                            new DefaultHttp2Headers().status("103").add("link", "x"),
                            false);
                    text(context, stream, "200", "after hints");
                }
                case "trailers" -> {
                    head(context, stream, new DefaultHttp2Headers().status("200"), false);
                    data(context, stream, "body", false);
                    head(context, stream, new DefaultHttp2Headers().add("x-checksum", "1"), true);
                }
                case "cut" -> {
                    head(context, stream, new DefaultHttp2Headers().status("200"), false);
                    data(context, stream, "part", false);
                    context.writeAndFlush(new DefaultHttp2ResetFrame(2L).stream(stream));
                }
                case "status" ->
                    head(
                            context,
                            stream,
                            new DefaultHttp2Headers().status(path[2]).add("location", "/echo"),
                            true);
                case "cookies" -> {
                    Http2Headers headers = new DefaultHttp2Headers()
                            .status("200")
                            .add("set-cookie", "a=1; Path=/")
                            .add("set-cookie", "b=2; Path=/")
                            .add("x-many", "1")
                            .add("x-many", "2");
                    head(context, stream, headers, true);
                }
                case "bytes" -> {
                    head(context, stream, new DefaultHttp2Headers().status("200"), false);
                    context.writeAndFlush(
                            new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(new byte[Integer.parseInt(path[2])]), true)
                                    .stream(stream));
                }
                case "headers" -> {
                    Http2Headers headers = new DefaultHttp2Headers().status("200");
                    int count = Integer.parseInt(path[2]);
                    int length = Integer.parseInt(path[3]);
                    for (int i = 0; i < count; i++) {
                        headers.add("x-" + i, "v".repeat(length));
                    }
                    head(context, stream, headers, true);
                }
                case "endless" -> endless(context, stream);
                case "meet" -> {
                    meeting.add(() -> text(context, stream, "200", "met"));
                    if (meeting.size() == Integer.parseInt(path[2])) {
                        meeting.forEach(Runnable::run);
                        meeting.clear();
                    }
                }
                default -> text(context, stream, "200", described(stream));
            }
        }

        /** A body that goes on as long as somebody reads it. */
        private void endless(ChannelHandlerContext context, Http2FrameStream stream) {
            head(context, stream, new DefaultHttp2Headers().status("200"), false);
            more(context, stream);
        }

        private void more(ChannelHandlerContext context, Http2FrameStream stream) {
            context.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(new byte[1 << 16])).stream(stream))
                    .addListener(written -> {
                        if (written.isSuccess()) {
                            poured.addAndGet(1 << 16);
                            context.executor().execute(() -> more(context, stream));
                        }
                    });
        }

        private String described(Http2FrameStream stream) {
            StringBuilder text = new StringBuilder();
            call(stream)
                    .head()
                    .forEach(field -> text.append(raw(field.getKey()))
                            .append(": ")
                            .append(raw(field.getValue()))
                            .append('\n'));
            ByteBuf body = call(stream).body();
            text.append('\n')
                    .append(body.readableBytes() > 100 ? body.readableBytes() : body.toString(StandardCharsets.UTF_8));
            return text.toString();
        }

        private static String raw(CharSequence text) {
            return new String(io.netty.util.AsciiString.of(text).toByteArray(), StandardCharsets.UTF_8);
        }

        private static void head(
                ChannelHandlerContext context, Http2FrameStream stream, Http2Headers headers, boolean end) {
            context.writeAndFlush(new DefaultHttp2HeadersFrame(headers, end).stream(stream));
        }

        private static void data(ChannelHandlerContext context, Http2FrameStream stream, String text, boolean end) {
            ByteBuf bytes = ByteBufUtil.writeUtf8(context.alloc(), text);
            context.writeAndFlush(new DefaultHttp2DataFrame(bytes, end).stream(stream));
        }

        private static void text(ChannelHandlerContext context, Http2FrameStream stream, String status, String text) {
            head(context, stream, new DefaultHttp2Headers().status(status).add("content-type", "text/plain"), false);
            data(context, stream, text, true);
        }
    }
}
