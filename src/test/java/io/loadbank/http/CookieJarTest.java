package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CookieJarTest {

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final CookieJar jar = new CookieJar(now::get);

    private String sent(String url) {
        String header = CookieHeader.compose(null, new RequestCookies(jar, List.of()), TestClient.url(url));
        return header == null ? "" : header;
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.test/,       c=1,                       http://a.test/x,        c=1",
        "http://a.test/,       c=1,                       http://b.a.test/,       ''",
        "http://a.test/,       c=1; Domain=a.test,        http://b.a.test/,       c=1",
        "http://a.test/,       c=1; Domain=.A.test,       http://b.a.test/,       c=1",
        "http://b.a.test/,     c=1; Domain=a.test,        http://a.test/,         c=1",
        "http://a.test/,       c=1; Domain=b.a.test,      http://b.a.test/,       ''",
        "http://a.test/,       c=1; Domain=other.test,    http://other.test/,     ''",
        "http://a.test/,       c=1; Domain=test.,         http://a.test/,         ''",
        "http://xa.test/,      c=1; Domain=a.test,        http://a.test/,         ''",
        "http://127.0.0.1/,    c=1; Domain=127.0.0.1,     http://127.0.0.1/,      c=1",
        "http://127.0.0.1/,    c=1; Domain=0.0.1,         http://127.0.0.1/,      ''",
        "http://a.test:81/,    c=1,                       http://a.test:82/,      c=1",
        "http://A.test/,       c=1,                       http://a.TEST/,         c=1",
        "http://a.test/x/y,    c=1,                       http://a.test/x/z,      c=1",
        "http://a.test/x/y,    c=1,                       http://a.test/z,        ''",
        "http://a.test/x/y,    c=1,                       http://a.test/x,        c=1",
        "http://a.test/x/y,    c=1,                       http://a.test/xy,       ''",
        "http://a.test/x/y,    c=1; Path=/,               http://a.test/z,        c=1",
        "http://a.test/x/y,    c=1; Path=relative,        http://a.test/x/z,      c=1",
        "http://a.test/,       c=1; Path=/x,              http://a.test/x/y,      c=1",
        "http://a.test/,       c=1; Path=/x,              http://a.test/xy,       ''",
        "http://a.test/,       c=1; Path=/x/,             http://a.test/x,        ''",
        "https://a.test/,      c=1; Secure,               http://a.test/,         ''",
        "https://a.test/,      c=1; secure,               https://a.test/,        c=1",
        "http://a.test/,       c=1; Max-Age=0,            http://a.test/,         ''",
        "http://a.test/,       c=1; Max-Age=-5,           http://a.test/,         ''",
        "http://a.test/,       c=1; Max-Age=5,            http://a.test/,         c=1",
        "http://a.test/,       'c=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', http://a.test/, ''",
        "http://a.test/,       'c=1; Expires=Thu, 01-Jan-2037 00:00:00 GMT', http://a.test/, c=1",
        "http://a.test/,       c=1; Expires=nonsense,     http://a.test/,         c=1",
        "http://a.test/,       'c=\"a b\"',               http://a.test/,         'c=\"a b\"'",
        "http://a.test/,       'c=\"ab\"',                http://a.test/,         'c=\"ab\"'",
        "http://a.test/,       c=a=b,                     http://a.test/,         c=a=b",
        "http://a.test/,       c=,                        http://a.test/,         c=",
        "http://a.test/,       nothing,                   http://a.test/,         ''",
        "http://a.test/,       bad name=1,                http://a.test/,         ''",
    })
    void what_a_target_sets_goes_where_rfc_6265_says(String setter, String setCookie, String url, String cookie) {
        jar.accept(TestClient.url(setter), List.of(setCookie));

        assertThat(sent(url)).isEqualTo(cookie);
    }

    @Test
    void longest_path_first_then_oldest() {
        Url url = TestClient.url("http://a.test/x/y/z");
        jar.accept(url, List.of("a=1; Path=/", "b=2; Path=/x/y", "c=3; Path=/", "d=4; Path=/x"));
        jar.accept(url, List.of("a=5; Path=/"));

        assertThat(sent("http://a.test/x/y/z")).isEqualTo("b=2; d=4; a=5; c=3");
    }

    @Test
    void cookies_expire() {
        jar.accept(TestClient.url("http://a.test/"), List.of("c=1; Max-Age=10"));
        now.addAndGet(9_999);
        assertThat(sent("http://a.test/")).isEqualTo("c=1");
        now.addAndGet(1);
        assertThat(sent("http://a.test/")).isEmpty();
    }

    @Test
    void values_by_name() {
        Url url = TestClient.url("http://a.test/x/y");
        jar.accept(url, List.of("a=1; Path=/", "a=\"2 3\"", "b=4"));

        assertThat(jar.cookiesFor(url)).isEqualTo(Map.of("a", List.of("2 3", "1"), "b", List.of("4")));
        assertThat(jar.cookiesFor(TestClient.url("http://b.test/"))).isEmpty();
    }

    @Test
    void clear_and_delete_reach_only_that_host_and_default_path() {
        Url root = TestClient.url("http://b.a.test/");
        jar.set(root, Cookie.of("host", "1"));
        jar.accept(root, List.of("parent=2; Domain=a.test", "deep=3; Path=/x"));

        jar.clear(TestClient.url("http://b.a.test/x"));
        assertThat(sent("http://b.a.test/x/y")).isEqualTo("deep=3; parent=2");

        jar.set(root, Cookie.of("host", "1"));
        jar.delete(root, "host");
        jar.delete(root, "deep");
        assertThat(sent("http://b.a.test/x/y")).isEqualTo("deep=3; parent=2");
        jar.delete(TestClient.url("http://b.a.test/x/y"), "deep");
        assertThat(sent("http://b.a.test/x/y")).isEqualTo("parent=2");
    }

    @Test
    void a_script_can_set_and_delete_by_age() {
        Url url = TestClient.url("http://a.test/x/y");
        jar.set(url, new Cookie("n", "v", false, "a.test", "/", false, true, 0, null));
        assertThat(sent("http://b.a.test/")).isEqualTo("n=v");

        jar.set(url, new Cookie("n", "v", false, "a.test", "/", false, true, -1, null));
        assertThat(sent("http://b.a.test/")).isEmpty();
        assertThat(jar.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "plain,       plain",
        "'a b',       '\"a b\"'",
        "'a,b',       '\"a,b\"'",
        "'a;\"\\b',   ab",
        "ünï,         n",
        "'',          ''",
    })
    void values_are_cleaned(String value, String sent) {
        assertThat(CookieText.value(value, false)).isEqualTo(sent);
    }

    @Test
    void the_header_has_the_scripts_own_then_the_requests_then_the_jars() {
        Url url = TestClient.url("http://a.test/");
        jar.accept(url, List.of("k1=v1", "k2=v2"));

        assertThat(CookieHeader.compose("own=0", cookies(new RequestCookies.Own("k1", "req", false)), url))
                .isEqualTo("own=0; k1=req; k1=v1; k2=v2");
        assertThat(CookieHeader.compose(null, cookies(new RequestCookies.Own("k1", "req", true)), url))
                .isEqualTo("k1=req; k2=v2");
        assertThat(CookieHeader.compose(null, RequestCookies.NONE, url)).isNull();
    }

    private RequestCookies cookies(RequestCookies.Own own) {
        return new RequestCookies(jar, List.of(own));
    }

    @Test
    void all_attributes_are_read() {
        assertThat(Cookie.parse("n=\"v\"; Domain=.x; Path=/p; Secure; HttpOnly; Max-Age=7;"
                        + " Expires=Tue, 01 Jan 2030 00:00:00 GMT; SameSite=Lax"))
                .isEqualTo(new Cookie("n", "v", true, ".x", "/p", true, true, 7, 1_893_456_000_000L));
        assertThat(Cookie.parse("n=v; Max-Age=0")).extracting("maxAge").isEqualTo(-1L);
        assertThat(Cookie.parse("n=v; Max-Age=x")).extracting("maxAge").isEqualTo(0L);
    }

    @ParameterizedTest
    @CsvSource({
        "'Tue, 01 Jan 2030 00:00:00 GMT', 1893456000000",
        "'Tue, 01-Jan-2030 00:00:00 GMT', 1893456000000",
        "'Tue, 01 Jan 2030 00:00:00 UTC', 1893456000000",
        "'Tue, 31 Feb 2030 00:00:00 GMT',",
        "'2030-01-01T00:00:00Z',",
        "'',",
    })
    void expiry_dates(String text, Long epochMillis) {
        assertThat(Cookie.parseExpires(text)).isEqualTo(epochMillis);
    }
}
