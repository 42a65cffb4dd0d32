package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cookies over the wire. */
class CookieSendTest {

    private final TestClient http = new TestClient();
    private final CookieJar jar = new CookieJar();

    @AfterEach
    void close() {
        http.close();
    }

    private String sent(String path, CookieJar jar, RequestCookies.Own... own) {
        Request request = http.request("GET", path).withCookies(new RequestCookies(jar, List.of(own)));
        List<String> pairs = new ArrayList<>();
        TestClient.json(http.client.send(request))
                .at("/cookies")
                .forEach(pair ->
                        pairs.add(pair.get(0).asString() + "=" + pair.get(1).asString()));
        return String.join(" ", pairs);
    }

    @Test
    void cookies_of_a_redirect_hop_are_stored_and_sent() {
        assertThat(sent("/cookies/set?k1=v1&k2=v2", jar)).isEqualTo("k1=v1 k2=v2");
        assertThat(sent("/cookies", jar)).isEqualTo("k1=v1 k2=v2");
        assertThat(sent("/cookies", new CookieJar())).isEmpty();
        assertThat(jar.cookiesFor(TestClient.url(http.target.url()))).containsOnlyKeys("k1", "k2");
    }

    @Test
    void request_cookies_go_with_every_hop_and_are_never_stored() {
        String other = "http://localhost:" + http.target.port() + "/cookies";
        RequestCookies.Own own = new RequestCookies.Own("r", "1", false);

        assertThat(sent("/redirect-to?url=" + other, jar, own)).isEqualTo("r=1");
        assertThat(jar.isEmpty()).isTrue();
    }

    @Test
    void a_cookie_header_of_the_script_reaches_only_the_first_hop() {
        Request request = http.request("GET", "/redirect-to?url=/cookies")
                .withHeaders(Headers.of("Cookie", "own=0"))
                .withCookies(new RequestCookies(jar, List.of(new RequestCookies.Own("r", "1", false))));

        assertThat(TestClient.json(http.client.send(request)).at("/cookies").toString())
                .isEqualTo("[[\"r\",\"1\"]]");
    }

    @Test
    void raw_set_cookie_values_are_reported() {
        Exchange exchange = http.get("/cookies/raw?c=a%3D1%3B+Path%3D%2F&c=b%3D2");

        assertThat(exchange.last().setCookies()).containsExactly("a=1; Path=/", "b=2");
        assertThat(Cookie.parseAll(exchange.last().setCookies()))
                .extracting(Cookie::name)
                .containsExactly("a", "b");
        assertThat(exchange.last().headers().get("Set-Cookie")).isEqualTo("a=1; Path=/, b=2");
    }
}
