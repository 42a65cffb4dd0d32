package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlTest {

    @ParameterizedTest
    @CsvSource({
        "http://h/get?b=2&a=1&a=3,             /get?b=2&a=1&a=3",
        "http://h/get/a b/ü,                   /get/a%20b/%C3%BC",
        "http://h/get/../anything/./x//y%2Fz,  /get/../anything/./x//y%2Fz",
        "http://h/get?q=%41%zz&p=a+b;c,        /get?q=%41%zz&p=a+b;c",
        "http://h/get#frag,                    /get",
        "http://h,                             /",
        "http://h?,                            /?",
        "http://h?x=1,                         /?x=1",
        "http://h/?,                           /?",
        "http://h/a(b)!*',                     /a(b)!*'",
        "http://h/a (b)!*',                    /a%20%28b%29%21%2A%27",
        "http://h/a $&+;=:@,                   /a%20$&+;=:@",
        "http://h/a[1],                        /a[1]",
        "http://h/%e4%bd,                      /%e4%bd",
        "http://h/a b%2f,                      /a%20b/",
        "http://h/a\"b,                        /a%22b",
        "http://h/x?a b,                       /x?a b",
        "http://h/x?ü,                         /x?ü",
        "http://u:p@h/x,                       /x",
        "http://h/*,                           /*",
    })
    void only_the_path_is_escaped_and_only_when_needed(String text, String target) {
        assertThat(TestClient.url(text).requestTarget()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP://Example.COM/X,             http://Example.COM/X",
        "http://h,                         http://h",
        "http://h/get/a b/ü#fr ag,         http://h/get/a%20b/%C3%BC#fr%20ag",
        "http://h/get#frag,                http://h/get#frag",
        "http://h/x?q=%zz#f,               http://h/x?q=%zz#f",
        "http://u:p@h/x,                   http://u:p@h/x",
        "http://u@h/x,                     http://u@h/x",
        "http://h:8080/x?,                 http://h:8080/x?",
        "/relative,                        /relative",
        "ftp://127.0.0.1/,                 ftp://127.0.0.1/",
        "mailto:a@b,                       mailto:a@b",
        "http://[::1]:80/x,                http://[::1]:80/x",
        "'',                               ''",
        "//h/x,                            //h/x",
        "http://h/#,                       http://h/",
    })
    void the_canonical_text_is_what_go_prints(String text, String canonical) {
        assertThat(TestClient.url(text).text()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:pw@h/x,   http://****:****@h/x",
        "http://user@h/x,      http://****@h/x",
        "http://user:@h/x,     http://****:****@h/x",
        "http://h/x?a#f,       http://h/x?a#f",
    })
    void the_clean_text_masks_credentials(String text, String clean) {
        assertThat(TestClient.url(text).clean()).isEqualTo(clean);
        assertThat(TestClient.url(text)).hasToString(clean);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/,                h,            80,    h",
        "https://h/,               h,            443,   h",
        "http://h:8080/,           h,            8080,  h:8080",
        "http://h:/,               h,            80,    h",
        "http://[::1]:81/,         ::1,          81,    [::1]:81",
        "http://[fe80::1]/,        fe80::1,      80,    [fe80::1]",
        "http://u:p@Host:1/,       Host,         1,     Host:1",
        "http://bücher.test/,      bücher.test,  80,    xn--bcher-kva.test",
    })
    void host_port_and_host_line(String text, String host, int port, String hostHeader) {
        Url url = TestClient.url(text);

        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.hostHeader()).isEqualTo(hostHeader);
    }

    @ParameterizedTest
    @CsvSource({
        "http://exa mple/,    'parse \"http://exa mple/\": invalid character \" \" in host name'",
        "http://h:port/,      'parse \"http://h:port/\": invalid port \":port\" after host'",
        ":,                   'parse \":\": missing protocol scheme'",
        "http://h/%zz,        'parse \"http://h/%zz\": invalid URL escape \"%zz\"'",
        "http://h/%4,         'parse \"http://h/%4\": invalid URL escape \"%4\"'",
        "http://[::1/,        'parse \"http://[::1/\": missing '']'' in host'",
        "http://a%20b/,       'parse \"http://a%20b/\": invalid URL escape \"%20\"'",
        "http://u u@h/,       'parse \"http://u u@h/\": net/url: invalid userinfo'",
        "127.0.0.1:80/x,      'parse \"127.0.0.1:80/x\": first path segment in URL cannot contain colon'",
        "http://h/#%zz,       'parse \"http://h/#%zz\": invalid URL escape \"%zz\"'",
    })
    void what_go_refuses_is_malformed(String text, String reason) {
        assertThat(Url.parse(text)).isEqualTo(new UrlResult.Malformed(reason));
    }

    @Test
    void control_characters_are_malformed() {
        assertThat(Url.parse("http://h/a\nb"))
                .isEqualTo(
                        new UrlResult.Malformed("parse \"http://h/a\\nb\": net/url: invalid control character in URL"));
    }

    @ParameterizedTest
    @CsvSource({
        "/get,                 http://h:1/get",
        "get,                  http://h:1/a/get",
        "../get,               http://h:1/get",
        "../../../get,         http://h:1/get",
        "./,                   http://h:1/a/",
        "..,                   http://h:1/",
        "?x=1,                 http://h:1/a/b?x=1",
        "#f,                   http://h:1/a/b?q=1#f",
        "'',                   http://h:1/a/b?q=1",
        "//other/x,            http://other/x",
        "https://other/x/../y, https://other/y",
        "http://other,         http://other",
        "/a b,                 http://h:1/a%20b",
        "/x?q=/../,            http://h:1/x?q=/../",
        "mailto:x,             mailto:x",
    })
    void references_resolve_against_the_base(String reference, String resolved) {
        assertThat(TestClient.url("http://h:1/a/b?q=1").resolve(reference))
                .isEqualTo(new UrlResult.Parsed(TestClient.url(resolved)));
    }

    @Test
    void relative_references_keep_the_user_info() {
        assertThat(TestClient.url("http://u:p@h/a").resolve("/b"))
                .isEqualTo(new UrlResult.Parsed(TestClient.url("http://u:p@h/b")));
    }

    @ParameterizedTest
    @CsvSource({"http://u:p%40x@h/, u, p@x", "http://u@h/, u,", "http://a%3Ab:c@h/, a:b, c", "http://h/,,"})
    void user_and_password_are_unescaped(String text, String user, String password) {
        assertThat(TestClient.url(text).user()).isEqualTo(user);
        assertThat(TestClient.url(text).password()).isEqualTo(password);
    }

    @Test
    void urls_of_one_origin_share_connections() {
        assertThat(TestClient.url("http://Host/a").origin())
                .isEqualTo(TestClient.url("http://host:80/b").origin());
        assertThat(TestClient.url("https://host:80/").origin())
                .isNotEqualTo(TestClient.url("http://host:80/").origin());
    }
}
