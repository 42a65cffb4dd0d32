package io.loadbank.script.module.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.LoadedScript;
import io.loadbank.script.ScriptFiles;
import io.loadbank.script.ScriptLab;
import io.loadbank.vu.IterationOutcome;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class HtmlModuleTest {

    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static final String PAGE = """
            <!DOCTYPE html><html lang="en"><head><title>T</title><script>let a = '<b>';</script></head><body>
            <h1 id="top" class="big  red" data-user-id="42" data-flag="true" data-zip="0070" data-obj='{"a":1}' \
            data-no="null" data-text="it is" data-list="[1" data-url-path="u">Hello <b>world</b></h1>
            <ul id="list"><li class="odd">one</li><li class="even">two</li><li class="odd">three</li></ul>
            <p id="t">a<!--note-->b<br>'c' &amp; d</p>
            <form id="f1" action="/go" method="POST"><input name="user" value="bob" id="u"><input type="password" name="pass">
            <input type="checkbox" name="c1" checked="checked" id="cb"><input type="checkbox" name="c2" checked>
            <input type="text" name="off" disabled="disabled"><input type="text" name="bare" value="1" disabled>
            <input name="twice" value="1"><input name="twice" value="2"><input type="file" name="file"><input value="nameless">
            <select name="s" id="s"><option value="v1">one</option><option value="v2" selected>two</option></select>
            <select name="m" id="m" multiple><option selected>x</option><option>y</option><option value="z z" selected>z</option></select>
            <select id="s0"><option>first</option><option>second</option></select>
            <textarea name="t" id="ta">some <text></textarea><button id="bt" name="b">Go</button>
            <input type="submit" name="go" value="Send"><label id="lb" for="u">User</label></form>
            <table id="tb"><caption>C</caption><thead><tr id="r0"><th>H</th></tr></thead>\
            <tbody><tr id="r1"><td>1</td><td id="c11" colspan="2">2</td></tr></tbody></table>
            <a id="a" href="../x/y.html?q=1#h" rel="next nofollow">link</a><a id="a0">none</a>
            <a id="au" href="https://me:pw@example.org:8443/p">abs</a>
            <img id="im" src="i.png" width="10"><progress id="pr" value="1" max="4"></progress>
            <video id="v" src="m.mp4" loop><track src="t.vtt"></video><input id="ro" readonly maxlength="5">
            </body></html>
            """;

    /** Each line: what is asked of the page, and the text that comes back. */
    @ParameterizedTest
    @CsvFileSource(resources = "/html-selection.txt", delimiter = '|', quoteCharacter = '`')
    void answers(String expression, String answer) {
        assertThat(evaluate(expression)).isEqualTo(answer == null ? "" : answer);
    }

    @Test
    void the_types_of_nodes_have_names() {
        try (LoadedScript script = LAB.script("import html, { parseHTML, NodeType } from 'k6/html';"
                + "export default function () { const p = parseHTML('<!doctype html><p>a<!--b--></p>').find('p').get(0);"
                + "console.log([p, p.firstChild(), p.lastChild(), p.ownerDocument()].map((n) => Object.keys(NodeType)"
                + ".find((name) => NodeType[name] === n.nodeType())).join(), html.NodeType === NodeType,"
                + "NodeType.DoctypeNode); }")) {
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());
            assertThat(script.test.console()).containsExactly("ElementNode,TextNode,CommentNode,DocumentNode true 10");
        }
    }

    private static String evaluate(String expression) {
        String code = "import { parseHTML } from 'k6/html'; const page = open('./page.html');"
                + "const thrown = (f) => { try { f(); return 'nothing'; } catch (e) { return e.message; } };"
                + "const ids = (s) => s.map((i, x) => x.attr('id') || x.text()).join();"
                + "export default function () { const d = parseHTML(page); const $ = (s) => d.find(s);"
                + "const el = (s) => $(s).get(0); console.log(String(" + expression + ")); }";
        try (LoadedScript script = LAB.script(ScriptLab.files("main.js", code, "page.html", PAGE), Map.of())) {
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());
            return script.test.console().getFirst();
        }
    }

    @Test
    void it_is_there_in_init_code_and_for_require() {
        try (LoadedScript script = LAB.script(ScriptFiles.single("main.js", """
                const html = require('k6/html');
                const size = html.parseHTML('<p>1<p>2').find('p').size();
                exports.default = () => { console.log(size, html.default.parseHTML('x').find('body').text()); };
                """), Map.of())) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("2 x");
        }
    }

    @Test
    void an_endless_walk_over_a_page_is_cut_off() {
        try (LoadedScript script = LAB.script("""
                import { parseHTML } from 'k6/html';
                const d = parseHTML('<p>1</p>');
                export default function () {
                  console.log('in');
                  for (;;) { d.find('p').map(() => { for (;;) { d.find('p').text(); } }); }
                }
                """)) {
            var vu = script.vu();
            var step = vu.begin();
            org.awaitility.Awaitility.await().until(() -> script.test.console().contains("in"));

            vu.interrupt();

            assertThat(io.loadbank.script.LabVu.await(step)).isEqualTo(IterationOutcome.interrupted());
        }
    }
}
