package io.loadbank.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.testkit.LoopbackTarget;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Libraries of jslib.k6.io beyond those that the conformance scripts use. */
class LibrariesTest {

    private static final ScriptLab LAB = new ScriptLab();
    private static final LoopbackTarget TARGET = LoopbackTarget.start();

    @AfterAll
    static void close() {
        LAB.close();
        TARGET.close();
    }

    private static List<String> console(String imports, String body) {
        String source = "import http from 'k6/http'; import exec from 'k6/execution';" + imports
                + "const base = __ENV.BASE_URL; export default async function () { " + body + " }";
        try (LoadedScript script =
                LAB.script(ScriptFiles.single("main.js", source), Map.of("BASE_URL", TARGET.url()))) {
            script.vu().iterate();
            return script.test.console();
        }
    }

    /** The vectors of RFC 6238, appendix B, for SHA-1. */
    @ParameterizedTest
    @CsvSource({
        "45,          94287082",
        "1111111095,  07081804",
        "1111111125,  14050471",
        "1234567905,  89005924",
        "1999999995,  69279037",
        "19999999995, 65353130",
    })
    void one_time_passwords_are_those_of_the_specification(long seconds, String code) {
        assertThat(console(
                        "import { TOTP } from 'https://jslib.k6.io/totp/1.0.0/index.js';",
                        "const totp = new TOTP('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 8);"
                                + "console.log(await totp.gen(30, " + seconds + " - Date.now() / 1000));"))
                .containsExactly(code);
    }

    @Test
    void a_password_is_verified_and_wrong_secrets_are_refused() {
        assertThat(console(
                        "import { TOTP } from 'https://jslib.k6.io/totp/1.0.0/index.js';",
                        "const totp = new TOTP('gezd gnbv gy3t qojq===');"
                                + "const code = await totp.gen(86400);"
                                + "console.log(code.length, await totp.verify(code, 86400), await totp.verify('x', 86400));"
                                + "for (const f of [() => new TOTP('A1'), () => new TOTP(''), () => new TOTP('AA', 0)])"
                                + " { try { f(); } catch (e) { console.log(e.message); } }"))
                .containsExactly(
                        "6 true false",
                        "TOTP: the secret is not base32: it has '1'",
                        "TOTP: the secret is empty",
                        "TOTP: the number of digits must be 1 to 10");
    }

    @Test
    void instrumented_requests_carry_a_trace_context_and_their_own_headers() {
        assertThat(console(
                        "import tempo from 'https://jslib.k6.io/http-instrumentation-tempo/1.0.1/index.js';"
                                + "tempo.instrumentHTTP({ propagator: 'w3c' });",
                        "const w3c = /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/;"
                                + "const a = http.get(base + '/headers', { headers: { 'X-My': 'v' } }).json('headers');"
                                + "const b = http.post(base + '/headers', 'body').json();"
                                + "const c = http.request('PUT', base + '/headers').json();"
                                + "const d = (await http.asyncRequest('GET', base + '/headers')).json('headers');"
                                + "console.log(w3c.test(a.Traceparent), a['X-My'], w3c.test(b.headers.Traceparent), b.data,"
                                + " c.method, w3c.test(c.headers.Traceparent), w3c.test(d.Traceparent),"
                                + " a.Traceparent !== b.headers.Traceparent);"
                                + "console.log('trace_id' in exec.vu.metrics.metadata);"))
                .containsExactly("true v true body PUT true true true", "false");
    }

    @Test
    void a_client_alone_is_instrumented_and_its_options_are_checked() {
        assertThat(console(
                        "import { Client } from 'https://jslib.k6.io/http-instrumentation-tempo/1.0.0/index.js';"
                                + "const client = new Client({ propagator: 'jaeger', sampling: 0 });",
                        "console.log(/^[0-9a-f]{32}:[0-9a-f]{16}:0:0$/.test(client.get(base + '/headers').json('headers.Uber-Trace-Id')),"
                                + " 'Uber-Trace-Id' in http.get(base + '/headers').json('headers'));"
                                + "for (const o of [{ propagator: 'b3' }, { sampling: 2 }])"
                                + " { try { new Client(o); } catch (e) { console.log(e.message); } }"))
                .containsExactly(
                        "true false",
                        "unknown propagator 'b3': w3c or jaeger",
                        "sampling must be a number from 0 to 1");
    }

    @Test
    void baggage_names_the_scenario_and_the_request() {
        assertThat(console(
                        "import pyroscope from 'https://jslib.k6.io/http-instrumentation-pyroscope/1.0.2/index.js';"
                                + "const own = new pyroscope.Client((method, body) => ({ 'X-Own': method + body }));"
                                + "pyroscope.instrumentHTTP();",
                        "console.log(http.get(base + '/headers', { tags: { name: 'a b' } }).json('headers.Baggage'));"
                                + "console.log(own.post(base + '/headers', 'x').json('headers.X-Own'));"))
                .satisfiesExactly(
                        baggage -> assertThat(baggage).matches("k6\\.scenario=\\w+,k6\\.name=a%20b"),
                        own -> assertThat(own).isEqualTo("POSTx"));
    }

    @Test
    void json_schemas_are_validated() {
        assertThat(console(
                        "import Ajv from 'https://jslib.k6.io/ajv/6.12.5/index.js';",
                        "const valid = new Ajv().compile({ type: 'object', required: ['a'],"
                                + " properties: { a: { type: 'integer', minimum: 2 } } });"
                                + "console.log(valid({ a: 2 }), valid({ a: 1 }), valid.errors[0].message, valid({}));"))
                .containsExactly("true false should be >= 2 false");
    }

    @Test
    void json_paths_are_asked() {
        assertThat(
                        console(
                                "import jsonpath from 'https://jslib.k6.io/jsonpath/1.0.2/index.js';",
                                "const shop = { books: [{ t: 'a', p: 5 }, { t: 'b', p: 15 }] };"
                                        + "console.log(jsonpath.query(shop, '$.books[?(@.p<10)].t').join(), jsonpath.value(shop, '$..p'));"))
                .containsExactly("a 5");
    }
}
