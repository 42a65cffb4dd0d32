package io.loadbank.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/**
 * A client that sends its next request the moment it has its answer is served for as long as it likes. Reactor Netty
 * 1.3.7 was not: where answers came from another thread than the connection's, it stopped reading after some hundred.
 */
class KeepAliveTest extends ApiUnderTest {
    private static final int REQUESTS = 3_000;

    @Test
    void a_connection_is_served_on_and_on() throws IOException {
        var run = running("kept-alive");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            var in = new BufferedInputStream(socket.getInputStream());
            int served = 0;
            for (int i = 0; i < REQUESTS; i++) {
                var path = i % 2 == 0 ? "/actuator/health" : "/api/v1/runs/" + run.id() + "/metrics";
                socket.getOutputStream()
                        .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(UTF_8));
                served += answer(in).startsWith("HTTP/1.1 200 ") ? 1 : 0;
            }
            assertThat(served).isEqualTo(REQUESTS);
        }
    }

    /** The status line of one answer, which has a Content-Length; its body is skipped. */
    private static String answer(InputStream in) throws IOException {
        var status = line(in);
        int length = -1;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        assertThat(length).as("Content-Length after %s", status).isNotNegative();
        in.skipNBytes(length);
        return status;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection was closed after: " + line);
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
