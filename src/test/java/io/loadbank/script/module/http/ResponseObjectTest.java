package io.loadbank.script.module.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseObjectTest {

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
                "r.status|200",
                "r.status_text|200 OK",
                "r.proto|HTTP/1.1",
                "r.remote_ip|127.0.0.1",
                "r.remote_port === Number(base.split(':')[2])|true",
                "r.url === base + '/json'|true",
                "r.error|``",
                "r.error_code|0",
                "r.tls_version|``",
                "r.tls_cipher_suite|``",
                "r.ocsp.status|``",
                "r.headers['Content-Type']|application/json",
                "r.headers['content-type']|undefined",
                "typeof r.body|string",
                "Math.abs(r.timings.duration - r.timings.sending - r.timings.waiting - r.timings.receiving) < 1e-6|true",
                "Object.keys(r.timings).sort().join()|blocked,connecting,duration,looking_up,receiving,sending,tls_handshaking,waiting",
                "r.request.method|GET",
                "r.request.url === r.url|true",
                "r.request.headers['User-Agent'][0]|Loadbank/test",
                "JSON.stringify(r.request.cookies)|{}",
                "r.request.body|``",
                "r.nope|undefined",
                "'status' in r|true",
                "'nope' in r|false",
                "Object.keys(r).join()|remote_ip,remote_port,url,status,status_text,proto,headers,cookies,body,timings,tls_version,tls_cipher_suite,ocsp,error,error_code,request,clickLink,html,json,submitForm",
                "(() => { const k = []; for (const x in r) k.push(x); return k.length; })()|20",
                "Object.keys(JSON.parse(JSON.stringify(r))).join()|remote_ip,remote_port,url,status,status_text,proto,headers,cookies,body,timings,tls_version,tls_cipher_suite,ocsp,error,error_code,request",
                "Object.assign({}, r).status|200",
                "({ ...r }).status|200",
                "(({ status, body }) => status + typeof body)(r)|200string",
                "r.headers.hasOwnProperty('Content-Type')|true",
            })
    void a_response_shows(String expression, String value) {
        assertThat(LAB.console("const r = http.get(base + '/json'); console.log(String(" + expression + "));"))
                .containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "r.status|0",
                "r.status_text|``",
                "r.proto|``",
                "r.error_code|1212",
                "r.error|dial: connection refused",
                "r.body|null",
                "JSON.stringify(r.headers)|{}",
                "JSON.stringify(r.cookies)|{}",
                "r.url|http://127.0.0.1:1/x",
                "r.request.method|GET",
                "typeof r.timings.duration|number",
            })
    void a_failed_response_shows(String expression, String value) {
        assertThat(LAB.console("const r = http.get('http://127.0.0.1:1/x'); console.log(String(" + expression + "));"))
                .containsExactly(value);
    }

    @Test
    void known_fields_can_be_assigned_and_unknown_ones_cannot() {
        assertThat(LAB.console("""
                const r = http.get(base + '/json');
                r.status = 418; r.body = 'mine'; r.json = 5;
                console.log(r.status, r.body, r.json);
                try { r.nope = 1; } catch (e) { console.log(e.name); }
                """)).containsExactly("418 mine 5", "TypeError");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "http.get(base + '/text?body=%C3%A4')|string ä",
                "http.get(base + '/invalidutf8')|string a\uFFFD\uFFFDb",
                "http.get(base + '/bytes/0')|`string `",
                "http.head(base + '/json')|`string `",
                "http.get(base + '/status/204')|object null",
                "http.get(base + '/status/304')|object null",
                "http.get(base + '/json', { responseType: 'none' })|object null",
                "http.get(base + '/bytes/3', { responseType: 'binary' })|object [object ArrayBuffer]",
                "http.get(base + '/gzip')|string {\"gzipped\": true}",
                "http.get(base + '/deflate')|string {\"deflated\": true}",
                "http.get(base + '/twice')|string twice",
                "http.get(base + '/truncate')|string 0123456789",
            })
    void a_body_is(String call, String shown) {
        assertThat(LAB.console("const b = " + call + ".body; console.log(typeof b + ' ' + b + '.');"))
                .containsExactly(shown + ".");
    }

    @Test
    void bodies_are_dropped_by_option_and_a_call_can_ask_for_its_own() {
        assertThat(LAB.console("{ discardResponseBodies: true }", """
                console.log(http.get(base + '/json').body, typeof http.get(base + '/json', { responseType: 'text' }).body);
                """)).containsExactly("null string");
    }

    @Test
    void url_is_that_of_the_last_hop_and_request_that_of_the_first() {
        assertThat(
                        LAB.console(
                                "const r = http.post(base + '/redirect/2', 'b', { headers: { A: 'x' } });"
                                        + "console.log(r.url.replace(base, ''), r.request.url.replace(base, ''), r.request.method, r.request.body, r.request.headers.A[0]);"))
                .containsExactly("/get /redirect/2 POST b x");
    }

    // json()

    @Test
    void json_parses_once_and_gives_the_same_data_each_time() {
        assertThat(LAB.console("""
                const r = http.get(base + '/json');
                const a = r.json();
                a.age = 99;
                console.log(r.json().age, r.json('age'), Object.keys(a).slice(0, 3).join());
                """)).containsExactly("99 37 name,age,pi");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'name.first'|Tom",
                "'children.1'|Alex",
                "'children.#'|3",
                "'nothing'|null",
                "'nope'|undefined",
                "''|undefined",
                "'ok'|true",
                "'pi'|3.25",
            })
    void json_selects(String selector, String value) {
        assertThat(LAB.console("console.log(String(http.get(base + '/json').json(" + selector + ")));"))
                .containsExactly(value);
    }

    @Test
    void json_of_a_bad_document_says_line_and_character_and_a_selector_finds_nothing() {
        assertThat(LAB.console("""
                const r = http.get(base + '/badjson');
                try { r.json(); } catch (e) { console.log(e.message); }
                console.log(r.json('a'));
                """))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("cannot parse json due to an error at line 3, character ")
                                .contains(" , error: "),
                        line -> assertThat(line).isEqualTo("undefined"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.get(base + '/status/204')",
                "http.get(base + '/json', { responseType: 'none' })",
                "http.get('http://127.0.0.1:1/')",
                "http.get(base + '/bytes/0')",
            })
    void json_of_no_body_throws(String call) {
        assertThat(LAB.console("try { " + call + ".json(); } catch (e) { console.log(e instanceof Error); }"))
                .containsExactly("true");
    }

    @Test
    void json_of_a_binary_body_works_too() {
        assertThat(LAB.console("console.log(http.get(base + '/json', { responseType: 'binary' }).json('age'));"))
                .containsExactly("37");
    }
}
