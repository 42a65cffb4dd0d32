package io.loadbank.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TypeScriptScriptTest {

    private final ScriptLab lab = new ScriptLab();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void entry_and_imported_files_may_be_typescript() {
        ScriptFiles files = ScriptLab.files(
                "main.ts",
                "import { twice, type Named } from './lib/twice.ts';\nimport { plain } from './plain.js';\n"
                        + "export default function (): void { const n: Named = { name: 'x' };"
                        + " console.log(n.name + twice<number>(4) + plain); }",
                "lib/twice.ts",
                "export interface Named { name: string }\nexport function twice<T extends number>(x: T): number { return x * 2; }",
                "plain.js",
                "export const plain = '!';",
                "types.d.ts",
                "declare const nothing: string;");
        try (LoadedScript script = lab.script(files, Map.of())) {
            script.vu().iterate();

            assertThat(script.test.console()).contains("x8!");
        }
    }

    @Test
    void a_typescript_file_without_import_and_export_is_commonjs() {
        ScriptFiles files = ScriptLab.files(
                "main.ts",
                "const m = require('./m.ts');\nmodule.exports.default = (): void => console.log('n' + m.n);",
                "m.ts",
                "const n: number = 7;\nmodule.exports = { n };");
        try (LoadedScript script = lab.script(files, Map.of())) {
            script.vu().iterate();

            assertThat(script.test.console()).contains("n7");
        }
    }

    @Test
    void what_a_script_throws_shows_the_lines_and_columns_of_its_own_file() {
        String source = "interface A {\n  b: number;\n}\n\nenum C { D }\n\nexport default function (): void {\n"
                + "  const a: A = { b: C.D };\n  (null as any).boom(a);\n}\n";
        try (LoadedScript script = lab.script(ScriptLab.files("main.ts", source), Map.of())) {
            script.vu().iterate();

            assertThat(script.test.lines().toString()).contains("file:///main.ts:9:");
        }
    }

    @Test
    void a_syntax_error_has_the_place_in_the_typescript_file() {
        ScriptLoader.Loaded.Failed failed = lab.refusal(
                ScriptLab.files("main.ts", "interface A { b: number }\n\nlet y: = 3;\nexport default () => y;"));

        assertThat(failed.linked()).isFalse();
        assertThat(failed.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("main.ts:3:8");
            assertThat(problem.message()).startsWith("SyntaxError: ").endsWith("at file:///main.ts:3:8");
        });
    }

    @Test
    void a_syntax_error_in_an_imported_file_is_found_too() {
        ScriptLoader.Loaded.Failed failed = lab.refusal(ScriptLab.files(
                "main.ts", "import './lib.ts';\nexport default (): void => {};", "lib.ts", "let a: number = ;"));

        assertThat(failed.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).startsWith("lib.ts:1:"));
    }

    @Test
    void a_javascript_file_never_loses_types() {
        ScriptLoader.Loaded.Failed failed =
                lab.refusal(ScriptLab.files("main.js", "const a: number = 1;\nexport default () => a;"));

        assertThat(failed.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).startsWith("main.js:1:"));
    }

    @Test
    void a_typescript_file_that_is_javascript_runs_as_it_stands() {
        // a call of f with types taken away; two comparisons as it stands
        ScriptFiles files = ScriptLab.files(
                "main.ts",
                "const f = 1, a = 2, b = 3;\nexport default function () { console.log(String((f < a) > (b))); }\n"
                        + "export const text = (() => 1).toString();");
        try (LoadedScript script = lab.script(files, Map.of())) {
            script.vu().iterate();

            assertThat(script.test.console()).contains("false");
        }
    }
}
