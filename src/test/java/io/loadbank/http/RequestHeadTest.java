package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestHeadTest {

    private static String head(String method, String url, Headers headers, int bodyLength) {
        WireBuffer out = new WireBuffer();
        assertThat(RequestHead.write(out, method, TestClient.url(url), headers, bodyLength, false))
                .isNull();
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }

    @Test
    void nothing_is_sent_that_nobody_asked_for() {
        assertThat(head("GET", "http://h:1/x?y#z", Headers.EMPTY, -1))
                .isEqualTo("GET /x?y HTTP/1.1\r\nHost: h:1\r\n\r\n");
    }

    @Test
    void host_agent_and_length_come_first_and_the_rest_is_sorted() {
        Headers headers = Headers.of(
                "x-b",
                "1",
                "accept",
                "*/*",
                "user-agent",
                "me",
                "x-a",
                "ü",
                "content-length",
                "99",
                "host",
                "virtual",
                "transfer-encoding",
                "chunked");

        assertThat(head("POST", "http://h/", headers, 3))
                .isEqualTo("POST / HTTP/1.1\r\nHost: virtual\r\nUser-Agent: me\r\nContent-Length: 3\r\n"
                        + "Accept: */*\r\nX-A: ü\r\nX-B: 1\r\n\r\n");
    }

    @Test
    void an_empty_agent_is_not_sent() {
        assertThat(head("GET", "http://h/", Headers.of("User-Agent", ""), -1)).doesNotContain("User-Agent");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,   -1, true",
        "PUT,    -1, true",
        "PATCH,  -1, true",
        "DELETE, -1, false",
        "GET,    -1, false",
        "OPTIONS,-1, false",
        "POST,    0, true",
        "GET,     0, false",
    })
    void a_missing_body_has_a_length_only_where_one_is_usual(String method, int length, boolean announced) {
        assertThat(head(method, "http://h/", Headers.EMPTY, length).contains("Content-Length: 0"))
                .isEqualTo(announced);
    }

    @Test
    void a_body_goes_with_any_method() {
        assertThat(head("GET", "http://h/", Headers.EMPTY, 5)).contains("Content-Length: 5\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,   http://h/, bad name, x,    'net/http: invalid header field name \"bad name\"'",
        "GET,   http://h/, Good,     'a\n',  'net/http: invalid header field value for \"Good\"'",
        "G ET,  http://h/, Good,     x,    'net/http: invalid method \"G ET\"'",
        "GET,   '',        Good,     x,    'unsupported protocol scheme \"\"'",
        "GET,   /relative, Good,     x,    'unsupported protocol scheme \"\"'",
        "GET,   ftp://h/,  Good,     x,    'unsupported protocol scheme \"ftp\"'",
        "GET,   http:///x, Good,     x,    'http: no Host in request URL'",
    })
    void what_cannot_be_sent_is_refused(String method, String url, String name, String value, String text) {
        Headers headers = Headers.of(name, value);

        assertThat(RequestHead.write(new WireBuffer(), method, TestClient.url(url), headers, -1, false))
                .isEqualTo(new TransportError(1000, text));
    }
}
