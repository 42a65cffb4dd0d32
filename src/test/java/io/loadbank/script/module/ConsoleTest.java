package io.loadbank.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.LoadedScript;
import io.loadbank.script.RecordedTest;
import io.loadbank.script.ScriptLab;
import io.loadbank.vu.IterationOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {

    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'text'|text",
                "'a', 'b', 3|a b 3",
                "|``",
                "5|5",
                "-0|0",
                "1e21|1e+21",
                "NaN|NaN",
                "10n|10",
                "true|true",
                "null|null",
                "undefined|undefined",
                "Symbol('s')|Symbol(s)",
                "() => {}|[object Function]",
                "class A {}|[object Function]",
                "new TypeError('why')|TypeError: why",
                "'%s is %d', 'x', 1|%s is %d x 1",
                "{ a: 1, b: 'x' }|{ a: 1, b: \"x\" }",
                "[1, 'x', null]|[ 1, \"x\", null ]",
                "{}|{}",
                "[]|[]",
                "{ a: undefined, b: null, c: [ , 1] }|{ a: null, b: null, c: [ null, 1 ] }",
                "{ f() {} }|{ f: [object Function] }",
                "{ a: { b: { c: [] } } }|{ a: { b: { c: [] } } }",
                "(() => { const a = { n: 1 }; a.self = a; return a; })()|{ n: 1, self: [Circular] }",
                "(() => { const a = [1]; a.push(a); return a; })()|[ 1, [Circular] ]",
                "(() => { const s = {}; return [s, s]; })()|[ {}, {} ]",
                "new Date(0)|\"1970-01-01T00:00:00.000Z\"",
                "{ d: new Date(0) }|{ d: \"1970-01-01T00:00:00.000Z\" }",
                "new Date(NaN)|\"Invalid Date\"",
                "new Uint8Array([1, 2])|Uint8Array(2) [ 1, 2 ]",
                "new Float64Array([])|Float64Array(0) []",
                "new Uint8Array([0, 255]).buffer|ArrayBuffer { [Uint8Contents]: <00 ff>, byteLength: 2 }",
                "new Map([[1, 2]])|{}",
                "new Set([1])|{}",
                "Promise.resolve(1)|{}",
                "/a/g|{}",
                "new (class P { constructor() { this.a = 1; } })()|{ a: 1 }",
                "Object.create(null)|{}",
                "new Proxy({ a: 1 }, {})|{ a: 1 }",
                "{ 'quo\"te': 'new\\nline' }|{ quo\"te: \"new\\nline\" }",
            })
    void values_are_shown_as(String arguments, String line) {
        try (LoadedScript script = LAB.script(
                "export default function () { console.log(" + (arguments == null ? "" : arguments) + "); }")) {
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());

            assertThat(script.test.console()).containsExactly(line);
        }
    }

    @ParameterizedTest
    @CsvSource({"log, info", "debug, debug", "info, info", "warn, warning", "error, error"})
    void each_method_has_its_level_and_one_line(String method, String level) {
        try (LoadedScript script =
                LAB.script("export default function () { if (console." + method + "('x') !== undefined) throw 1; }")) {
            script.vu().iterate();

            assertThat(script.test.lines()).singleElement().satisfies(line -> {
                assertThat(line.level().text()).isEqualTo(level);
                assertThat(line.source()).isEqualTo("console");
                assertThat(line.scenario()).isEqualTo("browse");
                assertThat(line.vu()).isEqualTo(1);
                assertThat(line.message()).isEqualTo("x");
            });
        }
    }

    @Test
    void a_line_of_init_belongs_to_no_scenario() {
        try (LoadedScript script = LAB.script("console.log('x'); export default function () {}")) {
            assertThat(script.test.lines())
                    .singleElement()
                    .extracting(RecordedTest.Line::scenario)
                    .isEqualTo("");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "dir", "trace", "time", "assert", "group", "count"})
    void other_methods_do_not_exist(String method) {
        try (LoadedScript script = LAB.script("export default function () { console." + method + "('x'); }")) {
            assertThat(script.vu().iterate()).isInstanceOf(IterationOutcome.Failed.class);
        }
    }

    @Test
    void what_cannot_be_shown_does_not_throw() {
        try (LoadedScript script = LAB.script("""
                export default function () {
                  console.log({ get a() { throw new Error('mine'); } }, 'after');
                  console.log(new Proxy({}, { ownKeys() { throw 1; } }));
                  console.log({ [Symbol.toPrimitive]() { throw 1; } });
                }
                """)) {
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());

            assertThat(script.test.console())
                    .hasSize(3)
                    .first()
                    .asString()
                    .contains("mine")
                    .endsWith(" after");
        }
    }

    @Test
    void a_very_long_line_is_cut() {
        try (LoadedScript script = LAB.script("export default function () { console.log('x'.repeat(1e6)); }")) {
            script.vu().iterate();

            assertThat(script.test.console())
                    .singleElement()
                    .asString()
                    .hasSize(16 * 1024 + 1)
                    .endsWith("…");
        }
    }
}
