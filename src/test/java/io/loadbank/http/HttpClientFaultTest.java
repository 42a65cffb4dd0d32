package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.http.ConnectionPolicy.Limits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Targets that misbehave: always an error code, never an exception, never a hang. */
@Timeout(60)
class HttpClientFaultTest {

    private final TestClient http = new TestClient(
            ConnectionPolicy.defaults().withLimits(new Limits(Duration.ofSeconds(30), 1 << 20, 1 << 20)));

    @AfterEach
    void close() {
        http.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/close,              1000 EOF",
        "/reset,              1220 read: connection reset by peer",
        "/truncate,           1000 unexpected EOF",
        "/garbage,            '1000 malformed HTTP status code \"this\"'",
        "/endless-head,       '1000 net/http: server response headers exceeded 1048576 bytes; aborted'",
        "/endless,            '1000 response body is larger than 1048576 bytes'",
        "/endless?length=none,'1000 response body is larger than 1048576 bytes'",
        "/bytes/1048577,      '1000 response body is larger than 1048576 bytes'",
    })
    void a_broken_answer_is_an_error(String path, String error) {
        Exchange exchange = http.get(path);
        Hop hop = exchange.last();

        assertThat(TestClient.error(exchange)).isEqualTo(error);
        assertThat(hop.status()).isZero();
        assertThat(hop.statusText()).isEmpty();
        assertThat(hop.proto()).isEmpty();
        assertThat(hop.headers()).isEqualTo(Headers.EMPTY);
        assertThat(hop.remoteIp()).isEqualTo("127.0.0.1");
        assertThat(hop.timings().blockedNanos()).isPositive();
        assertThat(TestClient.text(http.get("/text"))).isEqualTo("plain text");
    }

    @Test
    void what_came_of_a_broken_body_is_kept() {
        assertThat(TestClient.text(http.get("/truncate"))).isEqualTo("0123456789");
        assertThat(http.get("/close").body()).isNull();
    }

    @Test
    void a_refused_connection() {
        Exchange exchange = http.get("http://127.0.0.1:1/x");
        Hop hop = exchange.last();

        assertThat(TestClient.error(exchange)).isEqualTo("1212 dial: connection refused");
        assertThat(hop.failure())
                .isEqualTo("Get \"http://127.0.0.1:1/x\": dial tcp 127.0.0.1:1: connect: connection refused");
        assertThat(hop.remoteIp()).isEmpty();
        assertThat(hop.remotePort()).isZero();
        assertThat(hop.timings()).isEqualTo(Timings.ZERO);
        assertThat(exchange.body()).isNull();
        assertThat(hop.url().text()).isEqualTo("http://127.0.0.1:1/x");
    }

    @ParameterizedTest
    @CsvSource({
        "'',                     'unsupported protocol scheme \"\"'",
        "relative,               'unsupported protocol scheme \"\"'",
        "ftp://127.0.0.1/,       'unsupported protocol scheme \"ftp\"'",
        "http:///x,              'http: no Host in request URL'",
    })
    void urls_that_lead_nowhere(String url, String text) {
        Exchange exchange = http.client.send(Request.of("GET", TestClient.url(url)));

        assertThat(TestClient.error(exchange)).isEqualTo("1000 " + text);
        assertThat(exchange.interrupted()).isFalse();
    }

    @Test
    void a_port_that_cannot_be() {
        assertThat(TestClient.error(http.get("http://127.0.0.1:99999/")))
                .isEqualTo("1210 dial tcp: address 99999: invalid port");
    }

    @Test
    void an_invalid_header_is_a_failed_hop() {
        Exchange exchange = http.send("GET", "/get", null, "bad name", "x");

        assertThat(TestClient.error(exchange)).isEqualTo("1000 net/http: invalid header field name \"bad name\"");
        assertThat(http.target.requests()).isZero();
    }

    @Test
    void a_discarded_body_without_end_needs_no_memory_and_stops_with_the_timeout() {
        Exchange exchange = http.client.send(
                http.request("GET", "/endless").withDiscardBody(true).withTimeout(Duration.ofMillis(200)));

        assertThat(TestClient.error(exchange)).isEqualTo("1050 request timeout");
        assertThat(http.client.takeBytesReceived()).isGreaterThan(1 << 20);
    }

    @Test
    void switching_protocols_is_flagged_by_its_status() {
        Exchange exchange = http.get(raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", true));

        assertThat(exchange.last().status()).isEqualTo(101);
        assertThat(exchange.body()).isNull();
    }

    @Test
    void bytes_after_a_response_end_the_connection() {
        http.get(raw("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK\r\n", true));

        assertThat(TestClient.json(http.get("/get")).at("/conn").asInt()).isEqualTo(2);
    }

    @Test
    void old_servers_close_after_each_answer() {
        Exchange exchange = http.get(raw("HTTP/1.0 200 OK\r\n\r\nold", false));

        assertThat(TestClient.text(exchange)).isEqualTo("old");
        assertThat(exchange.last().proto()).isEqualTo("HTTP/1.0");
        assertThat(TestClient.json(http.get("/get")).at("/conn").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    '',                       1, true",
        "HEAD,   '',                       1, true",
        "OPTIONS,'',                       1, true",
        "POST,   '',                       1, false",
        "PUT,    '',                       1, false",
        "DELETE, '',                       1, false",
        "PATCH,  '',                       1, false",
        "POST,   Idempotency-Key,          1, true",
    })
    void a_dead_reused_connection_is_replaced_once_for_what_may_be_repeated(
            String method, String header, int hops, boolean repeated) {
        http.get("/get");
        Request request = http.request(method, "/reset/" + method)
                .withHeaders(header.isEmpty() ? Headers.EMPTY : Headers.of(header, "k"));

        Exchange exchange = http.client.send(request);

        assertThat(TestClient.error(exchange)).isEqualTo("1220 read: connection reset by peer");
        assertThat(exchange.hops()).hasSize(hops);
        assertThat(http.target.counter(method)).isEqualTo(repeated ? 2 : 1);
    }

    @Test
    void nothing_is_repeated_on_a_new_connection() {
        http.get("/close/new");

        assertThat(http.target.counter("new")).isEqualTo(1);
    }

    @Test
    void a_repeated_hop_counts_its_new_connection() {
        http.get("/get");
        Exchange exchange = http.get("/close/stale");

        assertThat(TestClient.error(exchange)).isEqualTo("1000 EOF");
        assertThat(exchange.last().timings().connectingNanos()).isPositive();
    }

    @Test
    void idle_connections_that_the_target_closed_are_forgotten() {
        http.get("/get");
        http.target.dropConnections();
        Awaitility.await().until(() -> http.target.openConnections() == 0);

        assertThat(http.send("POST", "/post", "x").last().status()).isEqualTo(200);
    }

    @Test
    void an_answer_before_the_body_is_fully_sent_is_taken() {
        Request request = Request.of(
                        "POST",
                        TestClient.url(
                                "http://127.0.0.1:" + RefusingTarget.start().port() + "/"))
                .withBody(new byte[64 << 20]);

        Exchange exchange = http.client.send(request);

        assertThat(exchange.last().status()).isEqualTo(413);
    }

    private static String raw(String answer, boolean keep) {
        return "/raw?answer=" + URLEncoder.encode(answer, StandardCharsets.UTF_8) + (keep ? "&keep" : "");
    }
}
