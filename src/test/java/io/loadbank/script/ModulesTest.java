package io.loadbank.script;

import static io.loadbank.script.ScriptLab.files;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.plan.Problem;
import io.loadbank.vu.IterationOutcome;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the files of an upload find each other: ES modules, CommonJS and k6's own modules. */
class ModulesTest {

    private static final String DEFAULT = "\nexport default function () {}";
    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    // which kind a file is

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export default function () {}",
                "import 'k6'; export default function () {}",
                "await 1; export default function () {}",
                "module.exports.default = function () {};",
                "exports.default = () => {};",
                "if (true) { exports.default = () => {}; return; }",
                "var x = 1;\nmodule.exports = { default() {} };",
                "// nothing but a comment\nexport { f as default }; function f() {}",
                "export default () => { return 'require(1) module.exports'; }"
            })
    void a_script_may_be_written_as_either_kind(String source) {
        try (LoadedScript script = LAB.script(source)) {
            assertThat(script.session.exports()).containsExactly("default");
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"export default function () { undeclared = 1; }", "exports.default = () => { undeclared = 1; };"
            })
    void both_kinds_are_strict(String source) {
        try (LoadedScript script = LAB.script(source)) {
            assertThat(script.vu().iterate()).isInstanceOf(IterationOutcome.Failed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"typeof module", "typeof exports", "module.exports.x = 1", "exports.x = 1"})
    void an_es_module_that_uses_commonjs_names_is_told_that_it_mixes_both(String expression) {
        Problem problem = LAB.refusal("import 'k6';\n" + expression + ";" + DEFAULT)
                .problems()
                .getFirst();

        assertThat(problem.message()).contains("ES module");
        assertThat(problem.path()).startsWith("main.js:2:");
    }

    @Test
    void this_is_the_exports_object_in_commonjs() {
        loads("this.default = () => {}; if (this !== exports || exports !== module.exports) throw new Error('no');");
    }

    @Test
    void a_function_alone_as_module_exports_exports_nothing() {
        assertThat(LAB.refusal("module.exports = function () {};").problems())
                .singleElement()
                .isEqualTo(new Problem(
                        "exports", "the script exports no function to run", "write export default function () { … }"));
    }

    @Test
    void module_exports_set_to_null_exports_nothing() {
        assertThat(LAB.refusal("module.exports = null;").problems())
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("the script exports no function to run");
    }

    // imports between files

    @Test
    void relative_paths_are_resolved_against_the_importing_file() {
        loads(files(
                "src/main.js", "import { a } from '../lib/a.js'; if (a !== 'b!') throw new Error(a);" + DEFAULT,
                "lib/a.js", "import b from './deep/b.js'; export const a = b + '!';",
                "lib/deep/b.js", "export default 'b';"));
    }

    @Test
    void an_absolute_path_starts_at_the_root_of_the_upload() {
        loads(files(
                "src/main.js",
                "import b from '/lib/b.js'; if (b !== 1) throw new Error();" + DEFAULT,
                "lib/b.js",
                "export default 1;"));
    }

    @Test
    void a_file_url_is_a_path() {
        loads(files(
                "main.js",
                "import b from 'file:///lib/b.js'; if (b !== 1) throw new Error();" + DEFAULT,
                "lib/b.js",
                "export default 1;"));
    }

    @Test
    void a_module_is_evaluated_once_in_each_realm_however_it_is_spelt() {
        try (LoadedScript script = LAB.script(
                files(
                        "main.js",
                        "import './lib/count.js'; import '/lib/count.js'; import './lib/../lib/count.js';\n"
                                + "export default function () { console.log(globalThis.n); }",
                        "lib/count.js",
                        "globalThis.n = (globalThis.n || 0) + 1;"),
                Map.of())) {
            script.vu().iterate();
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("1", "1");
        }
    }

    @Test
    void modules_may_import_each_other_in_a_circle() {
        loads(files(
                "main.js", "import { even } from './even.js'; if (!even(4)) throw new Error();" + DEFAULT,
                "even.js", "import { odd } from './odd.js'; export const even = (n) => n === 0 || odd(n - 1);",
                "odd.js", "import { even } from './even.js'; export const odd = (n) => n !== 0 && even(n - 1);"));
    }

    @Test
    void commonjs_files_may_require_each_other_in_a_circle() {
        loads(files(
                "main.js",
                        "const a = require('./a.js'); if (a.b.seen !== 'early') throw new Error(a.b.seen);"
                                + "exports.default = () => {};",
                "a.js", "exports.mark = 'early'; exports.b = require('./b.js');",
                "b.js", "exports.seen = require('./a.js').mark;"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"./lib", "./lib/", "./b", "b.js", "./B.js", "../b.js/x"})
    void nothing_is_guessed(String specifier) {
        ScriptLoader.Loaded.Failed failed = LAB.refusal(files(
                "main.js", "import '" + specifier + "';" + DEFAULT,
                "b.js", "",
                "lib/index.js", ""));

        assertThat(failed.linked()).isFalse();
        assertThat(failed.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("imports");
            assertThat(problem.message()).startsWith("unknown module '");
        });
    }

    @Test
    void json_is_no_module() {
        assertThat(LAB.refusal(files("main.js", "import data from './d.json';" + DEFAULT, "d.json", "{\"a\": 1}"))
                        .problems())
                .singleElement()
                .isEqualTo(new Problem(
                        "main.js", "a .json file cannot be imported", "load it with JSON.parse(open('./data.json'))"));
    }

    @Test
    void a_missing_export_of_an_es_module_is_a_syntax_error() {
        ScriptLoader.Loaded.Failed failed = LAB.refusal(
                files("main.js", "import { nope } from './b.js';" + DEFAULT, "b.js", "export const a = 1;"));

        assertThat(failed.linked()).isFalse();
        assertThat(failed.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message())
                    .contains("SyntaxError")
                    .contains("nope")
                    .doesNotContain("org.graalvm");
            assertThat(problem.path()).startsWith("main.js:1:");
        });
    }

    // interplay

    @Test
    void commonjs_imported_from_an_es_module_gives_module_exports_as_default_and_its_properties_by_name() {
        loads(files("main.js", """
                import cjs, { a, b, nope } from './c.js';
                import * as all from './c.js';
                if (cjs.a !== 1 || a !== 1 || b !== 2 || nope !== undefined || all.default !== cjs || all.a !== 1) {
                  throw new Error('wrong');
                }
                export default function () {}
                """, "c.js", "exports.a = 1; module.exports.b = 2;"));
    }

    @Test
    void all_properties_of_a_commonjs_file_are_in_its_namespace() {
        loads(files(
                "main.js",
                "import * as all from './c.js';\n"
                        + "if (Object.keys(all).sort().join() !== 'a,b,default') throw new Error(Object.keys(all).join());"
                        + DEFAULT,
                "c.js",
                "exports.a = 1; exports.b = 2;"));
    }

    @Test
    void a_default_property_of_a_commonjs_file_is_its_default_export() {
        loads(files(
                "main.js",
                "import d from './c.js'; if (d !== 5) throw new Error(d);" + DEFAULT,
                "c.js",
                "exports.default = 5;"));
    }

    @Test
    void require_of_an_es_module_gives_its_namespace() {
        loads(files(
                "main.js",
                "const m = require('./m.js'); if (m.default !== 1 || m.two !== 2) throw new Error(); exports.default = () => {};",
                "m.js",
                "export default 1; export const two = 2;"));
    }

    @Test
    void an_es_module_may_call_require_in_init() {
        loads(files(
                "main.js",
                "const c = require('./c.js'); if (c.a !== 1) throw new Error();" + DEFAULT,
                "c.js",
                "exports.a = 1;"));
    }

    @ParameterizedTest
    @CsvSource({"k6, check", "k6/http, get", "k6/metrics, Counter", "k6/execution, vu", "k6/data, SharedArray"})
    void a_builtin_has_named_exports_a_default_one_and_a_namespace(String module, String name) {
        loads("""
                import d, { %2$s as named, nosuchthing } from '%1$s';
                import * as ns from '%1$s';
                if (named === undefined || ns.%2$s === undefined || ns.default !== d) throw new Error('wrong');
                if (nosuchthing !== undefined) throw new Error('nosuchthing');
                if (Object.keys(d).indexOf('%2$s') < 0) throw new Error('not in the default export');
                export default function () {}
                """.formatted(module, name));
    }

    @ParameterizedTest
    @CsvSource({"k6, check", "k6/http, get", "k6/metrics, Counter", "k6/execution, vu", "k6/data, SharedArray"})
    void require_of_a_builtin_gives_named_exports_default_and_es_module_mark(String module, String name) {
        loads("""
                const m = require('%1$s');
                if (!('%2$s' in m) || m.default === undefined || m.__esModule !== true) throw new Error('wrong');
                exports.default = () => {};
                """.formatted(module, name));
    }

    @Test
    void a_function_replaced_on_the_default_object_of_http_is_replaced_in_every_module() {
        loads(files("main.js", """
                import http, { get } from 'k6/http';
                import { other } from './other.js';
                http.get = () => 'wrapped';
                if (get() !== 'wrapped' || http.get() !== 'wrapped' || other() !== 'wrapped') throw new Error('no');
                export default function () {}
                """, "other.js", "import { get } from 'k6/http'; export const other = () => get();"));
    }

    @Test
    void replacing_a_function_in_one_vu_reaches_no_other() {
        try (LoadedScript script = LAB.script("import http from 'k6/http'; if (__VU === 1) http.get = () => 'mine';\n"
                + "export default function () { console.log(http.get.length === 0 && __VU === 1); }")) {
            script.vu().iterate();
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("true", "false");
        }
    }

    // what does not exist

    @Test
    void all_unknown_modules_are_named_at_once_each_with_what_to_do() {
        ScriptLoader.Loaded.Failed failed =
                LAB.refusal(files("main.js", """
                import a from 'k6/nonsense';
                import { b } from 'k6/x/sql';
                import * as c from 'lodash';
                import 'https://jslib.k6.io/aws/0.14.0/s3.js';
                import { browser } from 'k6/browser';
                import './missing.js';
                import './lib/ok.js';
                throw new Error('never evaluated');
                export default function () {}
                """, "lib/ok.js", "import 'ftp://x/y.js'; import '../also-missing.js';"));

        assertThat(failed.linked()).isFalse();
        assertThat(failed.problems())
                .extracting(Problem::message)
                .containsExactlyInAnyOrder(
                        "unknown module 'k6/nonsense', imported by main.js:1:15",
                        "unknown module 'k6/x/sql', imported by main.js:2:19",
                        "unknown module 'lodash', imported by main.js:3:20",
                        "unknown module 'https://jslib.k6.io/aws/0.14.0/s3.js', imported by main.js:4:8",
                        "unknown module 'k6/browser', imported by main.js:5:25",
                        "unknown module './missing.js', imported by main.js:6:8",
                        "unknown module 'ftp://x/y.js', imported by lib/ok.js:1:8",
                        "unknown module './also-missing.js', imported by lib/ok.js:1:31");
        assertThat(failed.problems())
                .allSatisfy(problem -> assertThat(problem.hint()).isNotBlank());
    }

    @Test
    void unknown_modules_are_named_even_if_the_code_that_got_them_never_ends() {
        ScriptLoader.Loaded.Failed failed = LAB.refusal(
                ScriptFiles.single("main.js", "import a from 'lodash'; while (a === undefined);" + DEFAULT),
                java.time.Duration.ofSeconds(1));

        assertThat(failed.problems())
                .extracting(Problem::message)
                .containsExactly("unknown module 'lodash', imported by main.js:1:15");
    }

    @Test
    void an_unknown_module_that_is_required_is_an_error_where_it_is_required() {
        ScriptLoader.Loaded.Failed failed =
                LAB.refusal("let x;\nconst a = require('lodash');\nexports.default = () => {};");

        assertThat(failed.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("main.js:2:11");
            assertThat(problem.message()).contains("unknown module 'lodash'");
        });
    }

    @Test
    void require_needs_a_name_and_is_for_init_only() {
        assertThat(LAB.refusal("require('');").problems().getFirst().message()).contains("needs the name");
        try (LoadedScript script = LAB.script(
                "const own = require;\nexports.default = () => { for (const r of [own, globalThis.require]) {"
                        + "try { r('k6'); console.log('no'); } catch (e) { console.log(e.message); } } };")) {
            script.vu().iterate();

            assertThat(script.test.console())
                    .hasSize(2)
                    .allMatch(line -> line.contains("only available in the init stage"));
        }
    }

    @Test
    void a_dynamic_import_fails_its_iteration_and_shows_no_java() {
        try (LoadedScript script = LAB.script(
                files("main.js", "export default async function () { await import('./b.js'); }", "b.js", ""),
                Map.of())) {
            LabVu vu = script.vu();

            assertThat(vu.iterate())
                    .isInstanceOfSatisfying(
                            IterationOutcome.Failed.class,
                            failed -> assertThat(failed.message())
                                    .doesNotContain("java.")
                                    .doesNotContain("org.graalvm"));
            assertThat(vu.iterate()).isInstanceOf(IterationOutcome.Failed.class);
        }
    }

    // import.meta

    @Test
    void import_meta_resolve_gives_a_url_next_to_the_module_it_is_written_in() {
        loads(files("src/main.js", """
                import { here } from '../lib/m.js';
                if (here !== 'file:///lib/data.json') throw new Error(here);
                if (import.meta.resolve('./x.txt') !== 'file:///src/x.txt') throw new Error(import.meta.resolve('./x.txt'));
                if (Object.keys(import.meta).join() !== 'resolve') throw new Error(Object.keys(import.meta).join());
                export default function () {}
                """, "lib/m.js", "export const here = import.meta.resolve('./data.json');"));
    }

    @Test
    void imports_are_listed() {
        ScriptInspection seen = LAB.loader.inspect(
                files(
                        "main.js",
                        "import http from 'k6/http'; import './lib/a.js'; export const options = { vus: 3 };" + DEFAULT,
                        "lib/a.js",
                        "require('k6/data');"),
                Map.of(),
                ScriptLab.INIT_LIMIT);

        assertThat(seen.linked()).isTrue();
        assertThat(seen.imports()).containsExactly("./lib/a.js", "k6/data", "k6/http");
        assertThat(seen.options()).isEqualTo(Map.of("vus", 3));
        assertThat(seen.exports()).containsExactly("default");
        assertThat(seen.problems()).isEmpty();
    }

    private static void loads(String source) {
        loads(ScriptFiles.single("main.js", source));
    }

    private static void loads(ScriptFiles files) {
        LAB.script(files, Map.of()).close();
    }
}
