package io.loadbank.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.plan.Problem;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteModulesTest {

    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static LoadedScript script(String... files) {
        return LAB.script(ScriptLab.files(files), Map.of());
    }

    @Test
    void a_url_is_looked_up_in_the_upload_with_its_query() {
        try (LoadedScript script = script(
                "main.js",
                "import { a } from 'https://cdn.test/x/a.js';\nimport { b } from 'https://cdn.test/x/a.js?v=2';\n"
                        + "import d from 'https://cdn.test/';\nexport default () => console.log(a + b + d);",
                "https/cdn.test/x/a.js",
                "export const a = 'A';",
                "https/cdn.test/x/a.js?v=2",
                "export const b = 'B';",
                "https/cdn.test/%2F",
                "export default 'D';")) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("ABD");
        }
    }

    @Test
    void what_a_remote_module_imports_stays_at_its_host() {
        try (LoadedScript script = script(
                "main.js",
                "import { all } from 'https://cdn.test/x/y/a.js';\nexport default () => console.log(all);",
                "https/cdn.test/x/y/a.js",
                "import{b}from\"./b.js\";import{c}from'../c.js';import d from\"/npm/d\";import{e}from'../../../../e.js';\n"
                        + "export const all=b+c+d+e+(import.meta.resolve('../z'));",
                "https/cdn.test/x/y/b.js",
                "export const b = 'b';",
                "https/cdn.test/x/c.js",
                "export const c = 'c';",
                "https/cdn.test/npm/d",
                "export { f as default } from '/npm/f';",
                "https/cdn.test/npm/f",
                "export const f = 'd';",
                "https/cdn.test/e.js",
                "export const e = 'e';",
                "e.js",
                "export const e = 'local';")) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("bcdehttps://cdn.test/x/z");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import { s } from '../../../secret.js'; console.log(s);",
                "import { s } from '/secret.js'; console.log(s);",
                "import { s } from 'file:///secret.js'; console.log(s);",
                "import/* x */{ s }/* './y' */from '../../secret.js'; console.log(s);",
                "console.log(open('/secret.js')); export {};",
                "console.log(open('../../secret.js')); export {};",
                "console.log(open('file:///secret.js')); export {};",
                "console.log(require('/secret.js').s); export {};",
                "console.log(require('../../secret.js').s); export {};",
                "console.log(require('file:///secret.js').s); export {};"
            })
    void a_remote_module_reaches_no_local_file(String code) {
        ScriptLoader.Loaded.Failed failed = LAB.refusal(ScriptLab.files(
                "main.js",
                "import 'https://evil.test/a.js';\nexport default () => {};",
                "https/evil.test/a.js",
                code,
                "secret.js",
                "export const s = 'secret';"));

        assertThat(failed.problems().toString()).doesNotContain("'secret'").containsAnyOf("unknown module", "no file");
    }

    @Test
    void an_error_in_a_remote_module_shows_its_url() {
        ScriptLoader.Loaded.Failed failed = LAB.refusal(ScriptLab.files(
                "main.js",
                "import 'https://cdn.test/a.js';\nexport default () => {};",
                "https/cdn.test/a.js",
                "\n boom();"));

        assertThat(failed.problems().getFirst().message()).contains("https://cdn.test/a.js:2:2");
    }

    @Test
    void commonjs_bundles_may_be_imported_by_url() {
        try (LoadedScript script = script(
                "main.js",
                "import lib, { two } from 'https://cdn.test/lib.min.js';\nexport default () => console.log(lib.one + two);",
                "https/cdn.test/lib.min.js",
                "(function(r,f){typeof exports==='object'?module.exports=f():r.lib=f()})(this,function(){return{one:1,two:2}})")) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("3");
        }
    }

    @Test
    void all_that_is_missing_is_named_with_its_importer() {
        ScriptLoader.Loaded.Failed failed = LAB.refusal(ScriptLab.files(
                "main.js",
                "import a from 'https://cdn.test/a.js';\nimport 'https://cdn.test/b.js';\nimport 'http://x.test/c.js';\n"
                        + "export default () => a;",
                "https/cdn.test/b.js",
                "import '/deep.js';"));

        assertThat(failed.problems())
                .extracting(Problem::message)
                .containsExactlyInAnyOrder(
                        "unknown module 'https://cdn.test/a.js', imported by main.js:1:15",
                        "unknown module 'http://x.test/c.js', imported by main.js:3:8",
                        "unknown module 'https://cdn.test/deep.js', imported by https://cdn.test/b.js:1:8");
        assertThat(failed.problems())
                .extracting(Problem::hint)
                .contains(
                        "put it into the upload as https/cdn.test/a.js, the import stays as it is",
                        "modules can be imported from https and file URLs only, not from http");
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/a/b.js, https/h/a/b.js",
        "https://h, https/h/%2F",
        "https://h/, https/h/%2F",
        "https://h/a//b, https/h/a/%2F/b",
        "https://h/../../x, https/h/x",
        "https://h:8443/a@1/+esm?x=1#frag, https/h:8443/a@1/+esm?x=1"
    })
    void urls_have_a_path(String url, String path) {
        assertThat(ModuleUrl.path(url)).isEqualTo(path);
    }
}
