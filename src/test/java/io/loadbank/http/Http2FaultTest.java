package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.http.ConnectionPolicy.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP/2 servers that misbehave: always an error code, never an exception, never a hang, never memory without end. */
@SuppressWarnings("FutureReturnValueIgnored") // the client sees what fails
@Timeout(120)
class Http2FaultTest {

    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

    private final HttpTransport transport = new HttpTransport(1);
    private final HttpClient client =
            transport.newClient(H2Target.policy().withLimits(new Limits(Duration.ofSeconds(30), 1 << 16, 1 << 20)));

    @AfterEach
    void close() {
        client.close();
        transport.close();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /reset/0,   1631 http2: stream error with http2 ErrCode NO_ERROR",
        "GET,  /reset/1,   1632 http2: stream error with http2 ErrCode PROTOCOL_ERROR",
        "GET,  /reset/2,   1633 http2: stream error with http2 ErrCode INTERNAL_ERROR",
        "GET,  /reset/7,   1638 http2: stream error with http2 ErrCode REFUSED_STREAM",
        "POST, /reset/11,  1642 http2: stream error with http2 ErrCode ENHANCE_YOUR_CALM",
        "GET,  /reset/13,  1644 http2: stream error with http2 ErrCode HTTP_1_1_REQUIRED",
        "GET,  /reset/77,  1630 http2: stream error with http2 ErrCode unknown error code 0x4d",
        "GET,  /goaway/0,  1611 http2: received GoAway with http2 ErrCode NO_ERROR",
        "GET,  /goaway/2,  1613 http2: received GoAway with http2 ErrCode INTERNAL_ERROR",
        "GET,  /goaway/99, 1610 http2: received GoAway with http2 ErrCode unknown error code 0x63",
        "GET,  /bytes/1048577,      1000 response body is larger than 1048576 bytes",
        "GET,  /headers/75/1000,    1000 http2: response header list larger than advertised limit",
        "GET,  /headers/100/1000,   1652 http2: connection error with http2 ErrCode PROTOCOL_ERROR",
        "GET,  /headers/1001/1,     1000 net/http: server response has more than 1000 header lines",
        "GET,  /status/101,         1000 malformed HTTP/2 response: bad :status",
    })
    void a_broken_answer_is_an_error(String method, String path, String error) {
        try (H2Target target = H2Target.start()) {
            Exchange exchange = client.send(target.request(method, path));
            Hop hop = exchange.last();

            assertThat(TestClient.error(exchange)).isEqualTo(error);
            assertThat(hop.status()).isZero();
            assertThat(hop.proto()).isEmpty();
            assertThat(hop.headers()).isEqualTo(Headers.EMPTY);
            assertThat(hop.remoteIp()).isEqualTo("127.0.0.1");
            assertThat(client.send(target.request("GET", "/echo")).last().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_refused_stream_is_tried_again_and_then_believed() {
        try (H2Target target = H2Target.start()) {
            client.send(target.request("POST", "/reset/7"));

            assertThat(target.requests).hasValue(7);
        }
    }

    @Test
    void what_came_of_a_broken_body_is_kept() {
        try (H2Target target = H2Target.start()) {
            Exchange exchange = client.send(target.request("GET", "/cut"));

            assertThat(TestClient.error(exchange)).startsWith("1633 ");
            assertThat(TestClient.text(exchange)).isEqualTo("part");
        }
    }

    @Test
    void an_answer_before_the_end_of_the_request_counts() {
        try (H2Target target = H2Target.start(Http2Settings.defaultSettings().initialWindowSize(1000))) {
            Exchange exchange = client.send(target.request("POST", "/early").withBody(new byte[1 << 20]));

            assertThat(exchange.last().status()).isEqualTo(413);
            assertThat(client.send(target.request("GET", "/echo")).last().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_window_that_never_opens_ends_with_the_timeout() {
        try (H2Target target = H2Target.start(Http2Settings.defaultSettings().initialWindowSize(0))) {
            Exchange exchange = client.send(
                    target.request("POST", "/stuck").withBody(new byte[1 << 20]).withTimeout(Duration.ofMillis(300)));

            assertThat(TestClient.error(exchange)).isEqualTo("1050 request timeout");
            assertThat(client.send(target.request("GET", "/echo")).last().status())
                    .isEqualTo(200);
        }
    }

    /** Says its settings once and then that for every read. */
    private static BiConsumer<ChannelHandlerContext, ByteBuf> saying(ByteBuf answer) {
        AtomicInteger reads = new AtomicInteger();
        return (context, bytes) -> {
            if (reads.getAndIncrement() == 0) {
                context.write(Unpooled.copiedBuffer(SETTINGS));
            }
            context.writeAndFlush(answer.copy());
        };
    }

    private String errorOf(BiConsumer<ChannelHandlerContext, ByteBuf> script, int timeoutMillis) {
        try (H2Target target = H2Target.raw(script)) {
            Exchange exchange = client.send(target.request("POST", "/x").withTimeout(Duration.ofMillis(timeoutMillis)));
            client.closeIdle();
            Awaitility.await().untilAtomic(target.open, org.hamcrest.Matchers.is(0));
            return TestClient.error(exchange);
        }
    }

    @Test
    void words_that_are_no_frames_are_a_connection_error() {
        byte[] garbage = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        BiConsumer<ChannelHandlerContext, ByteBuf> script =
                (context, bytes) -> context.writeAndFlush(Unpooled.wrappedBuffer(garbage));

        assertThat(errorOf(script, 20_000)).startsWith("165").contains("http2: connection error with http2 ErrCode ");
    }

    @ParameterizedTest
    @CsvSource({
        // a frame of 16 MiB, DATA on no stream, HEADERS that are no HPACK, a window that overflows
        "ffffff0000000000 01,                   1657, FRAME_SIZE_ERROR",
        "000001000000000000 00,                 1652, PROTOCOL_ERROR",
        "000002010500000003 ffff,               1660, COMPRESSION_ERROR",
        "000004080000000000 7fffffff,           1654, FLOW_CONTROL_ERROR",
        "000000040000000001,                    1652, PROTOCOL_ERROR",
    })
    void frames_that_break_the_rules_are_a_connection_error(String hex, String code, String name) {
        byte[] frame = java.util.HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(errorOf(saying(Unpooled.wrappedBuffer(frame)), 20_000))
                .isEqualTo(code + " http2: connection error with http2 ErrCode " + name);
    }

    @Test
    void a_goodbye_at_once_is_an_error() {
        byte[] refusal = bytes(0, 0, 0, 0, 0, 0, 0, 11);

        assertThat(errorOf(saying(H2Target.frame(7, 0, 0, refusal)), 20_000))
                .isEqualTo("1622 http2: received GoAway with http2 ErrCode ENHANCE_YOUR_CALM");
    }

    @Test
    void a_server_that_always_says_goodbye_politely_is_believed_in_the_end() {
        byte[] polite = bytes(0, 0, 0, 0, 0, 0, 0, 0);
        BiConsumer<ChannelHandlerContext, ByteBuf> script = (context, bytes) -> {
            context.write(Unpooled.copiedBuffer(SETTINGS));
            context.writeAndFlush(H2Target.frame(7, 0, 0, polite));
        };

        assertThat(errorOf(script, 20_000)).isEqualTo("1611 http2: received GoAway with http2 ErrCode NO_ERROR");
    }

    @Test
    void a_silent_server_ends_with_the_timeout_and_is_not_trusted_with_more() {
        try (H2Target target = H2Target.raw((context, bytes) -> {})) {
            for (int i = 1; i <= 2; i++) {
                Exchange exchange = client.send(target.request("GET", "/x").withTimeout(Duration.ofMillis(200)));
                assertThat(TestClient.error(exchange)).isEqualTo("1050 request timeout");
                assertThat(target.connections).hasValue(i);
            }
            Awaitility.await().untilAtomic(target.open, org.hamcrest.Matchers.is(0));
        }
    }

    @Test
    void interim_answers_without_end_are_an_error() {
        // HEADERS with :status 103 spelled out, again and again
        byte[] hint = bytes(0x08, 0x03, '1', '0', '3');
        ByteBuf flood = Unpooled.buffer();
        for (int i = 0; i < 200; i++) {
            flood.writeBytes(H2Target.frame(1, 4, 3, hint));
        }

        assertThat(errorOf(saying(flood), 20_000)).isEqualTo("1000 net/http: too many 1xx informational responses");
    }

    @Test
    void fields_without_end_are_an_error() {
        ByteBuf flood = Unpooled.buffer().writeBytes(H2Target.frame(1, 0, 3, bytes(0x88)));
        byte[] field = new byte[10_000];
        field[0] = 0x40;
        field[1] = 1;
        field[2] = 'a';
        field[3] = 0x7f;
        field[4] = (byte) 0x92;
        field[5] = 0x4d;
        java.util.Arrays.fill(field, 6, field.length, (byte) 'v');
        for (int i = 0; i < 1000; i++) {
            flood.writeBytes(H2Target.frame(9, 0, 3, field));
        }

        assertThat(errorOf(saying(flood), 20_000)).matches("1(000|6\\d\\d) http2: .*");
    }

    @ParameterizedTest
    @CsvSource({
        // PING, SETTINGS, RST_STREAM, WINDOW_UPDATE
        "000008060000000000 0000000000000000",
        "000000040000000000",
        "000004030000000003 00000008",
        "000004080000000000 00000001",
    })
    void floods_of_small_frames_are_survived(String hex) {
        byte[] frame = java.util.HexFormat.of().parseHex(hex.replace(" ", ""));
        ByteBuf flood = Unpooled.buffer();
        for (int i = 0; i < 30_000; i++) {
            flood.writeBytes(frame);
        }

        assertThat(errorOf(saying(flood), 2000)).matches("1050 request timeout|1639 .*|16[56]\\d http2: .*");
    }

    @Test
    void streams_that_are_reset_one_after_another_leave_nothing_behind() throws Exception {
        try (H2Target target = H2Target.start()) {
            client.send(target.request("GET", "/echo"));
            CountDownLatch all = new CountDownLatch(2000);
            for (int i = 0; i < 2000; i++) {
                client.sendAsync(target.request("GET", "/reset/8"), exchange -> all.countDown());
            }

            assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(client.send(target.request("GET", "/echo")).last().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_connection_that_breaks_is_replaced_for_requests_that_may_be_repeated() {
        try (H2Target target = H2Target.start()) {
            client.send(target.request("GET", "/echo"));
            int before = target.connections.get();
            String repeated = TestClient.error(client.send(target.request("GET", "/drop")));
            client.send(target.request("GET", "/echo"));
            String not = TestClient.error(client.send(target.request("POST", "/drop")));

            assertThat(repeated).isEqualTo("1000 unexpected EOF");
            assertThat(not).isEqualTo("1000 unexpected EOF");
            assertThat(target.connections.get() - before).isEqualTo(2);
            assertThat(target.requests).hasValue(5);
        }
    }
}
