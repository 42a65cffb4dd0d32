package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadbank.testkit.LoopbackTarget;
import io.loadbank.testkit.TestCertificate;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {

    private final TestCertificate local = TestCertificate.local();
    private final HttpTransport transport = new HttpTransport(1);
    private LoopbackTarget target = LoopbackTarget.start(local.server());

    @BeforeAll
    void quick() {
        send(trusting(), target, "/get");
    }

    @AfterAll
    void close() {
        transport.close();
        target.close();
    }

    private TlsSettings trusting() {
        return TlsSettings.DEFAULT.withAuthorities(List.of(local.certificate()));
    }

    private Exchange send(TlsSettings settings, LoopbackTarget target, String path) {
        ConnectionPolicy policy = ConnectionPolicy.defaults().withTls(TlsClient.of(settings));
        try (HttpClient client = transport.newClient(policy)) {
            return client.send(Request.of("GET", TestClient.url(target.url() + path)));
        }
    }

    @Test
    void a_trusted_server_is_spoken_to_and_the_connection_reused() {
        ConnectionPolicy policy = ConnectionPolicy.defaults().withTls(TlsClient.of(trusting()));
        try (HttpClient client = transport.newClient(policy)) {
            Hop first = client.send(Request.of("GET", TestClient.url(target.url() + "/get")))
                    .last();
            Exchange second = client.send(Request.of("GET", TestClient.url(target.url() + "/get")));

            assertThat(first.error()).isNull();
            assertThat(first.tlsVersion()).isEqualTo("tls1.3");
            assertThat(first.tlsCipherSuite()).startsWith("TLS_");
            assertThat(first.timings().tlsNanos()).isPositive();
            assertThat(first.timings().blockedNanos())
                    .isGreaterThanOrEqualTo(
                            first.timings().tlsNanos() + first.timings().connectingNanos());
            assertThat(second.last().timings().tlsNanos()).isZero();
            assertThat(second.last().tlsVersion()).isEqualTo("tls1.3");
            assertThat(TestClient.json(second).at("/seq").asInt()).isEqualTo(2);
            assertThat(client.takeBytesReceived())
                    .as("certificates and records count")
                    .isGreaterThan(1000);
        }
    }

    @Test
    void large_bodies_pass() {
        Exchange exchange = send(trusting(), target, "/bytes/1000000");

        assertThat(exchange.body()).hasSize(1_000_000);
    }

    @Test
    void a_stranger_is_refused() {
        assertThat(TestClient.error(send(TlsSettings.DEFAULT, target, "/get")))
                .isEqualTo("1310 x509: unknown authority");
    }

    @Test
    void a_certificate_for_another_host_is_refused_before_its_authority_is_asked() {
        TestCertificate other = TestCertificate.make("dns:other.test", "EC", "-1d", 30);
        try (LoopbackTarget impostor = LoopbackTarget.start(other.server())) {
            assertThat(TestClient.error(send(TlsSettings.DEFAULT, impostor, "/get")))
                    .isEqualTo("1311 x509: certificate doesn't match hostname");
            assertThat(send(TlsSettings.DEFAULT.withInsecureSkipVerify(true), impostor, "/get")
                            .last()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void an_expired_certificate_is_refused() {
        TestCertificate old = TestCertificate.make("ip:127.0.0.1", "EC", "-10d", 5);
        try (LoopbackTarget expired = LoopbackTarget.start(old.server())) {
            assertThat(TestClient.error(
                            send(TlsSettings.DEFAULT.withAuthorities(List.of(old.certificate())), expired, "/get")))
                    .startsWith("1000 ")
                    .contains("certificate has expired or is not yet valid");
        }
    }

    @Test
    void a_plain_server_is_recognised() {
        try (LoopbackTarget plain = LoopbackTarget.start();
                HttpClient client = transport.newClient(ConnectionPolicy.defaults())) {
            Exchange exchange =
                    client.send(Request.of("GET", TestClient.url("https://127.0.0.1:" + plain.port() + "/")));

            assertThat(TestClient.error(exchange))
                    .isEqualTo("1301 tls: first record does not look like a TLS handshake");
            assertThat(exchange.last().remoteIp()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void a_tls_server_spoken_to_plainly_is_an_error() {
        try (HttpClient client = transport.newClient(ConnectionPolicy.defaults())) {
            Exchange exchange =
                    client.send(Request.of("GET", TestClient.url("http://127.0.0.1:" + target.port() + "/")));

            assertThat(exchange.last().status()).isZero();
            assertThat(exchange.last().error()).isNotNull();
        }
    }

    @Test
    void sessions_are_never_resumed() {
        ConnectionPolicy policy = ConnectionPolicy.defaults()
                .withNoConnectionReuse(true)
                .withTls(TlsClient.of(trusting().withVersions("tls1.2", "tls1.2")));
        Set<String> sessions = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            try (HttpClient client = transport.newClient(policy)) {
                Request request = Request.of("GET", TestClient.url(target.url() + "/tls-session"));
                sessions.add(TestClient.text(client.send(request)));
                sessions.add(TestClient.text(client.send(request)));
            }
        }

        assertThat(sessions).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,          localhost",
        "a.b.test.,          a.b.test",
        "under_score.test,   under_score.test",
        "b\u00fccher.test,     xn--bcher-kva.test",
    })
    void the_server_name_is_sent_as_it_is(String host, String name) throws Exception {
        NameRules rules = new NameRules(Map.of("*", "127.0.0.1"), List.of(), List.of(), NameRules.Dns.DEFAULT);
        ConnectionPolicy policy = ConnectionPolicy.defaults().withNames(NameResolver.of(rules));
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                HttpClient client = transport.newClient(policy)) {
            String url = "https://" + host + ":" + server.getLocalPort() + "/";
            client.sendAsync(Request.of("GET", TestClient.url(url)), exchange -> {});
            try (Socket socket = server.accept()) {
                byte[] hello = new byte[4096];
                int length = socket.getInputStream().read(hello);

                assertThat(new String(hello, 0, length, StandardCharsets.ISO_8859_1))
                        .contains(name + "\0");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"tls1.2, tls1.2, tls1.2", "tls1.2, tls1.3, tls1.3", "tls1.3, tls1.3, tls1.3", ", tls1.2, tls1.2"})
    void versions_are_as_asked(String min, String max, String version) {
        Hop hop = send(trusting().withVersions(min, max), target, "/get").last();

        assertThat(hop.error()).isNull();
        assertThat(hop.tlsVersion()).isEqualTo(version);
    }

    @Test
    void unknown_cipher_suites_are_refused_at_once() {
        TlsSettings settings = TlsSettings.DEFAULT.withCipherSuites(
                List.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_NOPE", "TLS_NEITHER"));

        assertThatThrownBy(() -> TlsClient.of(settings)).hasMessage("unknown TLS cipher suites: TLS_NOPE, TLS_NEITHER");
    }

    @ParameterizedTest
    @CsvSource({
        "tls9,   tls1.2, unknown TLS version: tls9",
        "tls1.3, tls1.2, TLS versions from tls1.3 to tls1.2 are an empty range",
    })
    void impossible_versions_are_refused_at_once(String min, String max, String text) {
        TlsSettings settings = TlsSettings.DEFAULT.withVersions(min, max);

        assertThatThrownBy(() -> TlsClient.of(settings)).hasMessage(text);
    }

    @Test
    void cipher_suites_are_as_asked() {
        TlsSettings settings = trusting()
                .withVersions("tls1.2", "tls1.2")
                .withCipherSuites(List.of("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305"));

        assertThat(send(settings, target, "/get").last().tlsCipherSuite())
                .isEqualTo("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");
    }

    @ParameterizedTest
    @CsvSource({
        "a.test,    a.test,     true",
        "a.test,    A.Test.,    true",
        "*.a.test,  b.a.test,   true",
        "*.a.test,  a.test,     false",
        "*.a.test,  c.b.a.test, false",
        "b*.a.test, bb.a.test,  false",
        "a.test,    b.test,     false",
    })
    void certificate_names_match_hosts(String pattern, String host, boolean matches) {
        assertThat(CertificateNames.matches(pattern, host)).isEqualTo(matches);
    }
}
