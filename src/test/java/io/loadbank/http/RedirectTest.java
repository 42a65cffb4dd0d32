package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RedirectTest {

    private final TestClient http = new TestClient();

    @AfterEach
    void close() {
        http.close();
    }

    @ParameterizedTest
    @CsvSource({
        "301, GET,    GET,    no",
        "302, GET,    GET,    no",
        "303, GET,    GET,    no",
        "301, HEAD,   HEAD,   no",
        "301, POST,   GET,    no",
        "302, POST,   GET,    no",
        "303, POST,   GET,    no",
        "301, PUT,    GET,    no",
        "302, DELETE, GET,    no",
        "303, PATCH,  GET,    no",
        "302, OPTIONS,GET,    no",
        "307, POST,   POST,   yes",
        "308, POST,   POST,   yes",
        "307, GET,    GET,    yes",
        "308, DELETE, DELETE, yes",
    })
    void the_status_decides_on_method_and_body(int status, String method, String next, String body) {
        Exchange exchange = http.send(
                method, "/redirect-to?url=/anything&status_code=" + status, "hello", "Content-Type", "text/x");

        assertThat(exchange.hops()).hasSize(2);
        assertThat(exchange.hops().getFirst().status()).isEqualTo(status);
        assertThat(exchange.hops().getFirst().method()).isEqualTo(method);
        assertThat(exchange.last().status()).isEqualTo(200);
        assertThat(exchange.last().method()).isEqualTo(next);
        if (!next.equals("HEAD")) {
            JsonNode echo = TestClient.json(exchange);
            assertThat(echo.at("/method").asString()).isEqualTo(next);
            assertThat(echo.at("/data").asString()).isEqualTo(body.equals("yes") ? "hello" : "");
            assertThat(echo.at("/headers").has("Content-Type")).isEqualTo(body.equals("yes"));
        }
    }

    @ParameterizedTest
    @CsvSource({"300", "304", "305", "306"})
    void other_statuses_are_final(int status) {
        Exchange exchange = http.get("/redirect-to?url=/get&status_code=" + status);

        assertThat(exchange.hops()).hasSize(1);
        assertThat(exchange.last().status()).isEqualTo(status);
    }

    @Test
    void a_redirect_without_location_is_final() {
        assertThat(http.get("/redirect-to").hops()).hasSize(1);
        assertThat(http.get("/status/302?noloc=1").last().status()).isEqualTo(302);
    }

    @Test
    void each_hop_has_its_url_and_the_next_its_referer() {
        Exchange exchange = http.get("/redirect/2");

        String base = http.target.url();
        assertThat(exchange.hops())
                .extracting(hop -> hop.url().text())
                .isEqualTo(List.of(base + "/redirect/2", base + "/redirect/1", base + "/get"));
        assertThat(TestClient.json(exchange).at("/headers/Referer").asString()).isEqualTo(base + "/redirect/1");
        assertThat(TestClient.json(exchange).at("/conn").asInt()).isEqualTo(1);
    }

    @Test
    void a_referer_of_the_script_stays() {
        Exchange exchange = http.send("GET", "/redirect/1", null, "Referer", "http://mine/");

        assertThat(TestClient.json(exchange).at("/headers/Referer").asString()).isEqualTo("http://mine/");
    }

    @Test
    void the_limit_returns_the_redirect_without_an_error() {
        Exchange exchange = http.client.send(http.request("GET", "/redirect/3").withMaxRedirects(1));

        assertThat(exchange.hops()).hasSize(2);
        assertThat(exchange.last().status()).isEqualTo(302);
        assertThat(exchange.last().error()).isNull();
        assertThat(exchange.last().url().text()).isEqualTo(http.target.url() + "/redirect/2");
        assertThat(exchange.redirectLimitHit()).isTrue();
        assertThat(TestClient.text(exchange)).isEqualTo("moved");
    }

    @Test
    void the_default_limit_makes_eleven_requests() {
        Exchange exchange = http.get("/redirect/20");

        assertThat(exchange.hops()).hasSize(11);
        assertThat(exchange.redirectLimitHit()).isTrue();
        assertThat(http.get("/redirect/10").redirectLimitHit()).isFalse();
    }

    @Test
    void zero_and_negative_limits_follow_nothing() {
        assertThat(http.client
                        .send(http.request("GET", "/redirect/1").withMaxRedirects(0))
                        .hops())
                .hasSize(1);
        assertThat(http.client
                        .send(http.request("GET", "/redirect/1").withMaxRedirects(-3))
                        .hops())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h:bad/,  'failed to parse Location header \"http://h:bad/\": parse \"http://h:bad/\": '",
        "ftp://h/,       'unsupported protocol scheme \"ftp\"'",
    })
    void a_location_that_cannot_be_followed_is_an_error(String location, String text) {
        Exchange exchange = http.get("/redirect-to?url=" + location);

        assertThat(exchange.last().status()).isZero();
        assertThat(TestClient.error(exchange)).startsWith("1000 " + text);
    }

    @Test
    void credentials_do_not_follow_to_another_host() {
        String other = "http://localhost:" + http.target.port() + "/get";

        JsonNode away = TestClient.json(http.send(
                "GET",
                "/redirect-to?url=" + other,
                null,
                "Authorization",
                "Bearer x",
                "Cookie",
                "a=b",
                "X-Other",
                "kept"));
        JsonNode home = TestClient.json(
                http.send("GET", "/redirect-to?url=/get", null, "Authorization", "Bearer x", "Cookie", "a=b"));

        assertThat(away.at("/headers").has("Authorization")).isFalse();
        assertThat(away.at("/headers").has("Cookie")).isFalse();
        assertThat(away.at("/headers/X-Other").asString()).isEqualTo("kept");
        assertThat(home.at("/headers/Authorization").asString()).isEqualTo("Bearer x");
        assertThat(home.at("/headers").has("Cookie")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.test/,       http://a.test/x,      true",
        "http://a.test/,       http://b.a.test/x,    true",
        "http://a.test/,       http://A.TEST:81/x,   true",
        "http://a.test/,       http://xa.test/x,     false",
        "http://b.a.test/,     http://a.test/x,      false",
        "http://127.0.0.1/,    http://127.0.0.2/x,   false",
    })
    void authorization_goes_to_the_same_host_and_its_subdomains(String from, String to, boolean kept) {
        Redirect.Follow follow = new Redirect.Follow("GET", TestClient.url(to), false, false);
        Url first = TestClient.url(from);

        Headers headers = Redirect.headers(Headers.of("Authorization", "x"), first, first, follow, false);

        assertThat(headers.get("Authorization") != null).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/a,          https://h/b,  https://h/a",
        "http://h/a,           https://h/b,  http://h/a",
        "https://h/a,          http://h/b,",
        "http://u:p@h/a#f,     http://h/b,   http://h/a",
    })
    void the_referer_never_goes_from_https_to_http_nor_tells_credentials(String from, String to, String referer) {
        Redirect.Follow follow = new Redirect.Follow("GET", TestClient.url(to), false, false);
        Url first = TestClient.url(from);

        assertThat(Redirect.headers(Headers.EMPTY, first, first, follow, false).get("Referer"))
                .isEqualTo(referer);
    }

    @Test
    void an_overridden_host_line_follows_relative_locations_only() {
        String absolute = http.target.url() + "/get";

        assertThat(TestClient.json(http.send("GET", "/redirect-to?url=/get", null, "Host", "virtual"))
                        .at("/headers/Host")
                        .asString())
                .isEqualTo("virtual");
        assertThat(TestClient.json(http.send("GET", "/redirect-to?url=" + absolute, null, "Host", "virtual"))
                        .at("/headers/Host")
                        .asString())
                .isEqualTo("127.0.0.1:" + http.target.port());
    }

    @Test
    void an_earlier_hop_ends_where_the_next_begins() {
        Exchange exchange = http.get("/redirect-to?url=/delay/30");

        assertThat(exchange.last().timings().waitingNanos()).isGreaterThan(25_000_000);
        assertThat(exchange.hops().getFirst().endEpochNanos())
                .isLessThan(exchange.last().endEpochNanos() - 25_000_000);
    }
}
