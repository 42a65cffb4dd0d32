package io.loadbank.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What setup returns and what becomes of it on its way through JSON. */
class SetupDataTest {

    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "null|null",
                "5|5",
                "1.5e300|1.5e+300",
                "-0|0",
                "12345678901234567890|12345678901234567000",
                "true|true",
                "'text'|\"\"\"text\"\"\"",
                "'\\ud800'|\"\"\"\uFFFD\"\"\"",
                "'\u2028\u0001'|\"\"\"\u2028\\u0001\"\"\"",
                "{ a: undefined, b: 1 }|{\"a\":null,\"b\":1}",
                "[1, , 3]|[1,null,3]",
                "new Date(0)|\"\"\"1970-01-01T00:00:00Z\"\"\"",
                "new Date(1500)|\"\"\"1970-01-01T00:00:01.5Z\"\"\"",
                "new Date(1001)|\"\"\"1970-01-01T00:00:01.001Z\"\"\"",
                "new Map([['k', 1], [2, { a: 1 }]])|[[\"k\",1],[2,{\"a\":1}]]",
                "new Set([1, 'a'])|[1,\"a\"]",
                "new Uint8Array([0, 255, 16])|\"\"\"AP8Q\"\"\"",
                "new Uint8Array([1])|\"\"\"AQ==\"\"\"",
                "new Uint8Array([1, 2])|\"\"\"AQI=\"\"\"",
                "new Uint8Array([])|\"\"\"\"\"\"",
                "new Float32Array([1.5, 2])|[1.5,2]",
                "new ArrayBuffer(4)|{}",
                "/a/g|{}",
                "new Error('x')|{}",
                "new String('boxed')|{}",
                "new (class P { constructor() { this.a = 1; } get g() { return 2; } m() {} })()|{\"a\":1}",
                "Object.create({ inherited: 1 })|{}",
                "{ n: 10n }|{\"n\":10}",
                "{ s: Symbol('why') }|{\"s\":\"why\"}",
                "{ [Symbol('k')]: 1, a: 2 }|{\"a\":2}",
                "{ nested: { list: [{ d: new Date(0) }] } }|{\"nested\":{\"list\":[{\"d\":\"1970-01-01T00:00:00Z\"}]}}",
                "(() => { const shared = { a: 1 }; return [shared, shared]; })()|[{\"a\":1},{\"a\":1}]",
            })
    void a_value_arrives_as(String returned, String seen) {
        try (LoadedScript script = LAB.script("export function setup() { return " + returned + "; }\n"
                + "export default function (data) { console.log(JSON.stringify(data)); }\n"
                + "export function teardown(data) { console.log(JSON.stringify(data)); }")) {
            assertThat(script.setup()).isInstanceOf(CallOutcome.Returned.class);
            script.vu().iterate();
            script.teardown();

            assertThat(script.test.console()).containsExactly(seen, seen);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "Infinity",
                "{ deep: [-Infinity] }",
                "() => 1",
                "{ f() {} }",
                "{ toJSON() { return 1; } }",
                "[function () {}]",
                "(() => { const a = {}; a.self = a; return a; })()",
            })
    void what_json_cannot_say_is_an_error_and_no_data(String returned) {
        try (LoadedScript script =
                LAB.script("export function setup() { return " + returned + "; } export default function () {}")) {
            assertThat(script.setup())
                    .isInstanceOfSatisfying(
                            CallOutcome.Unusable.class,
                            unusable -> assertThat(unusable.text()).contains("cannot be represented as JSON"));
            assertThat(script.session.setupData()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "return;", "return undefined;", "return new Promise(() => {});"})
    void no_value_is_undefined_for_vus_and_teardown(String body) {
        try (LoadedScript script = LAB.script("export function setup() { " + body + " }\n"
                + "export default function (data) { console.log(data === undefined, arguments.length); }\n"
                + "export function teardown(data) { console.log(data === undefined); }")) {
            assertThat(script.setup()).isEqualTo(new CallOutcome.Returned(null));
            script.vu().iterate();
            script.teardown();

            assertThat(script.test.console()).containsExactly("true 1", "true");
        }
    }

    @Test
    void a_promise_is_awaited_and_unwrapped() {
        try (LoadedScript script = LAB.script("""
                export async function setup() {
                  const a = await new Promise((resolve) => setTimeout(() => resolve(1), 2));
                  return { a };
                }
                export default function (data) { console.log(data.a); }
                """)) {
            script.setup();
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("1");
        }
    }

    @Test
    void changes_stay_in_their_vu_for_its_life_and_never_reach_teardown() {
        try (LoadedScript script = LAB.script("""
                export function setup() { return { n: 0, list: [] }; }
                export default function (data) { data.n++; data.list.push(data.n); console.log(__VU, JSON.stringify(data)); }
                export function teardown(data) { console.log(JSON.stringify(data)); }
                """)) {
            script.setup();
            LabVu first = script.vu();
            LabVu second = script.vu();
            first.iterate();
            first.activate("default", Map.of(), Map.of("other", "scenario")).iterate();
            second.iterate();
            script.teardown();

            assertThat(script.test.console())
                    .containsExactly(
                            "1 {\"n\":1,\"list\":[1]}",
                            "1 {\"n\":2,\"list\":[1,2]}",
                            "2 {\"n\":1,\"list\":[1]}",
                            "{\"n\":0,\"list\":[]}");
        }
    }

    @Test
    void data_are_parsed_at_the_first_iteration_so_that_later_data_reach_later_vus_only() {
        try (LoadedScript script =
                LAB.script("export default function (data) { console.log(JSON.stringify(data)); }")) {
            LabVu early = script.vu();
            script.session.setupData("1");
            early.iterate();
            script.session.setupData("{\"a\":2}");
            early.iterate();
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("1", "1", "{\"a\":2}");
        }
    }

    @Test
    void large_data_take_their_way_too() {
        try (LoadedScript script = LAB.script("""
                export function setup() { return Array.from({ length: 100000 }, (_, i) => ({ id: i, name: 'user ' + i })); }
                export default function (data) { console.log(data.length, data[99999].name); }
                """)) {
            script.setup();
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("100000 user 99999");
        }
    }

    @Test
    void a_proto_key_is_data_like_any_other() {
        try (LoadedScript script = LAB.script("""
                export function setup() { return JSON.parse('{"__proto__": {"evil": 1}, "a": 2}'); }
                export default function (data) { console.log(data.a, data.evil, ({}).evil); }
                """)) {
            assertThat(script.call(LifecycleFunction.SETUP, Duration.ofSeconds(20)))
                    .isInstanceOf(CallOutcome.Returned.class);
            script.setup();
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("2 undefined undefined");
        }
    }
}
