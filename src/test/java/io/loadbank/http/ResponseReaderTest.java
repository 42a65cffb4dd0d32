package io.loadbank.http;

import static io.loadbank.http.ResponseReader.Progress.DONE;
import static io.loadbank.http.ResponseReader.Progress.FAILED;
import static io.loadbank.http.ResponseReader.Progress.MORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.http.ConnectionPolicy.Limits;
import io.loadbank.http.ResponseReader.Progress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseReaderTest {

    private static final Limits LIMITS = new Limits(Duration.ofSeconds(1), 2000, 1000);

    private final ResponseReader reader = new ResponseReader(LIMITS);

    private Progress read(String text, int piece) {
        ByteBuf all = Unpooled.copiedBuffer(text.replace("\n", "\r\n"), StandardCharsets.UTF_8);
        Progress progress = MORE;
        while (all.isReadable() && progress == MORE) {
            ByteBuf part = all.readSlice(Math.min(piece, all.readableBytes()));
            progress = reader.read(part);
        }
        return progress;
    }

    private String body() {
        byte[] body = reader.takeBody();
        return body == null ? "null" : new String(body, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10_000})
    void a_response_reads_the_same_in_any_pieces(int piece) {
        reader.begin(false, false);

        assertThat(read(
                        "HTTP/1.1 200 OK\nx-one: 1\nContent-Length: 5\nX-One:  2 \nset-cookie: a=1\n"
                                + "Set-Cookie: b=2\n\nhello",
                        piece))
                .isEqualTo(DONE);

        assertThat(reader.head().status().status()).isEqualTo(200);
        assertThat(reader.head().status().text()).isEqualTo("200 OK");
        assertThat(reader.head().status().proto()).isEqualTo("HTTP/1.1");
        assertThat(reader.head().headers())
                .isEqualTo(Headers.of("X-One", "1, 2", "Content-Length", "5", "Set-Cookie", "a=1, b=2"));
        assertThat(reader.head().setCookies()).containsExactly("a=1", "b=2");
        assertThat(body()).isEqualTo("hello");
        assertThat(reader.keepAlive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10_000})
    void chunks_are_joined_and_trailers_dropped(int piece) {
        reader.begin(false, false);

        assertThat(read(
                        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n"
                                + "5\nhello\nA;ext=1\n0123456789\n0\nX-Trailer: t\n\n",
                        piece))
                .isEqualTo(DONE);

        assertThat(body()).isEqualTo("hello0123456789");
        assertThat(reader.head().headers()).isEqualTo(Headers.EMPTY);
        assertThat(reader.keepAlive()).isTrue();
    }

    @Test
    void interim_responses_are_skipped() {
        reader.begin(false, false);

        assertThat(read(
                        "HTTP/1.1 100 Continue\n\nHTTP/1.1 103 Early Hints\nLink: x\n\n"
                                + "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
                        11))
                .isEqualTo(DONE);

        assertThat(reader.head().status().status()).isEqualTo(200);
        assertThat(reader.head().headers()).isEqualTo(Headers.of("Content-Length", "0"));
    }

    @Test
    void switching_protocols_is_final_and_ends_the_connection() {
        reader.begin(false, false);

        assertThat(read("HTTP/1.1 101 Switching Protocols\nUpgrade: x\n\n", 100))
                .isEqualTo(DONE);
        assertThat(reader.head().status().status()).isEqualTo(101);
        assertThat(reader.keepAlive()).isFalse();
        assertThat(reader.takeBody()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  204, null, true",
        "GET,  304, null, true",
        "HEAD, 200, '',   true",
        "HEAD, 204, null, true",
    })
    void some_responses_have_no_body_whatever_they_promise(String method, int status, String body, boolean keep) {
        reader.begin(method.equals("HEAD"), false);

        assertThat(read("HTTP/1.1 " + status + " X\nContent-Length: 500\n\n", 100))
                .isEqualTo(DONE);
        assertThat(body()).isEqualTo(body);
        assertThat(reader.keepAlive()).isEqualTo(keep);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1, '',                     true",
        "HTTP/1.1, 'Connection: close\n',   false",
        "HTTP/1.1, 'connection: x, Close\n',false",
        "HTTP/1.0, '',                     false",
        "HTTP/1.0, 'Connection: keep-alive\n', true",
    })
    void the_connection_header_and_version_decide_on_reuse(String proto, String header, boolean keep) {
        reader.begin(false, false);

        assertThat(read(proto + " 200 OK\n" + header + "Content-Length: 1\n\nx", 100))
                .isEqualTo(DONE);
        assertThat(reader.keepAlive()).isEqualTo(keep);
    }

    @Test
    void without_a_length_the_body_ends_with_the_stream() {
        reader.begin(false, false);

        assertThat(read("HTTP/1.1 200 OK\n\nabc", 2)).isEqualTo(MORE);
        assertThat(reader.endOfStream()).isEqualTo(DONE);
        assertThat(body()).isEqualTo("abc");
        assertThat(reader.keepAlive()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                                   EOF",
        "'HTTP/1.1 200',                                       unexpected EOF",
        "'HTTP/1.1 200 OK\nContent-Length: 9\n\nabc',            unexpected EOF",
        "'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nab',  unexpected EOF",
    })
    void an_early_end_is_a_failure(String text, String failure) {
        reader.begin(false, false);

        assertThat(read(text, 4)).isEqualTo(MORE);
        assertThat(reader.endOfStream()).isEqualTo(FAILED);
        assertThat(reader.failure()).isEqualTo(failure);
    }

    @Test
    void what_came_before_an_early_end_is_kept() {
        reader.begin(false, false);
        read("HTTP/1.1 200 OK\nContent-Length: 100\n\n0123456789", 100);
        reader.endOfStream();

        assertThat(body()).isEqualTo("0123456789");
    }

    @ParameterizedTest
    @CsvSource({
        "'garbage\n',                                          malformed HTTP response \"garbage\"",
        "'\u0001\n',                                            malformed HTTP response \"\\x01\"",
        "'HTTP/1.1 2000 OK\n',                                 malformed HTTP status code \"2000\"",
        "'HTTP/1.1 abc OK\n',                                  malformed HTTP status code \"abc\"",
        "'HTTQ/1.1 200 OK\n',                                  malformed HTTP version \"HTTQ/1.1\"",
        "'HTTP/1.1 200 OK\nno colon\n',                          malformed MIME header line: no colon",
        "'HTTP/1.1 200 OK\nbad name: x\n',                       malformed MIME header line: bad name: x",
        "'HTTP/1.1 200 OK\n folded: x\n',                        malformed MIME header line:  folded: x",
        "'HTTP/1.1 200 OK\nContent-Length: -1\n',                bad Content-Length \"-1\"",
        "'HTTP/1.1 200 OK\nContent-Length: 1\nContent-Length: 2\n', bad Content-Length \"2\"",
        "'HTTP/1.1 200 OK\nTransfer-Encoding: br\n',             unsupported transfer encoding: \"br\"",
        "'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nzz\n',    invalid byte in chunk length",
        "'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n1\nab\n',  malformed chunked encoding",
        "'HTTP/1.1 200 OK\nContent-Length: 1001\n\n',             response body is larger than 1000 bytes",
    })
    void what_is_no_http_fails(String text, String failure) {
        reader.begin(false, false);

        assertThat(read(text, 5)).isEqualTo(FAILED);
        assertThat(reader.failure()).isEqualTo(failure);
    }

    @Test
    void folded_header_lines_are_joined() {
        reader.begin(false, false);

        assertThat(read("HTTP/1.1 200 OK\nX: a\n  b\nContent-Length: 0\n\n", 3)).isEqualTo(DONE);
        assertThat(reader.head().headers().get("X")).isEqualTo("a b");
    }

    @Test
    void a_head_over_its_limit_fails() {
        reader.begin(false, false);

        assertThat(read("HTTP/1.1 200 OK\nX: " + "x".repeat(3000), 100)).isEqualTo(FAILED);
        assertThat(reader.failure()).isEqualTo("net/http: server response headers exceeded 2000 bytes; aborted");
    }

    @Test
    void a_head_of_very_many_lines_fails() {
        ResponseReader roomy = new ResponseReader(new Limits(Duration.ofSeconds(1), 1 << 20, 1000));
        roomy.begin(false, false);
        ByteBuf head = Unpooled.copiedBuffer("HTTP/1.1 200 OK\n" + "a:\n".repeat(1001), StandardCharsets.UTF_8);

        assertThat(roomy.read(head)).isEqualTo(FAILED);
        assertThat(roomy.failure()).isEqualTo("net/http: server response has more than 1000 header lines");
    }

    @Test
    void chunks_over_the_body_limit_fail() {
        reader.begin(false, false);
        String chunk = "190\n" + "x".repeat(400) + "\n";

        assertThat(read("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n" + chunk.repeat(3), 100))
                .isEqualTo(FAILED);
        assertThat(reader.failure()).isEqualTo("response body is larger than 1000 bytes");
    }

    @Test
    void a_discarded_body_has_no_limit_and_is_not_kept() {
        reader.begin(false, true);

        assertThat(read("HTTP/1.1 200 OK\nContent-Length: 5000\n\n" + "x".repeat(5000), 100))
                .isEqualTo(DONE);
        assertThat(reader.takeBody()).isNull();
    }

    @Test
    void one_reader_reads_many_responses() {
        for (int i = 0; i < 3; i++) {
            reader.begin(false, false);
            assertThat(read("HTTP/1.1 20" + i + " OK\nX: " + i + "\nContent-Length: 1\n\n" + i, 100))
                    .isEqualTo(DONE);
            assertThat(reader.head().status().status()).isEqualTo(200 + i);
            assertThat(reader.head().headers().get("X")).isEqualTo("" + i);
            assertThat(body()).isEqualTo("" + i);
        }
    }
}
