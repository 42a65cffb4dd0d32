package io.loadbank.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.vu.IterationOutcome;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts cannot reach: the host, the daemon, and each other. */
class SandboxTest {

    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Java",
                "Polyglot",
                "Packages",
                "java",
                "javax",
                "load",
                "loadWithNewGlobal",
                "print",
                "printErr",
                "Graal",
                "quit",
                "exit",
                "read",
                "readline",
                "readbuffer",
                "quit",
                "version",
                "performance",
                "process",
                "Buffer",
                "window",
                "self",
                "fetch",
                "URL",
                "URLSearchParams",
                "FormData",
                "Blob",
                "btoa",
                "atob",
                "structuredClone",
                "queueMicrotask",
                "AbortController",
                "setImmediate",
                "WebSocket",
                "XMLHttpRequest",
                "ReadableStream",
                "__filename",
                "__dirname",
                "SharedArrayBuffer",
                "Atomics",
                "WebAssembly",
                "Worker",
                "importScripts",
                "Deno",
                "arguments",
                "__loadbank",
            })
    void a_global_that_k6_does_not_have_is_not_there(String name) {
        try (LoadedScript script = LAB.script("const atInit = '" + name
                + "' === '__loadbank' ? 'undefined' : typeof globalThis['" + name
                + "']; export default function () { console.log(atInit, typeof globalThis['" + name + "']); }")) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("undefined undefined");
        }
    }

    @Test
    void the_globals_beyond_the_language_are_k6s() {
        try (LoadedScript script = LAB.script("""
                const own = ['__ENV', '__VU', '__ITER', 'clearInterval', 'clearTimeout', 'console', 'global', 'open', 'require',
                  'setInterval', 'setTimeout'];
                export default function () { console.log(own.filter((name) => !(name in globalThis)).join(), global === globalThis); }
                """)) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly(" true");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.get.getClass()",
                "http.get.constructor('return process')()",
                "exec.vu.tags.getClass()",
                "exec.vu.tags.constructor.constructor('return Java')().type('java.lang.System')",
                "http.get('http://127.0.0.1:1/').getClass()",
                "http.get('http://127.0.0.1:1/').headers.getClass()",
                "Java.type('java.lang.System').exit(1)",
                "new (Function.prototype.constructor)('return Java.type(\"java.lang.Runtime\")')()",
                "import('java.lang.System')",
                "open.class.forName('java.lang.System')",
            })
    void nothing_leads_to_java(String expression) {
        try (LoadedScript script = LAB.script("import http from 'k6/http'; import exec from 'k6/execution';\n"
                + "export default async function () { await (" + expression + "); console.log('reached'); }")) {
            assertThat(script.vu().iterate()).isInstanceOf(IterationOutcome.Failed.class);
            assertThat(script.test.console()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.request()",
                "http.get(Symbol('x'))",
                "http.post('http://127.0.0.1:1/', 10n)",
                "http.batch(null)",
                "check(1, null)",
                "group('a::b', () => {})",
                "new SharedArray('late', () => [])",
                "new Counter('late')",
                "exec.vu.tags.x = {}",
                "exec.scenario.name = 'x'",
                "exec.test.options.x = 1",
                "open('x')",
                "require('k6')",
                "setTimeout()",
                "http.setResponseCallback(5)",
                "http.expectedStatuses('x')",
                "counter.add(1, { a: {} })",
            })
    void errors_of_the_api_are_javascript_errors_without_a_trace_of_java(String expression) {
        try (LoadedScript script = LAB.script("""
                import http from 'k6/http';
                import exec from 'k6/execution';
                import { check, group } from 'k6';
                import { SharedArray } from 'k6/data';
                import { Counter } from 'k6/metrics';
                const counter = new Counter('my_counter');
                export default function () {
                  let e = null;
                  try { %s; } catch (x) { e = x; }
                  if (e !== null) {
                    console.log(e instanceof Error, e.constructor.name, e.message, e.stack, JSON.stringify(Object.keys(e)));
                  }
                }
                """.formatted(expression))) {
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());

            assertThat(script.test.console())
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("true ")
                            .doesNotContain("java.")
                            .doesNotContain("io.loadbank")
                            .doesNotContain("org.graalvm")
                            .doesNotContain("Exception"));
        }
    }

    @Test
    void what_one_vu_does_to_its_globals_and_prototypes_reaches_no_other() {
        try (LoadedScript script = LAB.script("""
                import http from 'k6/http';
                import { check } from 'k6';
                export default function () {
                  if (__VU === 1) {
                    globalThis.mark = 1;
                    Object.prototype.evil = 1;
                    Array.prototype.map = () => 'evil';
                    JSON.parse = () => 'evil';
                    JSON.stringify = () => 'evil';
                    String.prototype.includes = () => false;
                    http.get = () => 'evil';
                    console.log = () => {};
                    Promise.prototype.then = () => {};
                    __ENV.X = 'evil';
                  } else {
                    console.log(typeof mark, ({}).evil, [1].map((x) => x + 1)[0], JSON.parse('1'), JSON.stringify(1),
                      'a'.includes('a'), typeof http.get('no url'), __ENV.X);
                  }
                }
                export function teardown() { console.log(({}).evil, JSON.stringify({ a: 1 })); }
                """)) {
            LabVu first = script.vu();
            LabVu second = script.vu();
            first.iterate();
            second.iterate();
            first.iterate();
            second.iterate();
            script.teardown();

            String expected = "undefined undefined 2 1 1 true object undefined";
            assertThat(script.test.console()).containsExactly(expected, expected, "undefined {\"a\":1}");
        }
    }

    @Test
    void a_vu_that_breaks_its_own_builtins_breaks_at_most_itself() {
        try (LoadedScript script = LAB.script("""
                import { check, group } from 'k6';
                import { Counter } from 'k6/metrics';
                const counter = new Counter('my_counter');
                export default function () {
                  JSON.parse = JSON.stringify = Object.keys = Number.isNaN = undefined;
                  globalThis.Number = globalThis.String = globalThis.Promise = globalThis.Error = undefined;
                  Function.prototype.call = Function.prototype.apply = undefined;
                  Symbol.iterator;
                  counter.add(1, { a: 'b' });
                  check(1, { one: (v) => v === 1 });
                  group('g', () => {});
                }
                """)) {
            LabVu vu = script.vu();
            vu.iterate();
            vu.iterate();

            assertThat(script.count("iterations")).isEqualTo(2);
            LabVu other = script.vu();
            other.iterate();
            assertThat(script.count("iterations")).isEqualTo(3);
        }
    }

    @Test
    void a_sealed_global_object_does_not_stop_the_vu() {
        try (LoadedScript script =
                LAB.script("export default function () { console.log(__ITER); Object.freeze(globalThis); }")) {
            LabVu vu = script.vu();

            assertThat(List.of(vu.iterate(), vu.iterate())).hasSize(2);
        }
    }

    @Test
    void memory_that_a_script_cannot_have_is_its_own_error() {
        try (LoadedScript script = LAB.script(
                "export default function () { try { 'x'.repeat(2 ** 30).repeat(16); } catch (e) { console.log(e.name); } }")) {
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());

            assertThat(script.test.console()).containsExactly("RangeError");
        }
    }
}
