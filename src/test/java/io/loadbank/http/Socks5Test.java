package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.testkit.LoopbackTarget;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests through a SOCKS5 proxy (RFC 1928, RFC 1929). */
@Timeout(120)
class Socks5Test {

    private static Exchange through(Socks5 proxy, String user, String url) {
        String address = "socks5://" + user + "127.0.0.1:" + proxy.port();
        Egress egress = new Egress(LocalAddresses.ANY, Proxies.of(address, address, ""), true);
        try (HttpTransport transport = new HttpTransport(1, egress);
                HttpClient client = transport.newClient(H2Target.policy())) {
            return client.send(Request.of("GET", TestClient.url(url)).withTimeout(Duration.ofSeconds(20)));
        }
    }

    @Test
    void a_plain_request_goes_through_and_the_proxy_looks_the_name_up() throws IOException {
        try (LoopbackTarget target = LoopbackTarget.start();
                Socks5 proxy = new Socks5(port(target.url()), 0)) {
            Exchange exchange = through(proxy, "", "http://target.test:81/text?body=hi");

            assertThat(TestClient.text(exchange)).isEqualTo("hi");
            assertThat(proxy.asked).containsExactly("target.test:81");
        }
    }

    @Test
    void a_secure_request_goes_through_with_name_and_password_and_speaks_http_2() throws IOException {
        try (H2Target target = H2Target.start();
                Socks5 proxy = new Socks5(target.port(), 0)) {
            Hop hop =
                    through(proxy, "me:secret@", "https://localhost.:444/echo").last();

            assertThat(proxy.asked).containsExactly("me:secret", "localhost.:444");
            assertThat(hop.error() == null ? hop.proto() : hop.error().text()).isEqualTo("HTTP/2.0");
        }
    }

    @Test
    void a_proxy_that_refuses_is_named() throws IOException {
        try (Socks5 proxy = new Socks5(1, 5)) {
            assertThat(TestClient.error(through(proxy, "", "http://target.test/")))
                    .startsWith("1000 proxyconnect: ");
        }
    }

    @Test
    void http_3_says_that_it_cannot() throws IOException {
        try (Socks5 proxy = new Socks5(1, 0)) {
            Egress egress =
                    new Egress(LocalAddresses.ANY, Proxies.of("", "socks5://127.0.0.1:" + proxy.port(), ""), true);
            try (HttpTransport transport = new HttpTransport(1, egress);
                    HttpClient client = transport.newClient(H2Target.policy())) {
                Request request = Request.of("GET", TestClient.url("https://target.test/"))
                        .withVersion(HttpVersion.HTTP_3);

                assertThat(TestClient.error(client.send(request)))
                        .isEqualTo("1000 http3: HTTP/3 does not go through a proxy");
                assertThat(proxy.asked).isEmpty();
            }
        }
    }

    private static int port(String url) {
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
    }

    /** A proxy that joins whoever asks to one port of this machine, or refuses with a code. */
    private static final class Socks5 implements AutoCloseable {
        final Queue<String> asked = new ConcurrentLinkedQueue<>();
        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final int target;
        private final int refusal;

        Socks5(int target, int refusal) throws IOException {
            this.target = target;
            this.refusal = refusal;
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
            try (socket) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream();
                in.readByte();
                byte[] methods = in.readNBytes(in.readUnsignedByte());
                boolean known = new String(methods, StandardCharsets.ISO_8859_1).indexOf(2) >= 0;
                out.write(new byte[] {5, (byte) (known ? 2 : 0)});
                if (known) {
                    in.readByte();
                    String user = text(in);
                    asked.add(user + ":" + text(in));
                    out.write(new byte[] {1, 0});
                }
                in.readNBytes(3);
                int kind = in.readByte();
                String host =
                        kind == 3 ? text(in) : "an address of kind " + kind + in.readNBytes(kind == 1 ? 4 : 16).length;
                asked.add(host + ":" + in.readUnsignedShort());
                out.write(new byte[] {5, (byte) refusal, 0, 1, 127, 0, 0, 1, 0, 1});
                if (refusal == 0) {
                    join(socket);
                }
            } catch (IOException gone) {
                asked.add("gone");
            }
        }

        private static String text(DataInputStream in) throws IOException {
            return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
        }

        private void join(Socket socket) throws IOException {
            try (Socket other = new Socket(InetAddress.getLoopbackAddress(), target)) {
                Thread back = Thread.ofVirtual().start(() -> pump(other, socket));
                pump(socket, other);
                other.close();
                back.interrupt();
            }
        }

        private static void pump(Socket from, Socket to) {
            try {
                InputStream in = from.getInputStream();
                in.transferTo(to.getOutputStream());
            } catch (IOException ended) {
                return;
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
