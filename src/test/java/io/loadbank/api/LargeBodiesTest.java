package io.loadbank.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A client that sends its whole body before it reads, as many do, gets to read why it was refused. */
class LargeBodiesTest extends ApiUnderTest {
    private static final int TEN_MEBIBYTES = 10 << 20;

    @Test
    void a_script_of_ten_megabytes_is_a_413_that_can_be_read() throws IOException {
        var answer = post("/api/v1/scripts?name=big", "application/javascript", TEN_MEBIBYTES, TEN_MEBIBYTES);

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"/problems/too-large\"");
        assertThat(answer).contains("a script may have 1000 bytes, this one has 10485760");
    }

    @Test
    void a_body_of_the_wrong_kind_is_drained_too() throws IOException {
        var answer = post("/api/v1/scripts", "application/x-www-form-urlencoded", TEN_MEBIBYTES, TEN_MEBIBYTES);

        assertThat(answer).startsWith("HTTP/1.1 415 ").contains("--data-binary @script.js");
    }

    @Test
    void a_json_body_of_ten_megabytes_is_a_413() throws IOException {
        var answer = post("/api/v1/runs", "application/json", TEN_MEBIBYTES, TEN_MEBIBYTES);

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("a JSON body may have 1048576 bytes");
    }

    @Test
    void a_body_for_an_unknown_address_is_drained_too() throws IOException {
        assertThat(post("/nothing", "text/plain", TEN_MEBIBYTES, TEN_MEBIBYTES)).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void what_is_far_too_large_is_answered_before_it_was_sent() throws IOException {
        var answer = post("/api/v1/scripts", "application/javascript", 1_000_000_000L, 0);

        assertThat(answer)
                .startsWith("HTTP/1.1 413 ")
                .contains("this is far more")
                .containsIgnoringCase("Connection: close");
    }

    @Test
    void the_connection_goes_on_after_a_refusal() throws IOException {
        try (var socket = open()) {
            send(socket, "POST /api/v1/scripts HTTP/1.1", "text/javascript", 5_000, 5_000);
            assertThat(read(socket)).startsWith("HTTP/1.1 413 ");
            socket.getOutputStream().write("GET /api/v1/runs HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            assertThat(read(socket)).startsWith("HTTP/1.1 200 ");
        }
    }

    private String post(String uri, String type, long declared, int sent) throws IOException {
        try (var socket = open()) {
            send(socket, "POST " + uri + " HTTP/1.1", type, declared, sent);
            return read(socket);
        }
    }

    private Socket open() throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String line, String type, long declared, int sent) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(
                (line + "\r\nHost: localhost\r\nContent-Type: " + type + "\r\nContent-Length: " + declared + "\r\n\r\n")
                        .getBytes(UTF_8));
        out.write(new byte[sent]);
        out.flush();
    }

    /** One answer: its head and as many bytes as that announces. */
    private static String read(Socket socket) throws IOException {
        var in = socket.getInputStream();
        var text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return text.toString();
            }
            text.append((char) next);
        }
        var length = text.toString()
                .lines()
                .filter(it -> it.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(it -> Integer.parseInt(it.substring(15).strip()))
                .findFirst();
        return text + new String(in.readNBytes(length.orElse(0)), UTF_8);
    }
}
