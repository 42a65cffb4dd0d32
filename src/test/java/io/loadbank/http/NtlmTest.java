package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class NtlmTest {

    private static final HexFormat HEX = HexFormat.of();
    /** Target information of the example in [MS-NLMP] 4.2.4: the names Domain and Server. */
    private static final String TARGET_INFO =
            "02000c0044006f006d00610069006e0001000c005300650072007600650072000000" + "0000";

    private static final byte[] NONCE = HEX.parseHex("0123456789abcdef");

    private static Ntlm example() {
        return new Ntlm(NONCE, HEX.parseHex(TARGET_INFO));
    }

    /** The example of [MS-NLMP] 4.2.4.1.1. */
    @Test
    void the_key_is_that_of_the_specification() {
        assertThat(HEX.formatHex(Ntlm.key("User", "Password", "Domain"))).isEqualTo("0c868a403bfd7a93a3001ef22ef02e3f");
    }

    /** The example of [MS-NLMP] 4.2.4.2.2. */
    @Test
    void the_proof_is_that_of_the_specification() {
        byte[] client = HEX.parseHex("aaaaaaaaaaaaaaaa");
        byte[] proof = example().proof(Ntlm.key("User", "Password", "Domain"), client, 0);

        assertThat(HEX.formatHex(proof, 0, 16)).isEqualTo("68cd0ab851e51c96aabc927bebef6a1c");
    }

    /** The example of [MS-NLMP] 4.2.4.2.1. */
    @Test
    void the_last_message_holds_names_and_responses() {
        byte[] client = HEX.parseHex("aaaaaaaaaaaaaaaa");
        byte[] bytes = Base64.getDecoder().decode(example().authenticate("Domain\\User", "Password", client, 0));

        assertThat(new String(bytes, 0, 7, StandardCharsets.US_ASCII)).isEqualTo("NTLMSSP");
        assertThat(HEX.formatHex(field(bytes, 12))).isEqualTo("86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa");
        assertThat(new String(field(bytes, 28), StandardCharsets.UTF_16LE)).isEqualTo("Domain");
        assertThat(new String(field(bytes, 36), StandardCharsets.UTF_16LE)).isEqualTo("User");
    }

    private static byte[] field(byte[] message, int at) {
        ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        int offset = buffer.getInt(at + 4);
        return Arrays.copyOfRange(message, offset, offset + buffer.getShort(at));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "!!!",
                "TlRMTVNTUAABAAAA",
                "TlRMTVNTUAACAAAAAAAAAAAAAAAAAAAAASNFZ4mrze8AAAAAAAAAAP//AAD///9/",
            })
    void what_is_no_challenge_is_not_answered(String token) {
        assertThat(Ntlm.parse(token)).isNull();
    }

    @Test
    void three_requests_on_one_connection_let_the_user_in() throws IOException {
        try (NtlmTarget server = new NtlmTarget();
                HttpTransport transport = new HttpTransport(1);
                HttpClient client = transport.newClient(ConnectionPolicy.defaults())) {
            Exchange exchange = client.send(server.request("Domain%5CUser:Password@"));
            Exchange again = client.send(server.request("Domain%5CUser:Password@"));

            assertThat(exchange.hops()).extracting(Hop::status).containsExactly(401, 401, 200);
            assertThat(exchange.hops()).extracting(Hop::challenge).containsExactly(true, false, false);
            assertThat(exchange.hops()).allMatch(hop -> hop.url().user() == null);
            assertThat(TestClient.text(exchange)).isEqualTo("hello");
            assertThat(again.hops()).as("the connection is known").hasSize(1);
            assertThat(server.connections).hasSize(1);
        }
    }

    @Test
    void a_wrong_password_stays_outside() throws IOException {
        try (NtlmTarget server = new NtlmTarget();
                HttpTransport transport = new HttpTransport(1);
                HttpClient client = transport.newClient(ConnectionPolicy.defaults())) {
            Exchange exchange = client.send(server.request("Domain%5CUser:wrong@"));

            assertThat(exchange.hops()).extracting(Hop::status).containsExactly(401, 401, 401);
        }
    }

    /** NTLM knows a user by the connection: where none is kept, nobody gets in, and nothing hangs. */
    @Test
    void without_reuse_of_connections_the_user_stays_outside() throws IOException {
        try (NtlmTarget server = new NtlmTarget();
                HttpTransport transport = new HttpTransport(1);
                HttpClient client =
                        transport.newClient(ConnectionPolicy.defaults().withNoConnectionReuse(true))) {
            Exchange exchange = client.send(server.request("Domain%5CUser:Password@"));

            assertThat(exchange.last().status()).isEqualTo(401);
            assertThat(exchange.last().error()).isNull();
            assertThat(exchange.hops().size()).isBetween(2, 3);
        }
    }

    @Test
    void without_a_user_the_first_answer_is_the_last() throws IOException {
        try (NtlmTarget server = new NtlmTarget();
                HttpTransport transport = new HttpTransport(1);
                HttpClient client = transport.newClient(ConnectionPolicy.defaults())) {
            assertThat(client.send(server.request("")).hops()).hasSize(1);
        }
    }

    @Test
    void requests_at_the_same_time_keep_their_connections_apart() throws Exception {
        try (NtlmTarget server = new NtlmTarget();
                HttpTransport transport = new HttpTransport(1);
                HttpClient client = transport.newClient(ConnectionPolicy.defaults())) {
            Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
            CountDownLatch all = new CountDownLatch(20);
            for (int i = 0; i < 20; i++) {
                client.sendAsync(server.request("Domain%5CUser:Password@"), exchange -> {
                    statuses.add(exchange.last().status());
                    all.countDown();
                });
            }

            assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(statuses).containsOnly(200);
        }
    }

    /** A server that knows a user by the connection. */
    private static final class NtlmTarget implements AutoCloseable {
        final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        NtlmTarget() throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try {
                        Socket socket = server.accept();
                        connections.add(socket);
                        Thread.ofVirtual().start(() -> serve(socket));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
        }

        Request request(String user) {
            String url = "http://" + user + "127.0.0.1:" + server.getLocalPort() + "/x";
            return Request.of("POST", TestClient.url(url))
                    .withBody(TestClient.bytes("hello"))
                    .withAuth(Auth.NTLM);
        }

        private void serve(Socket socket) {
            try (socket;
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
                boolean greeted = false;
                boolean known = false;
                while (true) {
                    String authorization = "";
                    for (String line = in.readLine(); ; line = in.readLine()) {
                        if (line == null) {
                            return;
                        }
                        if (line.isEmpty()) {
                            break;
                        }
                        if (line.startsWith("Authorization: NTLM ")) {
                            authorization = line.substring("Authorization: NTLM ".length());
                        }
                    }
                    char[] body = new char[5];
                    in.read(body, 0, 5);
                    byte[] token = Base64.getDecoder().decode(authorization);
                    String answer = "";
                    if (token.length > 8 && token[8] == 1) {
                        greeted = true;
                        answer = " " + Base64.getEncoder().encodeToString(challenge());
                    } else if (token.length > 8 && greeted) {
                        known = proves(token);
                    }
                    String head = known ? "200 OK" : "401 Unauthorized\r\nWww-Authenticate: NTLM" + answer;
                    String text = "HTTP/1.1 " + head + "\r\nContent-Length: 5\r\n\r\n" + new String(body);
                    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                }
            } catch (IOException gone) {
                connections.remove(socket);
            }
        }

        private static byte[] challenge() {
            byte[] info = HEX.parseHex(TARGET_INFO);
            return ByteBuffer.allocate(56 + info.length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put("NTLMSSP\0".getBytes(StandardCharsets.US_ASCII))
                    .putInt(2)
                    .putLong(0)
                    .putInt(0)
                    .put(NONCE)
                    .putLong(0)
                    .putShort((short) info.length)
                    .putShort((short) info.length)
                    .putInt(56)
                    .putLong(0)
                    .put(info)
                    .array();
        }

        private static boolean proves(byte[] token) {
            byte[] response = field(token, 20);
            ByteBuffer blob = ByteBuffer.wrap(response).order(ByteOrder.LITTLE_ENDIAN);
            byte[] client = Arrays.copyOfRange(response, 32, 40);
            byte[] wanted = Objects.requireNonNull(example())
                    .proof(Ntlm.key("User", "Password", "Domain"), client, blob.getLong(24));
            return Arrays.equals(wanted, response);
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
