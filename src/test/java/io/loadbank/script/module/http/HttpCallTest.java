package io.loadbank.script.module.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.LoadedScript;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments of request calls: what is sent, what is refused, what throws. */
class HttpCallTest {

    private static final HttpLab LAB = new HttpLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "http.get(u)|GET|``",
                "http.head(u).request|HEAD|",
                "http.post(u, 'b')|POST|b",
                "http.put(u, 'b')|PUT|b",
                "http.patch(u, 'b')|PATCH|b",
                "http.del(u, 'b')|DELETE|b",
                "http.options(u, 'b')|OPTIONS|b",
                "http.request('GET', u, 'b')|GET|b",
                "http.request('get', u)|get|``",
                "http.request('', u)|GET|``",
                "http.request('PURGE', u)|PURGE|``",
            })
    void each_function_sends_its_method_and_body(String call, String method, String body) {
        if (body == null) {
            assertThat(LAB.console("const u = base + '/anything'; console.log(" + call + ".method);"))
                    .containsExactly(method);
        } else {
            assertThat(LAB.console("const u = base + '/anything'; const e = " + call
                            + ".json(); console.log(e.method, e.data);"))
                    .containsExactly((method + " " + body).stripTrailing() + (body.isEmpty() ? " " : ""));
        }
    }

    @Test
    void further_arguments_of_get_are_ignored_with_a_warning() {
        try (LoadedScript script = LAB.run("http.get(base + '/json', {}, 'x');")) {
            assertThat(script.test.notes())
                    .singleElement()
                    .asString()
                    .contains("get()")
                    .contains("ignored");
            assertThat(script.count("http_reqs")).isEqualTo(1);
        }
    }

    // params

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ 'x-my-ID': 'v' }|X-My-Id: v",
                "{ 'x_FOO-bAR': 1.5 }|X_foo-Bar: 1.5",
                "{ a: null, b: undefined, c: [1, 2], d: true }|A: null,B: undefined,C: 1,2,D: true",
                "{ 'User-Agent': 'mine' }|User-Agent: mine",
                "{ Host: 'example.org' }|Host: example.org",
            })
    void headers_are_canonical_and_their_values_text(String headers, String expected) {
        String sent = LAB.console("console.log(http.get(base + '/anything', { headers: " + headers
                        + " }).json().header_list.map((h) => h[0] + ': ' + h[1]).join());")
                .getFirst();

        for (String header : expected.split(",(?=[A-Z])")) {
            assertThat(sent).contains(header);
        }
    }

    @Test
    void without_any_header_only_host_and_user_agent_are_sent() {
        assertThat(LAB.console("console.log(http.get(base + '/anything').json().header_list.map((h) => h[0]).join());"))
                .containsExactly("Host,User-Agent");
        assertThat(
                        LAB.console(
                                "console.log(http.get(base + '/anything', { headers: { 'User-Agent': '' } }).json().header_list.map((h) => h[0]).join());"))
                .containsExactly("Host");
    }

    @Test
    void a_content_length_of_the_scripts_own_is_replaced_and_warned_of() {
        try (LoadedScript script = LAB.run(
                "console.log(http.post(base + '/anything', 'four', { headers: { 'content-length': '99' } }).json().length);")) {
            assertThat(script.test.console()).containsExactly("4");
            assertThat(script.test.notes())
                    .singleElement()
                    .asString()
                    .contains("99")
                    .contains("4");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "undefined", "5", "'text'", "true", "[]", "{}", "{ unknown: 1 }", "() => 1"})
    void params_of_no_use_are_ignored(String params) {
        assertThat(LAB.console("console.log(http.get(base + '/json', " + params + ").status);"))
                .containsExactly("200");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "100|1050",
                "100.5|1050",
                "'100'|1050",
                "'100ms'|1050",
                "'0.1s'|1050",
                "0|1050",
                "-5|1050",
                "'0'|1050",
                "60000|0",
                "'1m30s'|0",
                "'1d'|0",
                "'1d2h'|0",
            })
    void a_timeout_may_be(String timeout, String code) {
        String expected = code.equals("0") ? "200 0" : "0 " + code;
        String url = code.equals("0") ? "/json" : "/silent";
        assertThat(LAB.console("const r = http.get(base + '" + url + "', { timeout: " + timeout
                        + " }); console.log(r.status, r.error_code);"))
                .singleElement()
                // the second when the time is over before the connection is there
                .isIn(expected, expected.replace("1050", "1211"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ timeout: '' }|invalid timeout value",
                "{ timeout: 'soon' }|invalid timeout value",
                "{ timeout: null }|invalid timeout value",
                "{ timeout: undefined }|invalid timeout value",
                "{ timeout: true }|invalid timeout value",
                "{ timeout: {} }|invalid timeout value",
                "{ timeout: NaN }|invalid timeout value",
                "{ responseType: 'json' }|responseType",
                "{ responseType: undefined }|responseType",
                "{ responseType: null }|responseType",
                "{ responseCallback: 5 }|unsupported responseCallback",
                "{ responseCallback: undefined }|unsupported responseCallback",
                "{ tags: { a: null } }|tag 'a'",
                "{ tags: { a: {} } }|tag 'a'",
                "{ compression: 'zip' }|compression",
            })
    void a_param_is_refused(String params, String error) {
        try (LoadedScript script = LAB.run(
                "const r = http.post(base + '/anything', 'b', " + params
                        + "); console.log(r.status, r.error_code, r.url === '', r.request === null, Array.isArray(r.body), r.body.length, r.error);")) {
            assertThat(script.test.console())
                    .singleElement()
                    .asString()
                    .startsWith("0 0 true true true 0 ")
                    .contains(error);
            assertThat(script.test.notes())
                    .singleElement()
                    .asString()
                    .startsWith("Request Failed: ")
                    .contains(error);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "[1]", "new Date(0)", "() => 1", "new Map()", "new Float32Array(2)"})
    void a_body_is_refused(String body) {
        assertThat(LAB.console("const r = http.post(base + '/anything', " + body
                        + "); console.log(r.status, r.error_code, r.error);"))
                .singleElement()
                .asString()
                .startsWith("0 0 ")
                .contains("unknown request body type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "null",
                "undefined",
                "",
                "{}",
                "new String(base)",
                "{ toString: () => base }",
                "'http://bad host/'",
                "':'"
            })
    void a_url_is_refused(String url) {
        assertThat(LAB.console("const r = http.get(" + url + "); console.log(r.status, r.error_code, r.error);"))
                .singleElement()
                .asString()
                .startsWith("0 1020 invalid URL: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0|302 1",
                "1|302 2",
                "3|200 4",
                "10|200 4",
                "'1'|302 2",
                "1.9|302 2",
                "true|302 2",
                "null|302 1",
                "NaN|302 1",
                "-1|302 1",
                "undefined|302 1",
                "'x'|302 1",
            })
    void redirects_are_limited(String redirects, String outcome) {
        try (LoadedScript script =
                LAB.run("console.log(http.get(base + '/redirect/3', { redirects: " + redirects + " }).status);")) {
            assertThat(script.test.console().getFirst() + " " + (int) script.count("http_reqs"))
                    .isEqualTo(outcome);
        }
    }

    @Test
    void only_the_default_limit_of_redirects_is_warned_of() {
        try (LoadedScript script = LAB.run("console.log(http.get(base + '/redirect/20').status);")) {
            assertThat(script.test.console()).containsExactly("302");
            assertThat(script.count("http_reqs")).isEqualTo(11);
            assertThat(script.test.notes()).singleElement().asString().contains("stopped after 10 redirects");
        }
        try (LoadedScript script =
                LAB.run("{ maxRedirects: 2 }", "console.log(http.get(base + '/redirect/20').status);")) {
            assertThat(script.count("http_reqs")).isEqualTo(3);
            assertThat(script.test.notes()).isEmpty();
        }
        try (LoadedScript script = LAB.run("http.get(base + '/redirect/20', { redirects: 1 });")) {
            assertThat(script.test.notes()).isEmpty();
        }
    }

    // throwing

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.get(5)",
                "http.post(base, 5)",
                "http.get(base, { timeout: 'x' })",
                "http.get('http://bad host/')"
            })
    void wrong_arguments_throw_under_the_throw_option_alone(String call) {
        String tried = "try { " + call + "; console.log('returned'); } catch (e) { console.log(e instanceof Error); }";

        assertThat(LAB.console("{ throw: true }", tried)).containsExactly("true");
        assertThat(LAB.console(tried)).containsExactly("returned");
        assertThat(
                        LAB.console(
                                "try { http.post(base, 5, { throw: true }); console.log('returned'); } catch (e) { console.log('threw'); }"))
                .as("params.throw is about transport errors")
                .containsExactly("returned");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ throw: true }|{}|true",
                "{}|{ throw: true }|true",
                "{ throw: true }|{ throw: false }|false",
                "{}|{}|false",
                "{}|{ throw: 'yes' }|false",
            })
    void transport_errors_throw_as_the_call_or_else_the_option_says(String options, String params, boolean throwing) {
        try (LoadedScript script = LAB.run(
                options,
                "try { http.get(__ENV.REFUSED + '/x', " + params
                        + "); console.log('returned'); } catch (e) { console.log(e.message); }")) {
            assertThat(script.test.console())
                    .containsExactly(
                            throwing
                                    ? "Get \"http://127.0.0.1:1/x\": dial tcp 127.0.0.1:1: connect: connection refused"
                                    : "returned");
            assertThat(script.count("http_reqs")).as("sampled in any case").isEqualTo(1);
        }
    }

    @Test
    void a_status_never_throws() {
        assertThat(LAB.console("{ throw: true }", "console.log(http.get(base + '/status/500').status);"))
                .containsExactly("500");
    }

    @Test
    void a_switch_of_protocols_always_throws() {
        assertThat(LAB.console(
                        "try { http.get(base + '/raw?answer=' + encodeURIComponent('HTTP/1.1 101 Switching Protocols\\r\\n\\r\\n'));"
                                + " } catch (e) { console.log(e.message); }"))
                .containsExactly("unsupported response status: 101 Switching Protocols");
    }

    // template URLs

    @Test
    void a_template_url_has_three_keys() {
        assertThat(LAB.console("""
                const u = http.url`http://user:pw@h/${1}/x?${'a b'}=${null}`;
                console.log(JSON.stringify(u), Object.keys(u).join());
                console.log(http.url`http://user@h/`.clean_url);
                """))
                .containsExactly(
                        "{\"name\":\"http://user:pw@h/${}/x?${}=${}\",\"url\":\"http://user:pw@h/1/x?a b=null\","
                                + "\"clean_url\":\"http://****:****@h/1/x?a b=null\"} name,url,clean_url",
                        "http://****@h/");
    }
}
