package io.loadbank.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.LoadedScript;
import io.loadbank.script.ScriptLab;
import io.loadbank.vu.IterationOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedArrayTest {

    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void the_callback_runs_once_in_the_whole_run() {
        try (LoadedScript script = LAB.script("""
                import { SharedArray } from 'k6/data';
                const a = new SharedArray('users', () => { console.log('made by ' + __VU); return [{ id: __VU }]; });
                const again = new SharedArray('users', () => ['ignored']);
                export default function () { console.log(a[0].id, again[0].id); }
                """)) {
            script.vu().iterate();
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("made by 0", "0 0", "0 0");
        }
    }

    @Test
    void arrays_of_one_run_are_not_those_of_another() {
        String source = "import { SharedArray } from 'k6/data'; const a = new SharedArray('x', () => [Math.random()]);"
                + "export default function () { console.log(a[0]); }";
        try (LoadedScript one = LAB.script(source);
                LoadedScript other = LAB.script(source)) {
            one.vu().iterate();
            other.vu().iterate();

            assertThat(one.test.console()).isNotEqualTo(other.test.console());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.length|3",
                "Array.isArray(a)|true",
                "a[0] === a[0]|false",
                "a[0].n|1",
                "Object.isFrozen(a[0]) && Object.isFrozen(a[0].deep)|true",
                "a[1]|two",
                "a[2]|null",
                "a[-1]|undefined",
                "a[3]|undefined",
                "a['x']|undefined",
                "a[1.5]|undefined",
                "a.at(-2)|two",
                "1 in a|true",
                "3 in a|false",
                "a.map((x) => typeof x).join()|object,string,object",
                "a.filter((x) => x === 'two').length|1",
                "a.find((x) => x && x.n === 1).n|1",
                "a.indexOf('two')|1",
                "a.slice(1).length|2",
                "[...a].length|3",
                "Array.from(a).length|3",
                "(() => { let s = ''; for (const x of a) s += typeof x; return s; })()|objectstringobject",
                "(() => { let n = 0; a.forEach(() => n++); return n; })()|3",
                "Object.keys(a).join()|0,1,2",
                "JSON.stringify(a)|[{\"n\":1,\"deep\":{\"m\":[2]}},\"two\",null]",
                "a.some((x) => x === 'two')|true",
                "a.concat([1]).length|4",
                "a.join()|[object Object],two,",
                "(() => { const [first, second] = a; return first.n + second; })()|1two",
            })
    void it_reads_like_an_array(String expression, String value) {
        try (LoadedScript script = script("console.log(String(" + expression + "));")) {
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());

            assertThat(script.test.console()).containsExactly(value);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a[0] = 1",
                "a[9] = 1",
                "a.length = 0",
                "a.push(1)",
                "a.pop()",
                "a.sort()",
                "a.reverse()",
                "a.splice(0, 1)",
                "a.fill(0)",
                "delete a[0]",
                "a.x = 1",
                "Object.defineProperty(a, '0', { value: 1 })",
                "Object.setPrototypeOf(a, null)",
                "a[0].n = 2",
                "a[0].deep.m.push(1)",
                "delete a[0].n",
            })
    void it_cannot_be_written(String statement) {
        try (LoadedScript script = script(
                "try { " + statement + "; } catch (e) { console.log(e.name); }" + "console.log(JSON.stringify(a));")) {
            script.vu().iterate();

            assertThat(script.test.console())
                    .containsExactly("TypeError", "[{\"n\":1,\"deep\":{\"m\":[2]}},\"two\",null]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"undefined", "() => 1"})
    void an_element_that_json_cannot_say_breaks_when_it_is_read(String element) {
        try (LoadedScript script = LAB.script(
                "import { SharedArray } from 'k6/data';"
                        + "const a = new SharedArray('x', () => [1, " + element + "]);"
                        + "export default function () { try { a[1]; } catch (e) { console.log(a.length, a[0], e instanceof Error); } }")) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("2 1 true");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "new SharedArray('', () => [])|name",
                "new SharedArray(undefined, () => [])|name",
                "new SharedArray('x')|function",
                "new SharedArray('x', [1])|function",
                "new SharedArray('x', async () => [])|async",
                "new SharedArray('x', () => ({}))|array",
                "new SharedArray('x', () => 'text')|array",
                "new SharedArray('x', () => { throw new Error('mine'); })|mine",
            })
    void a_wrong_construction_throws(String construction, String message) {
        assertThat(LAB.refusal("import { SharedArray } from 'k6/data'; " + construction + "; export default () => {};")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains(message));
    }

    @Test
    void it_is_made_in_init_only() {
        try (LoadedScript script =
                script("try { new SharedArray('late', () => []); } catch (e) { console.log(e.message); }")) {
            script.vu().iterate();

            assertThat(script.test.console()).singleElement().asString().contains("init context");
        }
    }

    @Test
    void it_is_no_function() {
        assertThat(LAB.refusal(
                                "import { SharedArray } from 'k6/data'; SharedArray('x', () => []); export default () => {};")
                        .problems()
                        .getFirst()
                        .message())
                .contains("TypeError");
    }

    private static LoadedScript script(String body) {
        return LAB.script("import { SharedArray } from 'k6/data';"
                + "const a = new SharedArray('x', () => [{ n: 1, deep: { m: [2] } }, 'two', null]);"
                + "export default function () { " + body + " }");
    }
}
