package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class Http2Test {

    private final HttpTransport transport = new HttpTransport(1);
    private final H2Target target = H2Target.start();
    private final HttpClient client = transport.newClient(H2Target.policy());

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
    void a_server_that_offers_it_is_spoken_to_over_one_connection() {
        Exchange first = get("/echo?a=b");
        Exchange second = get("/echo");
        Hop hop = first.last();

        assertThat(hop.error()).isNull();
        assertThat(hop.proto()).isEqualTo("HTTP/2.0");
        assertThat(hop.status()).isEqualTo(200);
        assertThat(hop.statusText()).isEqualTo("200 OK");
        assertThat(hop.headers().get("Content-Type")).isEqualTo("text/plain");
        assertThat(hop.tlsVersion()).isEqualTo("tls1.3");
        assertThat(hop.remoteIp()).isEqualTo("127.0.0.1");
        assertThat(hop.timings().tlsNanos()).isPositive();
        assertThat(second.last().timings().connectingNanos()).isZero();
        assertThat(second.last().timings().tlsNanos()).isZero();
        assertThat(second.last().tlsVersion()).isEqualTo("tls1.3");
        assertThat(target.connections).hasValue(1);
        assertThat(client.takeBytesReceived()).isGreaterThan(1000);
    }

    @Test
    void request_fields_go_out_in_lower_case_without_those_of_the_connection() {
        Request request = target.request("POST", "/echo?q=1#fragment")
                .withHeaders(Headers.of(
                        "X-My-Id",
                        "v1",
                        "Connection",
                        "keep-alive",
                        "Upgrade",
                        "x",
                        "Host",
                        "other.test",
                        "User-Agent",
                        "me",
                        "Cookie",
                        "a=1; b=2",
                        "X-Text",
                        "gr\u00fcn",
                        "Te",
                        "gzip"))
                .withBody("hello".getBytes(StandardCharsets.UTF_8));

        assertThat(String.valueOf(TestClient.text(client.send(request))).split("\n"))
                .containsExactlyInAnyOrder(
                        ":authority: other.test",
                        ":method: POST",
                        ":path: /echo?q=1",
                        ":scheme: https",
                        "content-length: 5",
                        "x-my-id: v1",
                        "user-agent: me",
                        "cookie: a=1",
                        "cookie: b=2",
                        "x-text: gr\u00fcn",
                        "",
                        "hello");
    }

    @ParameterizedTest
    @CsvSource({"POST, true", "PUT, true", "GET, false", "DELETE, false"})
    void methods_that_announce_an_empty_body_do_so(String method, boolean announced) {
        String text = TestClient.text(client.send(target.request(method, "/echo")));

        assertThat(String.valueOf(text).contains("content-length: 0")).isEqualTo(announced);
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
        assertThat(target.connections).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  204, , 204 No Content",
        "GET,  304, , 304 Not Modified",
        "GET,  200, '', 200 OK",
        "HEAD, 200, '', 200 OK",
        "GET,  418, '', 418 I'm a teapot",
        "GET,  799, '', '799 '",
    })
    void statuses_have_their_words_and_bodies(String method, int status, String body, String text) {
        Exchange exchange = client.send(target.request(method, "/status/" + status));

        assertThat(exchange.last().statusText()).isEqualTo(text);
        assertThat(TestClient.text(exchange)).isEqualTo(body);
    }

    @Test
    void redirects_are_followed_on_the_same_connection() {
        Exchange exchange = get("/status/302");

        assertThat(exchange.hops()).extracting(Hop::status).containsExactly(302, 200);
        assertThat(target.connections).hasValue(1);
    }

    @Test
    void concurrent_requests_share_the_connection() throws Exception {
        get("/echo");
        Queue<Exchange> answers = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            client.sendAsync(target.request("GET", "/meet/50"), exchange -> {
                answers.add(exchange);
                all.countDown();
            });
        }

        assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(answers).allMatch(exchange -> exchange.last().status() == 200);
        assertThat(target.connections).hasValue(1);
    }

    @Test
    void hops_that_dial_at_the_same_time_end_up_on_one_connection() throws Exception {
        CountDownLatch all = new CountDownLatch(6);
        for (int i = 0; i < 6; i++) {
            client.sendAsync(target.request("GET", "/meet/6"), exchange -> all.countDown());
        }

        assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().untilAtomic(target.open, org.hamcrest.Matchers.is(1));
    }

    @Test
    void a_full_connection_is_joined_by_another_for_as_long_as_it_is_full() throws Exception {
        try (H2Target narrow = H2Target.start(Http2Settings.defaultSettings().maxConcurrentStreams(2))) {
            client.send(narrow.request("GET", "/echo"));
            CountDownLatch all = new CountDownLatch(6);
            for (int i = 0; i < 6; i++) {
                client.sendAsync(narrow.request("GET", "/meet/6"), exchange -> {
                    if (exchange.last().status() == 200) {
                        all.countDown();
                    }
                });
            }

            assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
            Awaitility.await().untilAtomic(narrow.open, org.hamcrest.Matchers.is(1));
        }
    }

    @Test
    void without_reuse_each_request_has_a_connection() {
        try (HttpClient once = transport.newClient(H2Target.policy().withNoConnectionReuse(true))) {
            once.send(target.request("GET", "/echo"));
            once.send(target.request("GET", "/echo"));
        }

        assertThat(target.connections).hasValue(2);
        Awaitility.await().untilAtomic(target.open, org.hamcrest.Matchers.is(0));
    }

    @Test
    void idle_connections_are_closed_when_asked() {
        get("/echo");
        client.closeIdle();

        Awaitility.await().untilAtomic(target.open, org.hamcrest.Matchers.is(0));
        assertThat(get("/echo").last().status()).isEqualTo(200);
        assertThat(target.connections).hasValue(2);
    }

    @Test
    void a_server_that_takes_its_leave_is_dialled_anew() {
        assertThat(TestClient.text(get("/leave"))).isEqualTo("bye");
        Awaitility.await().untilAtomic(target.open, org.hamcrest.Matchers.is(0));
        assertThat(TestClient.text(get("/leave"))).isEqualTo("bye");
        assertThat(target.connections).hasValue(2);
    }

    @Test
    void http_1_is_spoken_when_http_2_is_switched_off() {
        try (HttpClient old = transport.newClient(H2Target.policy().withHttp2(false))) {
            Hop hop = old.send(target.request("GET", "/echo").withTimeout(Duration.ofSeconds(20)))
                    .last();

            assertThat(hop.proto()).isNotEqualTo("HTTP/2.0");
        }
    }

    @Test
    void a_timeout_ends_one_stream_and_no_other() throws Exception {
        get("/echo");
        CountDownLatch met = new CountDownLatch(1);
        client.sendAsync(target.request("GET", "/meet/2"), exchange -> {
            if (exchange.last().status() == 200) {
                met.countDown();
            }
        });
        Exchange late = client.send(target.request("GET", "/never").withTimeout(Duration.ofMillis(150)));
        client.send(target.request("GET", "/meet/2"));

        assertThat(TestClient.error(late)).isEqualTo("1050 request timeout");
        assertThat(met.await(60, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().untilAtomic(target.resets, org.hamcrest.Matchers.is(1));
    }

    @Test
    void an_interrupted_client_returns_and_can_go_on() {
        get("/echo");
        Thread other = Thread.ofVirtual().start(() -> {
            Awaitility.await().untilAtomic(target.requests, org.hamcrest.Matchers.is(2));
            client.interrupt();
        });
        Exchange cut = get("/never");
        assertThat(cut.interrupted()).isTrue();
        assertThat(other).isNotNull();
        client.resume();
        assertThat(get("/echo").last().status()).isEqualTo(200);
    }
}
