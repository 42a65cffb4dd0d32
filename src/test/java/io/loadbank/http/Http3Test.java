package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.testkit.TestCertificate;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class Http3Test {

    private final HttpTransport transport = new HttpTransport(1);
    private final H3Target target = H3Target.start();
    private final HttpClient client = transport.newClient(H3Target.policy());

    @AfterEach
    void close() {
        client.close();
        transport.close();
        target.close();
    }

    private Exchange get(String path) {
        return client.send(target.request("GET", path));
    }

    @Test
    void a_request_that_asks_for_it_is_sent_over_one_connection() {
        Exchange first = get("/echo?a=b");
        Exchange second = get("/echo");
        Hop hop = first.last();

        assertThat(hop.error()).isNull();
        assertThat(hop.proto()).isEqualTo("HTTP/3.0");
        assertThat(hop.status()).isEqualTo(200);
        assertThat(hop.statusText()).isEqualTo("200 OK");
        assertThat(hop.headers().get("Content-Type")).isEqualTo("text/plain");
        assertThat(hop.tlsVersion()).isEqualTo("tls1.3");
        assertThat(hop.tlsCipherSuite()).startsWith("TLS_");
        assertThat(hop.remoteIp()).isEqualTo("127.0.0.1");
        assertThat(hop.remotePort()).isEqualTo(target.port());
        assertThat(hop.timings().tlsNanos()).isPositive();
        assertThat(hop.timings().blockedNanos())
                .isGreaterThanOrEqualTo(hop.timings().tlsNanos());
        assertThat(hop.timings().durationNanos()).isPositive();
        assertThat(second.last().timings().connectingNanos()).isZero();
        assertThat(second.last().timings().tlsNanos()).isZero();
        assertThat(second.last().tlsVersion()).isEqualTo("tls1.3");
        assertThat(target.connections).hasValue(1);
        assertThat(client.takeBytesReceived()).isGreaterThan(1000);
        assertThat(client.takeBytesSent()).isGreaterThan(1000);
    }

    @Test
    void request_fields_go_out_in_lower_case_without_those_of_the_connection() {
        Request request = target.request("POST", "/echo?q=1#fragment")
                .withHeaders(Headers.of(
                        "X-My-Id", "v1", "Connection", "keep-alive", "Host", "other.test", "Cookie", "a=1; b=2"))
                .withBody("hello".getBytes(StandardCharsets.UTF_8));

        assertThat(String.valueOf(TestClient.text(client.send(request))).split("\n"))
                .containsExactlyInAnyOrder(
                        ":authority: other.test",
                        ":method: POST",
                        ":path: /echo?q=1",
                        ":scheme: https",
                        "content-length: 5",
                        "x-my-id: v1",
                        "cookie: a=1",
                        "cookie: b=2",
                        "",
                        "hello");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "16384", "65535", "65536", "3000000"})
    void bodies_of_any_length_pass_in_both_directions(int length) {
        Exchange sent = client.send(target.request("POST", "/echo").withBody(new byte[length]));

        assertThat(TestClient.text(sent)).endsWith(length > 100 ? "\n" + length : "\0".repeat(length));
        assertThat(get("/bytes/" + length).body()).hasSize(length);
    }

    @Test
    void set_cookies_and_repeated_fields_are_read() {
        CookieJar jar = new CookieJar();
        Request request = target.request("GET", "/cookies").withCookies(new RequestCookies(jar, List.of()));
        Hop hop = client.send(request).last();

        assertThat(hop.setCookies()).containsExactly("a=1; Path=/", "b=2; Path=/");
        assertThat(hop.headers().get("X-Many")).isEqualTo("1, 2");
        String next = TestClient.text(
                client.send(target.request("GET", "/echo").withCookies(new RequestCookies(jar, List.of()))));
        assertThat(next).contains("cookie: a=1\ncookie: b=2\n");
    }

    @Test
    void interim_answers_and_trailers_are_passed_over() {
        assertThat(TestClient.text(get("/hints"))).isEqualTo("after hints");
        Exchange trailers = get("/trailers");
        assertThat(TestClient.text(trailers)).isEqualTo("body");
        assertThat(trailers.last().headers().get("X-Checksum")).isNull();
    }

    @Test
    void redirects_are_followed_on_the_same_connection() {
        Exchange exchange = get("/status/302");

        assertThat(exchange.hops()).extracting(Hop::proto).containsExactly("HTTP/3.0", "HTTP/3.0");
        assertThat(exchange.last().status()).isEqualTo(200);
        assertThat(target.connections).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  204, , 204 No Content",
        "GET,  304, , 304 Not Modified",
        "GET,  200, '', 200 OK",
        "HEAD, 200, '', 200 OK",
        "GET,  799, '', '799 '",
    })
    void statuses_have_their_words_and_bodies(String method, int status, @Nullable String body, String text) {
        Exchange exchange = client.send(target.request(method, "/status/" + status));

        assertThat(exchange.last().statusText()).isEqualTo(text);
        assertThat(TestClient.text(exchange)).isEqualTo(body);
    }

    @Test
    void many_requests_share_a_connection_at_once() throws Exception {
        assertThat(get("/echo").last().error()).isNull();
        CountDownLatch done = new CountDownLatch(20);
        Queue<String> texts = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 20; i++) {
            client.sendAsync(target.request("GET", "/meet/20"), exchange -> {
                texts.add(String.valueOf(TestClient.text(exchange)));
                done.countDown();
            });
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(texts).hasSize(20).containsOnly("met");
        assertThat(target.connections).hasValue(1);
    }

    @Test
    void beyond_the_streams_of_a_peer_another_connection_is_made() throws Exception {
        try (H3Target small = H3Target.start(2, 30_000)) {
            CountDownLatch done = new CountDownLatch(5);
            Queue<String> texts = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < 5; i++) {
                client.sendAsync(small.request("GET", "/meet/5"), exchange -> {
                    texts.add(String.valueOf(TestClient.text(exchange)));
                    done.countDown();
                });
            }

            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(texts).hasSize(5).containsOnly("met");
            assertThat(small.connections.get()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void more_requests_than_streams_one_after_another_stay_on_one_connection() {
        for (int i = 0; i < 250; i++) {
            assertThat(get("/echo").last().error()).isNull();
        }
        assertThat(target.connections).hasValue(1);
    }

    @Test
    void without_reuse_every_request_has_its_own_connection() {
        try (HttpClient single = transport.newClient(H3Target.policy().withNoConnectionReuse(true))) {
            assertThat(single.send(target.request("GET", "/echo")).last().error())
                    .isNull();
            assertThat(single.send(target.request("GET", "/echo")).last().error())
                    .isNull();

            assertThat(target.connections).hasValue(2);
            Awaitility.await().untilAtomic(target.open, org.hamcrest.Matchers.is(0));
        }
    }

    @Test
    void idle_connections_are_closed_when_asked_and_with_the_client() {
        get("/echo");
        client.closeIdle();
        Awaitility.await().untilAtomic(target.open, org.hamcrest.Matchers.is(0));
        get("/echo");
        assertThat(target.connections).hasValue(2);
        client.close();
        Awaitility.await().untilAtomic(target.open, org.hamcrest.Matchers.is(0));
    }

    @ParameterizedTest
    @CsvSource({
        "/reset/258, 1630, http3: stream error H3_INTERNAL_ERROR",
        "/reset/9999, 1630, http3: stream error unknown error code 0x270f",
        "/cut,       1630, http3: stream error H3_INTERNAL_ERROR",
        "/close/256, 1650, http3: connection error H3_NO_ERROR",
        "/close/263, 1650, http3: connection error H3_EXCESSIVE_LOAD",
        "/short,     1000, http3: the stream ended before the response was complete",
        "/headless,  1000, http3: the stream ended before the response was complete",
        "/plain,     1000, http3: HTTP/3 needs an https URL",
        "/status/abc, 1000, malformed HTTP/3 response: bad :status",
        "/headers/2000/10, 1000, net/http: server response has more than 1000 header lines",
    })
    void what_a_peer_does_wrong_has_a_code_and_words(String path, int code, String text) {
        TransportError error = get(path).last().error();

        assertThat(error).isNotNull();
        assertThat(error.text()).isEqualTo(text);
        assertThat(error.code()).isEqualTo(code);
        assertThat(get("/echo").last().error()).isNull();
    }

    @Test
    void fields_beyond_the_limit_are_refused() {
        TransportError error = get("/headers/400/4000").last().error();

        assertThat(error).isNotNull();
        assertThat(error.text()).startsWith("http3: ");
        assertThat(get("/echo").last().error()).isNull();
    }

    @Test
    void a_peer_that_leaves_is_left_and_what_it_did_not_take_goes_elsewhere() {
        assertThat(TestClient.text(get("/goaway/after"))).isEqualTo("bye");
        assertThat(get("/echo").last().error()).isNull();
        assertThat(target.connections).hasValue(2);

        TransportError error = get("/goaway/all").last().error();
        assertThat(error).isNotNull();
        assertThat(error.code()).isEqualTo(1610);
    }

    @Test
    void a_request_times_out_while_the_peer_is_silent() {
        // a busy machine takes longer than the timeout to connect
        assertThat(get("/echo").last().error()).isNull();
        Request request = target.request("GET", "/never").withTimeout(Duration.ofMillis(300));
        TransportError error = client.send(request).last().error();

        assertThat(error).isEqualTo(Failures.TIMED_OUT);
        assertThat(get("/echo").last().error()).isNull();
        assertThat(target.connections).hasValue(2);
    }

    @Test
    void a_connection_that_was_silent_for_too_long_is_replaced() {
        try (H3Target brief = H3Target.start(100, 300)) {
            assertThat(client.send(brief.request("GET", "/echo")).last().error())
                    .isNull();
            Awaitility.await().untilAtomic(brief.open, org.hamcrest.Matchers.is(0));

            assertThat(client.send(brief.request("GET", "/echo")).last().error())
                    .isNull();
            TransportError error =
                    client.send(brief.request("GET", "/never")).last().error();
            assertThat(error).isEqualTo(H3Failures.SILENT);
        }
    }

    @Test
    void a_port_where_nobody_listens_is_told_at_once() throws Exception {
        int port;
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            port = socket.getLocalPort();
        }
        Request request = Request.of("GET", TestClient.url("https://127.0.0.1:" + port + "/"))
                .withVersion(HttpVersion.HTTP_3);
        TransportError error = client.send(request).last().error();

        assertThat(error).isNotNull();
        assertThat(error.code()).isEqualTo(TransportError.CONNECTION_REFUSED);
        assertThat(error.detail()).isEqualTo("dial udp 127.0.0.1:" + port + ": connect: connection refused");
    }

    @Test
    void a_peer_that_never_answers_costs_the_timeout() throws Exception {
        try (DatagramSocket deaf = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            Request request = Request.of("GET", TestClient.url("https://127.0.0.1:" + deaf.getLocalPort() + "/"))
                    .withVersion(HttpVersion.HTTP_3)
                    .withTimeout(Duration.ofMillis(300));

            assertThat(client.send(request).last().error()).isEqualTo(Failures.TIMED_OUT);
        }
    }

    @Test
    void certificates_are_judged_as_over_tcp() {
        Request byAddress = target.request("GET", "/echo");
        Request byName = Request.of("GET", TestClient.url("https://other.test:" + target.port() + "/echo"))
                .withVersion(HttpVersion.HTTP_3);
        NameResolver names = NameResolver.of(new NameRules(
                java.util.Map.of("other.test", "127.0.0.1"), List.of(), List.of(), NameRules.Dns.DEFAULT));

        assertThat(error(ConnectionPolicy.defaults(), byAddress)).isEqualTo(TransportError.UNKNOWN_AUTHORITY);
        assertThat(error(H3Target.policy().withNames(names), byName)).isEqualTo(TransportError.HOSTNAME_MISMATCH);
        assertThat(error(
                        ConnectionPolicy.defaults()
                                .withTls(TlsClient.of(TlsSettings.DEFAULT.withInsecureSkipVerify(true))),
                        byAddress))
                .isZero();
    }

    @Test
    void settings_without_tls_1_3_are_refused_in_words() {
        TlsSettings old = TlsSettings.DEFAULT.withVersions("tls1.2", "tls1.2");
        try (HttpClient other = transport.newClient(ConnectionPolicy.defaults().withTls(TlsClient.of(old)))) {
            TransportError error =
                    other.send(target.request("GET", "/echo")).last().error();

            assertThat(error).isNotNull();
            assertThat(error.text()).isEqualTo("http3: HTTP/3 needs TLS 1.3, and tlsVersion allows tls1.2 at most");
        }
    }

    @Test
    void a_server_that_asks_gets_the_clients_certificate() {
        TestCertificate ec = TestCertificate.make("dns:client", "EC", "-1d", 30);
        TestCertificate rsa = TestCertificate.make("dns:client", "RSA", "-1d", 30);
        try (H3Target demanding = H3Target.demanding(ec.certificate(), rsa.certificate())) {
            Request request = demanding.request("GET", "/echo");
            for (TestCertificate mine : List.of(ec, rsa)) {
                ClientCertificate certificate =
                        ClientCertificate.fromPem(mine.certificatePem(), mine.keyPem(), null, List.of());
                TlsSettings settings = TlsSettings.DEFAULT
                        .withAuthorities(List.of(H3Target.CERTIFICATE.certificate()))
                        .withCertificates(List.of(certificate));
                assertThat(error(ConnectionPolicy.defaults().withTls(TlsClient.of(settings)), request))
                        .isZero();
            }
            assertThat(error(H3Target.policy(), request)).isNotZero();
        }
    }

    @Test
    void what_http_3_cannot_do_is_refused_in_words() {
        Request plain = Request.of("GET", TestClient.url("http://127.0.0.1:1/")).withVersion(HttpVersion.HTTP_3);
        Request ntlm = target.request("GET", "/echo").withAuth(Auth.NTLM);

        assertThat(client.send(plain).last().error())
                .isEqualTo(TransportError.other("http3: HTTP/3 needs an https URL"));
        assertThat(client.send(ntlm).last().error()).isEqualTo(TransportError.other("http3: NTLM needs HTTP/1.1"));
    }

    @Test
    void connections_come_from_the_local_address() throws Exception {
        try (HttpClient local =
                transport.newClient(H3Target.policy().withLocalAddress(InetAddress.getByName("127.0.0.9")))) {
            assertThat(local.send(target.request("GET", "/peer")).last().error())
                    .isNull();
            assertThat(target.peers).containsExactly("127.0.0.9");
        }
    }

    @Test
    void an_interrupt_ends_what_waits() throws Exception {
        get("/echo");
        Thread waiting = Thread.ofPlatform().start(() -> get("/never"));
        Awaitility.await().until(() -> target.requests.get() == 2);
        client.interrupt();

        waiting.join(10_000);
        assertThat(waiting.isAlive()).isFalse();
    }

    private int error(ConnectionPolicy policy, Request request) {
        try (HttpClient other = transport.newClient(policy)) {
            TransportError error = other.send(request).last().error();
            return error == null ? 0 : error.code();
        }
    }
}
