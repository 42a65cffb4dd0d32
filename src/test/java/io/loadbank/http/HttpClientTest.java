package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What goes over the wire and what comes back, when all is well. */
class HttpClientTest {

    private final TestClient http = new TestClient();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void a_response_has_all_its_parts() {
        Exchange exchange = http.get("/text?body=hi#f");
        Hop hop = exchange.last();

        assertThat(exchange.hops()).hasSize(1);
        assertThat(exchange.interrupted()).isFalse();
        assertThat(TestClient.text(exchange)).isEqualTo("hi");
        assertThat(hop.error()).isNull();
        assertThat(hop.failure()).isEmpty();
        assertThat(hop.status()).isEqualTo(200);
        assertThat(hop.statusText()).isEqualTo("200 OK");
        assertThat(hop.proto()).isEqualTo("HTTP/1.1");
        assertThat(hop.method()).isEqualTo("GET");
        assertThat(hop.url().text()).isEqualTo(http.target.url() + "/text?body=hi#f");
        assertThat(hop.headers())
                .isEqualTo(Headers.of("Content-Type", "text/plain; charset=utf-8", "Content-Length", "2"));
        assertThat(hop.remoteIp()).isEqualTo("127.0.0.1");
        assertThat(hop.remotePort()).isEqualTo(http.target.port());
        assertThat(hop.tlsVersion()).isEmpty();
        assertThat(hop.tlsCipherSuite()).isEmpty();
        assertThat(hop.endEpochNanos() / 1_000_000).isCloseTo(System.currentTimeMillis(), within(5_000L));
    }

    private static org.assertj.core.data.Offset<Long> within(long offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    @Test
    void only_host_is_sent_by_itself() {
        JsonNode echo = TestClient.json(http.get("/get"));

        assertThat(echo.at("/header_list").toString())
                .isEqualTo("[[\"Host\",\"127.0.0.1:" + http.target.port() + "\"]]");
    }

    @Test
    void headers_arrive_in_order() {
        JsonNode echo = TestClient.json(http.send(
                "POST", "/post", "ünï", "x-b", "2", "User-Agent", "mine", "X-A", "1", "host", "virtual.example"));

        List<String> names = new ArrayList<>();
        echo.at("/header_list").forEach(pair -> names.add(pair.get(0).asString()));
        assertThat(names).containsExactly("Host", "User-Agent", "Content-Length", "X-A", "X-B");
        assertThat(echo.at("/headers/Host").asString()).isEqualTo("virtual.example");
        assertThat(echo.at("/headers/Content-Length").asString()).isEqualTo("5");
        assertThat(echo.at("/data").asString()).isEqualTo("ünï");
    }

    @Test
    void methods_and_bodies_go_out_as_given() {
        assertThat(TestClient.json(http.send("PURGE", "/anything", null))
                        .at("/method")
                        .asString())
                .isEqualTo("PURGE");
        assertThat(TestClient.json(http.send("get", "/anything", null))
                        .at("/method")
                        .asString())
                .isEqualTo("get");
        assertThat(TestClient.json(http.send("GET", "/anything", "body!"))
                        .at("/data")
                        .asString())
                .isEqualTo("body!");
        assertThat(TestClient.json(http.send("DELETE", "/anything", "x"))
                        .at("/data")
                        .asString())
                .isEqualTo("x");
        assertThat(TestClient.json(http.send("POST", "/post", null))
                        .at("/headers/Content-Length")
                        .asString())
                .isEqualTo("0");
        assertThat(TestClient.json(http.send("POST", "/post", "")).at("/length").asInt())
                .isZero();
    }

    @Test
    void a_large_body_goes_out_and_comes_back_whole() {
        String large = "0123456789abcdef".repeat(1 << 17);

        Exchange exchange = http.send("POST", "/anything", large);

        assertThat(TestClient.json(exchange).at("/data").asString()).isEqualTo(large);
        assertThat(http.client.takeBytesSent()).isBetween(large.length() + 50L, large.length() + 500L);
        assertThat(http.client.takeBytesReceived()).isGreaterThan(large.length());
        assertThat(http.client.takeBytesReceived()).isZero();
    }

    @Test
    void bodies_by_status_and_method() {
        assertThat(TestClient.text(http.send("HEAD", "/get", null))).isEmpty();
        assertThat(http.send("HEAD", "/get", null).last().headers().get("Content-Length"))
                .isNotEqualTo("0");
        assertThat(http.get("/status/204").body()).isNull();
        assertThat(http.get("/status/304").body()).isNull();
        assertThat(TestClient.text(http.get("/text?body="))).isEmpty();
        assertThat(http.get("/invalidutf8").body()).containsExactly('a', 0xff, 0xfe, 'b');
        assertThat(TestClient.text(http.get("/stream/3"))).isEqualTo("{\"id\": 0}\n{\"id\": 1}\n{\"id\": 2}\n");
        assertThat(http.get("/bytes/300000").body()).hasSize(300_000);
    }

    @Test
    void error_statuses_are_no_transport_errors() {
        assertThat(http.get("/status/404").last().status()).isEqualTo(404);
        assertThat(http.get("/status/503").last().error()).isNull();
    }

    @Test
    void a_discarded_body_is_read_but_not_kept() {
        Exchange exchange =
                http.client.send(http.request("GET", "/bytes/100000").withDiscardBody(true));

        assertThat(exchange.body()).isNull();
        assertThat(exchange.last().headers().get("Content-Length")).isEqualTo("100000");
        assertThat(http.client.takeBytesReceived()).isGreaterThan(100_000);
        assertThat(connectionOf(http.get("/get"))).isEqualTo(1);
    }

    @Test
    void repeated_and_oddly_spelled_response_headers() {
        Headers headers = http.get("/multi").last().headers();

        assertThat(headers.get("X-Dup")).isEqualTo("a, b");
        assertThat(headers.toMap()).containsEntry("X-Odd-Case", "1").doesNotContainKey("x-odd-CASE");
    }

    @Test
    void credentials_in_the_url_become_basic_auth_unless_the_script_has_its_own() {
        String authority = "127.0.0.1:" + http.target.port();

        assertThat(http.get("http://u:p@" + authority + "/basic-auth/u/p")
                        .last()
                        .status())
                .isEqualTo(200);
        assertThat(http.get("http://u@" + authority + "/basic-auth/u/p").last().status())
                .isEqualTo(401);
        assertThat(http.send(
                                "GET",
                                "http://u:bad@" + authority + "/basic-auth/u/p",
                                null,
                                "Authorization",
                                "Basic dTpw")
                        .last()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void connections_are_reused() {
        Exchange first = http.get("/delay/20");
        Exchange second = http.get("/get");

        assertThat(TestClient.json(second).at("/conn").asInt()).isEqualTo(connectionOf(first));
        assertThat(TestClient.json(second).at("/seq").asInt()).isEqualTo(2);
        assertThat(first.last().timings().connectingNanos()).isPositive();
        assertThat(first.last().timings().blockedNanos())
                .isGreaterThanOrEqualTo(first.last().timings().connectingNanos());
        assertThat(first.last().timings().waitingNanos()).isGreaterThan(15_000_000);
        assertThat(second.last().timings().connectingNanos()).isZero();
        assertThat(second.last().timings().tlsNanos()).isZero();
    }

    @Test
    void receiving_covers_a_late_body() {
        Timings timings = http.get("/drip?ms=60").last().timings();

        assertThat(timings.receivingNanos()).isGreaterThan(40_000_000);
        assertThat(timings.waitingNanos()).isLessThan(timings.receivingNanos());
    }

    @Test
    void a_connection_that_either_side_closes_is_not_reused() {
        assertThat(connectionOf(http.get("/conn-close"))).isEqualTo(1);
        assertThat(connectionOf(http.send("GET", "/get", null, "Connection", "close")))
                .isEqualTo(2);
        assertThat(connectionOf(http.get("/get"))).isEqualTo(3);
        http.client.closeIdle();
        assertThat(connectionOf(http.get("/get"))).isEqualTo(4);
    }

    @Test
    void without_reuse_every_request_has_its_own_connection() {
        try (TestClient fresh = new TestClient(ConnectionPolicy.defaults().withNoConnectionReuse(true))) {
            JsonNode first = TestClient.json(fresh.get("/get"));
            JsonNode second = TestClient.json(fresh.get("/get"));

            assertThat(first.at("/headers/Connection").asString()).isEqualTo("close");
            assertThat(second.at("/conn").asInt()).isEqualTo(2);
            fresh.send("GET", "/get", null, "Connection", "keep-alive");
            assertThat(connectionOf(fresh.get("/get"))).isEqualTo(4);
        }
    }

    @Test
    void clients_do_not_share_connections() {
        try (HttpClient other = http.transport.newClient(ConnectionPolicy.defaults())) {
            http.get("/get");
            Exchange exchange = other.send(http.request("GET", "/get"));

            assertThat(connectionOf(exchange)).isEqualTo(2);
        }
    }

    @Test
    void nio_works_where_epoll_is_not() {
        try (HttpTransport nio = new HttpTransport(1, false, Egress.DIRECT);
                HttpClient client = nio.newClient(ConnectionPolicy.defaults())) {
            assertThat(TestClient.text(client.send(http.request("GET", "/text"))))
                    .isEqualTo("plain text");
            assertThat(TestClient.error(client.send(http.request("GET", "/reset"))))
                    .isEqualTo("1220 read: connection reset by peer");
            assertThat(TestClient.error(client.send(http.request("GET", "http://127.0.0.1:1/"))))
                    .isEqualTo("1212 dial: connection refused");
        }
    }

    private static int connectionOf(Exchange exchange) {
        return TestClient.json(exchange).at("/conn").asInt();
    }
}
