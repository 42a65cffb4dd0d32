package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class EgressTest {

    @ParameterizedTest
    @CsvSource({
        "'10.0.0.1',                    1, 10.0.0.1",
        "'10.0.0.1,10.0.0.5',           2, 10.0.0.5",
        "'10.0.0.1,10.0.0.5',           3, 10.0.0.1",
        "'10.0.0.1-10.0.0.3, 10.1.0.1', 3, 10.0.0.3",
        "'10.0.0.1-10.0.0.3, 10.1.0.1', 4, 10.1.0.1",
        "'10.0.0.0/30',                 1, 10.0.0.1",
        "'10.0.0.0/30',                 2, 10.0.0.2",
        "'10.0.0.0/30',                 3, 10.0.0.1",
        "'10.0.0.9/31',                 1, 10.0.0.8",
        "'10.0.0.9/32',                 1, 10.0.0.9",
        "'0.0.0.0/0',                   1, 0.0.0.1",
        "'255.255.255.255',             9, 255.255.255.255",
        "'fd00::/126',                  1, fd00:0:0:0:0:0:0:0",
        "'fd00::/64',                  17, fd00:0:0:0:0:0:0:10",
        "'10.0.0.1',                    0, 10.0.0.1",
    })
    void each_vu_has_an_address_of_the_pool(String pool, int vu, String address) {
        InetAddress local = LocalAddresses.parse(pool).of(vu);

        assertThat(local == null ? null : local.getHostAddress()).isEqualTo(address);
    }

    @Test
    void an_empty_pool_leaves_the_choice_to_the_system() {
        assertThat(LocalAddresses.parse(" , ").of(1)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "10.0.0.0/33", "10.0.0.2-10.0.0.1", "10.0.0.1-fd00::1", "10.0.0.1/x"})
    void what_is_no_pool_is_refused(String text) {
        assertThatThrownBy(() -> LocalAddresses.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void vus_send_from_their_addresses() throws IOException {
        Egress egress = new Egress(LocalAddresses.parse("127.0.0.2-127.0.0.3"), Proxies.NONE, true);
        try (Recorder server = new Recorder("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                HttpTransport transport = new HttpTransport(1, egress)) {
            for (int vu = 1; vu <= 3; vu++) {
                try (HttpClient client = transport.newClient(ConnectionPolicy.defaults(), vu)) {
                    client.send(Request.of("GET", TestClient.url("http://127.0.0.1:" + server.port() + "/")));
                }
            }

            assertThat(server.callers).containsExactly("127.0.0.2", "127.0.0.3", "127.0.0.2");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://a.test/       |                        | HTTP plain:8080",
                "https://a.test/      |                        | HTTP secure:80",
                "http://localhost/    |                        |",
                "http://127.0.0.9/    |                        |",
                "http://[::1]/        |                        |",
                "http://a.test/       | *                      |",
                "http://a.test/       | a.test                 |",
                "http://b.a.test/     | a.test                 |",
                "http://ba.test/      | a.test                 | HTTP plain:8080",
                "http://a.test/       | .a.test                | HTTP plain:8080",
                "http://b.A.test/     | x, .a.TEST             |",
                "http://b.a.test/     | *.a.test               |",
                "http://a.test:81/    | a.test:81              |",
                "http://a.test/       | a.test:81              | HTTP plain:8080",
                "http://10.1.2.3/     | 10.0.0.0/8             |",
                "http://11.1.2.3/     | 10.0.0.0/8             | HTTP plain:8080",
                "http://10.1.2.3/     | 10.1.2.3               |",
            })
    void a_proxy_is_for_what_it_is_for(String url, String without, String proxy) {
        Proxies proxies = Proxies.of(Map.of(
                "HTTP_PROXY",
                "http://plain:8080",
                "https_proxy",
                "secure",
                "NO_PROXY",
                without == null ? "" : without));
        Proxy chosen = proxies.of(TestClient.url(url));

        assertThat(chosen == null ? null : chosen.toString()).isEqualTo(proxy);
    }

    @ParameterizedTest
    @CsvSource({
        "https://p:1, 'HTTP proxy: a proxy is reached by http or socks5, not by https'",
        "://, 'HTTP proxy: not the URL of a proxy'"
    })
    void what_is_no_proxy_is_refused(String text, String message) {
        assertThatThrownBy(() -> Proxies.of(text, "", "")).hasMessage(message);
    }

    private static String viaProxy(Recorder proxy, String user, String url) {
        String address = "http://" + user + "127.0.0.1:" + proxy.port();
        Egress egress = new Egress(LocalAddresses.ANY, Proxies.of(address, address, ""), true);
        try (HttpTransport transport = new HttpTransport(1, egress);
                HttpClient client = transport.newClient(H2Target.policy())) {
            Exchange exchange =
                    client.send(Request.of("GET", TestClient.url(url)).withTimeout(Duration.ofSeconds(20)));
            return TestClient.error(exchange) + exchange.last().status();
        }
    }

    @Test
    void plain_requests_are_given_to_the_proxy_whole() throws IOException {
        try (Recorder proxy = new Recorder("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(viaProxy(proxy, "me:secret@", "http://target.test:81/x?y"))
                    .isEqualTo("0 200");
            assertThat(proxy.heads.peek())
                    .startsWith("GET http://target.test:81/x?y HTTP/1.1\r\nHost: target.test:81\r\n")
                    .contains("Proxy-Authorization: Basic bWU6c2VjcmV0\r\n");
        }
    }

    @Test
    void secure_requests_ask_for_a_tunnel() throws IOException {
        try (Recorder proxy = new Recorder("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(viaProxy(proxy, "me:secret@", "https://target.test/x"))
                    .startsWith("1000 proxyconnect: ")
                    .contains("407");
            assertThat(proxy.heads.peek())
                    .startsWith("CONNECT target.test:443 HTTP/1.1\r\n")
                    .containsIgnoringCase("proxy-authorization: Basic bWU6c2VjcmV0\r\n");
        }
    }

    @Test
    void a_tunnel_leads_to_the_target() throws IOException {
        try (H2Target target = H2Target.start();
                Recorder proxy = new Recorder("", target.port())) {
            Egress egress = new Egress(LocalAddresses.ANY, Proxies.of("", "127.0.0.1:" + proxy.port(), ""), true);
            TlsClient tls = TlsClient.of(TlsSettings.DEFAULT.withInsecureSkipVerify(true));
            try (HttpTransport transport = new HttpTransport(1, egress);
                    HttpClient client =
                            transport.newClient(ConnectionPolicy.defaults().withTls(tls))) {
                Exchange exchange = client.send(Request.of("GET", TestClient.url("https://target.test/echo")));

                assertThat(TestClient.error(exchange)).isEqualTo("0 ");
                assertThat(exchange.last().proto()).isEqualTo("HTTP/2.0");
                assertThat(TestClient.text(exchange)).contains(":authority: target.test\n");
            }
        }
    }

    @Test
    void a_proxy_that_hangs_ends_with_the_timeout() throws IOException {
        try (Recorder proxy = new Recorder("")) {
            Egress egress = new Egress(LocalAddresses.ANY, Proxies.of("", "127.0.0.1:" + proxy.port(), ""), true);
            try (HttpTransport transport = new HttpTransport(1, egress);
                    HttpClient client = transport.newClient(ConnectionPolicy.defaults())) {
                Exchange exchange = client.send(Request.of("GET", TestClient.url("https://target.test/"))
                        .withTimeout(Duration.ofMillis(300)));

                assertThat(TestClient.error(exchange)).matches("(1050|1211) .*");
            }
        }
    }

    /** A server that notes request heads and their senders, and gives the same answer to all, or joins them to another. */
    private static final class Recorder implements AutoCloseable {
        final Queue<String> heads = new ConcurrentLinkedQueue<>();
        final Queue<String> callers = new ConcurrentLinkedQueue<>();
        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final String answer;
        private final int target;

        Recorder(String answer) throws IOException {
            this(answer, 0);
        }

        Recorder(String answer, int target) throws IOException {
            this.answer = answer;
            this.target = target;
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try {
                        Socket socket = server.accept();
                        Thread.ofVirtual().start(() -> serve(socket));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
        }

        int port() {
            return server.getLocalPort();
        }

        private void serve(Socket socket) {
            callers.add(socket.getInetAddress().getHostAddress());
            try (socket) {
                InputStream in = socket.getInputStream();
                StringBuilder head = new StringBuilder();
                for (int b = in.read(); b >= 0; b = in.read()) {
                    head.append((char) b);
                    if (head.toString().endsWith("\r\n\r\n")) {
                        heads.add(head.toString());
                        head.setLength(0);
                        if (target > 0) {
                            join(socket);
                            return;
                        }
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException gone) {
                heads.add("gone");
            }
        }

        private void join(Socket socket) throws IOException {
            try (Socket other = new Socket(InetAddress.getLoopbackAddress(), target)) {
                socket.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                Thread.ofVirtual().start(() -> pipe(other, socket));
                socket.getInputStream().transferTo(other.getOutputStream());
            }
        }

        private static void pipe(Socket from, Socket to) {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException gone) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
