package io.loadbank.script;

import static io.loadbank.script.ScriptLab.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadbank.plan.Problem;
import io.loadbank.vu.VuInitException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The init context: what stops a script there, what it may do, what it may read. */
class InitTest {

    private static final String DEFAULT = "\nexport default function () {}";
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    // where an error is

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "let a = ;|1:9",
                "exports.a = 1; let a = ;|1:24",
                "import 'k6'; let a = ;|1:22",
                "const u = import.meta.resolve('x'); let a = ;|1:45",
            })
    void a_syntax_error_in_the_first_line_has_its_line_and_column(String source, String position) {
        ScriptLoader.Loaded.Failed failed = LAB.refusal(source);

        assertThat(failed.linked()).isFalse();
        assertThat(failed.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("main.js:" + position);
            assertThat(problem.message())
                    .startsWith("SyntaxError: Expected an operand but found ;")
                    .endsWith("file:///main.js:" + position);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JSON.parse('{');" + DEFAULT,
                "exports.default = () => {}; eval('let a = ;');",
                "new RegExp('(');" + DEFAULT,
                "throw new SyntaxError('mine');" + DEFAULT
            })
    void a_syntax_error_that_running_init_code_throws_is_none_of_the_file(String source) {
        ScriptLoader.Loaded.Failed failed = LAB.refusal(source);

        assertThat(failed.linked()).isTrue();
        assertThat(failed.problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("SyntaxError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"import './lib/b.js';" + DEFAULT, "require('./lib/b.js'); exports.default = () => {};"})
    void a_syntax_error_in_another_file_names_that_file(String source) {
        ScriptLoader.Loaded.Failed failed =
                LAB.refusal(files("main.js", source, "lib/b.js", "// fine\n\nfunction f( { }"));

        assertThat(failed.linked()).isFalse();
        assertThat(failed.problems())
                .singleElement()
                .extracting(Problem::path)
                .asString()
                .startsWith("lib/b.js:3:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "throw new Error('why');|Error: why",
                "throw new RangeError('why');|RangeError: why",
                "nope();|ReferenceError: nope is not defined",
            })
    void a_throw_at_the_top_level_is_told_with_its_position(String statement, String message) {
        for (String source : List.of("\n" + statement + DEFAULT, "\n" + statement + "\nexports.default = () => {};")) {
            ScriptLoader.Loaded.Failed failed = LAB.refusal(source);

            assertThat(failed.linked()).isTrue();
            assertThat(failed.aborted()).isFalse();
            assertThat(failed.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.path()).startsWith("main.js:2:");
                assertThat(problem.message()).startsWith(message).contains("file:///main.js:2:");
            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "throw 'text';|text",
                "throw 5;|5",
                "throw null;|null",
                "throw undefined;|undefined",
                "throw { a: 1 };|[object Object]",
            })
    void what_is_no_error_may_be_thrown_as_well(String statement, String message) {
        assertThat(LAB.refusal("\n" + statement).problems())
                .containsExactly(new Problem("main.js:2:1", message + "\n\tat file:///main.js:2:1"));
        assertThat(LAB.refusal("\n" + statement + DEFAULT).problems())
                .as("the engine keeps no position of it in an ES module")
                .containsExactly(new Problem("main.js", message));
    }

    @Test
    void a_stack_shows_functions_and_files_of_the_upload_only() {
        ScriptLoader.Loaded.Failed failed = LAB.refusal(files(
                "main.js",
                "import { f } from './b.js';\nf();" + DEFAULT,
                "b.js",
                "export function f() {\n  throw new Error('deep');\n}"));

        assertThat(failed.problems())
                .containsExactly(
                        new Problem("b.js:2:9", "Error: deep\n\tat f (file:///b.js:2:9)\n\tat file:///main.js:2:1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "await Promise.reject(new Error('why'));",
                "Promise.reject(new Error('why'));",
                "setTimeout(() => { throw new Error('why'); }, 1);",
                "setTimeout(() => Promise.reject(new Error('why')), 1);",
                "(async () => { throw new Error('why'); })();"
            })
    void rejections_and_failing_timers_stop_init_as_well(String statement) {
        ScriptLoader.Loaded.Failed failed = LAB.refusal(statement + DEFAULT);

        assertThat(failed.linked()).isTrue();
        assertThat(failed.problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).contains("Error: why").contains("main.js:1:"));
    }

    @Test
    void endless_recursion_is_a_range_error() {
        assertThat(LAB.refusal("function f() { f(); }\nf();" + DEFAULT).problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .startsWith("RangeError");
    }

    // init that does not end

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true);",
                "try { while (true); } finally { while (true); }",
                "for (;;) { try { while (true); } catch (e) { } }",
                "setInterval(() => {}, 1);",
                "setTimeout(() => { while (true); }, 1);",
                "await new Promise((resolve) => setTimeout(resolve, 1e9));",
                "(function f() { setTimeout(f, 0); })();",
                "import { sleep } from 'k6'; sleep(1e9);",
            })
    void an_init_that_does_not_end_is_stopped_by_the_limit(String source) {
        ScriptLoader.Loaded.Failed failed = LAB.refusal(ScriptFiles.single("main.js", source + DEFAULT), SHORT);

        assertThat(failed.linked()).isTrue();
        assertThat(failed.problems())
                .containsExactly(new Problem("", "the init code was stopped after 300 ms, the limit for init"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export const options = { toJSON() { while (true); } };",
                "export const options = { get vus() { while (true); } };",
            })
    void code_that_runs_when_options_are_read_falls_under_the_limit(String source) {
        assertThat(LAB.refusal(ScriptFiles.single("main.js", source + DEFAULT), SHORT)
                        .problems())
                .extracting(Problem::message)
                .containsExactly("the init code was stopped after 300 ms, the limit for init");
    }

    @Test
    void code_that_runs_when_exports_are_read_falls_under_the_limit() {
        String source = "Object.defineProperty(exports, 'default', { enumerable: true, get() { while (true); } });";

        assertThat(LAB.refusal(ScriptFiles.single("main.js", source), SHORT).problems())
                .extracting(Problem::message)
                .containsExactly("the init code was stopped after 300 ms, the limit for init");
    }

    @Test
    void a_top_level_that_waits_for_nothing_is_told_so() {
        assertThat(LAB.refusal("await new Promise(() => {});" + DEFAULT).problems())
                .extracting(Problem::message)
                .containsExactly("the top level waits for a promise that nothing will settle");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "exec.test.abort('enough');|test aborted: enough",
                "exec.test.abort();|test aborted",
                "exec.test.abort(null);|test aborted",
                "try { exec.test.abort('enough'); } catch (e) { } while (true);|test aborted: enough",
                "setTimeout(() => exec.test.abort('enough'), 1);|test aborted: enough",
            })
    void abort_ends_init_and_cannot_be_caught(String statement, String message) {
        ScriptLoader.Loaded.Failed failed = LAB.refusal("import exec from 'k6/execution'; " + statement + DEFAULT);

        assertThat(failed.aborted()).isTrue();
        assertThat(failed.problems()).containsExactly(new Problem("", message));
    }

    // what init waits for

    @Test
    void top_level_await_and_timers_are_waited_for() {
        try (LoadedScript script = LAB.script("""
                const a = await new Promise((resolve) => setTimeout(() => resolve('a'), 2));
                let b = '';
                setTimeout(() => { b = 'b'; }, 5);
                export default function () { console.log(a + b); }
                """)) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("ab");
        }
    }

    @Test
    void each_line_of_init_is_logged_once_for_each_realm_however_often_linking_tries() {
        try (LoadedScript script = LAB.script(
                files(
                        "main.js",
                        "import { a } from './c.js'; import * as all from './c.js'; import { nope } from 'k6';\n"
                                + "console.log('init of ' + __VU);" + DEFAULT,
                        "c.js",
                        "console.log('helper of ' + __VU); exports.a = 1; exports.b = 2;"),
                Map.of())) {
            assertThat(script.test.console()).containsExactly("helper of 0", "init of 0");
            script.vu();

            assertThat(script.test.console()).containsExactly("helper of 0", "init of 0", "helper of 1", "init of 1");
        }
    }

    @Test
    void what_a_failing_init_has_logged_is_kept() {
        RecordedTest test = new RecordedTest();

        LAB.refusal(
                ScriptFiles.single("main.js", "console.log('so far'); throw new Error();" + DEFAULT),
                ScriptLab.INIT_LIMIT,
                test);

        assertThat(test.console()).containsExactly("so far");
    }

    // exports and options

    @Test
    void all_exported_functions_are_named_and_values_are_not() {
        try (LoadedScript script = LAB.script(
                "export const x = 1; export class C {} export function a() {} export const b = async () => {};"
                        + "export const options = { vus: 2, duration: '3s' };" + DEFAULT)) {
            assertThat(script.session.exports()).containsExactlyInAnyOrder("default", "a", "b", "C");
            assertThat(script.session.options()).isEqualTo(Map.of("vus", 2, "duration", "3s"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "'text'", "[1]", "() => {}", "circular", "{ vus: 1n }", "{ get vus() { throw 1; } }"})
    void options_must_be_an_object_that_json_can_represent(String options) {
        assertThat(LAB.refusal("const circular = {}; circular.self = circular;\nexport const options = " + options + ";"
                                + DEFAULT)
                        .problems())
                .containsExactly(
                        new Problem("options", "the exported options must be an object that JSON can represent"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "undefined", "{}"})
    void no_options_are_no_options(String options) {
        try (LoadedScript script = LAB.script("export const options = " + options + ";" + DEFAULT)) {
            assertThat(script.session.options()).isEmpty();
        }
    }

    @Test
    void all_that_is_wrong_with_the_exports_is_said_at_once() {
        assertThat(LAB.refusal("export const setup = 1; export const teardown = {}; export const options = 5;")
                        .problems())
                .extracting(Problem::path)
                .containsExactlyInAnyOrder("exports", "exports.setup", "exports.teardown", "options");
    }

    @Test
    void the_exported_options_show_the_consolidated_ones_in_each_vu() {
        try (LoadedScript script = LAB.script("export const options = { vus: 2, duration: '3s', tags: { a: 'b' } };\n"
                + "export default function () { console.log(options.scenarios.default.executor, options.tags.a); }")) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("constant-vus b");
        }
    }

    // VUs

    @Test
    void a_throw_in_the_init_of_a_later_vu_is_that_vus_init_failure() {
        try (LoadedScript script = LAB.script("if (__VU > 0) { throw new Error('only ' + __VU); }" + DEFAULT)) {
            assertThatThrownBy(() -> script.session.create(3)).isInstanceOfSatisfying(VuInitException.class, e -> {
                assertThat(e).hasMessageContaining("only 3").hasMessageContaining("main.js:1:");
                assertThat(e.aborted()).isFalse();
            });
        }
    }

    @Test
    void an_abort_in_the_init_of_a_later_vu_is_known_as_such() {
        try (LoadedScript script =
                LAB.script("import exec from 'k6/execution'; if (__VU > 0) { exec.test.abort('x'); }" + DEFAULT)) {
            assertThatThrownBy(() -> script.session.create(3))
                    .isInstanceOfSatisfying(
                            VuInitException.class, e -> assertThat(e.aborted()).isTrue());
        }
    }

    // open()

    @Test
    void open_reads_text_and_bytes_relative_to_the_module_that_is_running() {
        Map<String, byte[]> bytes = new HashMap<>(files(
                        "src/main.js",
                        """
                        import { inner } from './lib/helper.js';
                        const own = open('./data.txt');
                        const raw = new Uint8Array(open('../bytes.bin', 'b'));
                        const text = open('/bytes.bin', 'text');
                        const url = open('file:///src/data.txt');
                        export default function () {
                          console.log(own, url, inner, raw.join(), text.length, text.charCodeAt(1));
                        }
                        """,
                        "src/data.txt",
                        "own ä",
                        "src/lib/helper.js",
                        "export const inner = open('./data.txt');",
                        "src/lib/data.txt",
                        "inner")
                .files());
        bytes.put("bytes.bin", new byte[] {65, (byte) 0xFF, 0});
        try (LoadedScript script = LAB.script(new ScriptFiles("src/main.js", bytes), Map.of())) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("own ä own ä inner 65,255,0 3 65533");
        }
    }

    @Test
    void a_helper_that_is_called_opens_relative_to_its_caller() {
        try (LoadedScript script = LAB.script(
                files(
                        "main.js",
                        "import { read } from './lib/helper.js'; const text = read('./data.txt');"
                                + "export default function () { console.log(text); }",
                        "data.txt",
                        "main's",
                        "lib/helper.js",
                        "export const read = (path) => open(path);",
                        "lib/data.txt",
                        "helper's"),
                Map.of())) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("main's");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "''|needs the path of a file",
                "undefined|needs the path of a file",
                "'./lib'|'./lib' is a directory",
                "'/'|'/' is a directory",
                "'./nope.txt'|the upload has no file 'nope.txt'",
                "'../../../etc/passwd'|the upload has no file 'etc/passwd'",
                "'/etc/passwd'|the upload has no file 'etc/passwd'",
                "'file:///etc/passwd'|the upload has no file 'etc/passwd'",
                "'http://x/y'|the upload has no file",
                "'a\\0b'|",
            })
    void open_throws_for_what_is_no_file_of_the_upload(String path, String message) {
        ScriptLoader.Loaded.Failed failed = LAB.refusal(files(
                "main.js",
                "let e; try { open(" + path + "); } catch (x) { e = x; }\n"
                        + "throw new Error('got ' + (e instanceof Error) + ' ' + e.message);",
                "lib/x.txt",
                ""));

        assertThat(failed.problems().getFirst().message())
                .startsWith("Error: got true ")
                .contains(message == null ? "" : message)
                .doesNotContain("java.");
    }

    @Test
    void open_is_for_init_only() {
        try (LoadedScript script = LAB.script(
                files(
                        "main.js",
                        "open('d.txt'); export default function () { try { open('d.txt'); } catch (e) { console.log(e.message); } }",
                        "d.txt",
                        ""),
                Map.of())) {
            script.vu().iterate();

            assertThat(script.test.console()).singleElement().asString().contains("init stage");
        }
    }

    @Test
    void a_file_that_the_first_init_did_not_open_cannot_be_opened_later() {
        try (LoadedScript script = LAB.script(
                files(
                        "main.js",
                        "let m = ''; if (__VU > 0) { try { open('d.txt'); } catch (e) { m = e.message; } }"
                                + "export default function () { console.log(m); }",
                        "d.txt",
                        ""),
                Map.of())) {
            script.vu().iterate();

            assertThat(script.test.console()).singleElement().asString().contains("was not opened in the first init");
        }
    }

    @Test
    void a_script_of_ten_megabytes_is_just_a_script() {
        String filler = "// " + "x".repeat(10 << 20) + "\n";

        try (LoadedScript script = LAB.script(filler + "export default function () { console.log('big'); }")) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("big");
        }
    }

    @Test
    void a_script_that_is_not_utf8_is_read_with_replacement_characters() {
        byte[] source = "export default function () { console.log('?'.length, '?'.charCodeAt(0)); }"
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < source.length; i++) {
            source[i] = source[i] == '?' ? (byte) 0xFF : source[i];
        }
        try (LoadedScript script = LAB.script(new ScriptFiles("main.js", Map.of("main.js", source)), Map.of())) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("1 65533");
        }
    }
}
