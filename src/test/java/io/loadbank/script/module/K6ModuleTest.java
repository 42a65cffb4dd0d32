package io.loadbank.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.script.LoadedScript;
import io.loadbank.script.ScriptLab;
import io.loadbank.vu.IterationOutcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** check, group, sleep, fail and randomSeed. */
class K6ModuleTest {

    private static final String IMPORTS =
            "import { check, group, sleep, fail, randomSeed } from 'k6'; import exec from 'k6/execution';";
    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    // check

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "check(5, { a: (v) => v === 5, b: true })|true|2|2",
                "check(5, { a: () => false, b: 1 })|false|1|2",
                "check(5, {})|true|0|0",
                "check(5, { a: 0, b: '', c: null, d: undefined, e: NaN, f: false })|false|0|6",
                "check(5, { a: [], b: {}, c: 'x', d: -1 })|true|4|4",
                "check(5, { a: () => Promise.resolve(false), b: Promise.resolve(false) })|true|2|2",
                "check(5, [true, () => false])|false|1|2",
                "check(5, 'ab')|true|2|2",
                "check(5, 7)|true|0|0",
                "check(5, Object.create({ inherited: false }))|true|0|0",
                "check(undefined, { a: (v) => v === undefined })|true|1|1",
            })
    void a_check_returns_and_samples(String call, String returned, long passes, long all) {
        try (LoadedScript script = run("console.log(" + call + ");")) {
            assertThat(script.test.console()).containsExactly(returned);
            assertThat(script.trues("checks")).isEqualTo(passes);
            assertThat(script.count("checks")).isEqualTo(all);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "check(1)|Error|no checks provided",
                "check(1, null)|TypeError|null",
                "check(1, undefined)|TypeError|undefined",
                "check(1, { 'a::b': true })|Error|::",
                "check(1, { a: async () => true })|Error|async",
                "check(1, { a: true }, { t: {} })|TypeError|tag 't'",
                "check(1, { a: true }, { t: null })|TypeError|tag 't'",
                "check(1, { a: true }, { t: 1n })|TypeError|tag 't'",
            })
    void a_check_throws_and_samples_nothing(String call, String error, String message) {
        try (LoadedScript script = run("try { " + call + "; } catch (e) { console.log(e.name, e.message); }")) {
            assertThat(script.test.console())
                    .singleElement()
                    .asString()
                    .startsWith(error + " ")
                    .contains(message);
            assertThat(script.count("checks")).isZero();
        }
    }

    @Test
    void a_check_with_the_group_separator_in_its_name_is_not_even_evaluated() {
        try (LoadedScript script = run(
                "try { check(1, { 'a::b': () => console.log('evaluated') }); } catch (e) { console.log('threw'); }")) {
            assertThat(script.test.console()).containsExactly("threw");
        }
    }

    @Test
    void a_throwing_check_samples_a_failure_skips_the_rest_and_throws_the_same() {
        try (LoadedScript script = run("""
                const mine = new RangeError('mine');
                try {
                  check(1, { before: true, boom: () => { throw mine; }, after: () => console.log('after') });
                } catch (e) { console.log(e === mine); }
                """)) {
            assertThat(script.test.console()).containsExactly("true");
            assertThat(checks(script)).containsExactly("before 1/0", "boom 0/1");
        }
    }

    @Test
    void a_predicate_gets_the_value_alone_and_no_this() {
        try (LoadedScript script =
                run("check('v', { a: function () { console.log(arguments.length, arguments[0], this); } });")) {
            assertThat(script.test.console()).containsExactly("1 v undefined");
        }
    }

    @Test
    void check_tags_are_over_the_vus_and_the_check_tag_is_over_all() {
        try (LoadedScript script =
                run("exec.vu.tags.level = 'vu'; check(1, { mine: true }, { level: 'call', check: 'custom', n: 1 });")) {
            assertThat(script.tags("checks"))
                    .isEqualTo(Map.of("level", "call", "check", "mine", "n", "1", "scenario", "browse", "group", ""));
        }
    }

    @Test
    void without_the_system_tag_a_custom_check_tag_survives() {
        try (LoadedScript script = LAB.script("import { check } from 'k6'; export const options = { systemTags: [] };"
                + "export default function () { check(1, { mine: true }, { check: 'custom' }); }")) {
            script.vu().iterate();

            assertThat(script.tags("checks")).isEqualTo(Map.of("check", "custom"));
        }
    }

    @Test
    void a_check_inside_a_predicate_keeps_its_tags_to_itself() {
        try (LoadedScript script = run(
                "check(1, { outer1: () => check(2, { inner: true }, { at: 'inner' }), outer2: true }, { at: 'outer' });")) {
            assertThat(script.series("checks"))
                    .extracting(series ->
                            series.tags().get("check") + " " + series.tags().get("at"))
                    .containsExactlyInAnyOrder("inner inner", "outer1 outer", "outer2 outer");
        }
    }

    @Test
    void checks_count_by_name_and_group() {
        try (LoadedScript script = run("""
                for (let i = 0; i < 3; i++) {
                  check(i, { odd: (v) => v % 2 === 1 });
                  group('g', () => check(i, { odd: (v) => v % 2 === 0 }));
                }
                """)) {
            assertThat(checks(script)).containsExactly("odd 3/3");
            assertThat(script.series("checks")).hasSize(2);
        }
    }

    @Test
    void check_and_group_are_refused_in_init() {
        for (String call : List.of("check(1, { a: true })", "check(1)", "group('g', () => {})")) {
            assertThat(LAB.refusal(IMPORTS + call + "; export default function () {}")
                            .problems()
                            .getFirst()
                            .message())
                    .contains("init context");
        }
    }

    // group

    @Test
    void groups_nest_in_the_group_tag_and_restore_it() {
        try (LoadedScript script = run("""
                const show = () => console.log(JSON.stringify(exec.vu.tags.group));
                show();
                console.log(group('outer', function () {
                  show();
                  group('inner', show);
                  show();
                  console.log(this, arguments.length);
                  return 'value';
                }));
                try { group('broken', () => { throw new Error('why'); }); } catch (e) { console.log(e.message); }
                group('', show);
                show();
                """)) {
            assertThat(script.test.console())
                    .containsExactly(
                            "\"\"",
                            "\"::outer\"",
                            "\"::outer::inner\"",
                            "\"::outer\"",
                            "undefined 0",
                            "value",
                            "why",
                            "\"\"",
                            "\"\"");
            assertThat(script.series("group_duration"))
                    .extracting(series -> series.tags().get("group"))
                    .containsExactlyInAnyOrder("::outer", "::outer::inner", "::broken", "");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "group('g')|callback",
                "group('g', 5)|callback",
                "group('g', async () => {})|async",
                "group('a::b', () => {})|::",
            })
    void a_group_refuses(String call, String message) {
        try (LoadedScript script = run("try { " + call + "; } catch (e) { console.log(e.message); }")) {
            assertThat(script.test.console()).singleElement().asString().contains(message);
            assertThat(script.count("group_duration")).isZero();
        }
    }

    @Test
    void a_group_ends_when_its_function_returns_so_later_work_is_in_the_outer_group() {
        try (LoadedScript script = run("""
                const show = () => console.log(JSON.stringify(exec.vu.tags.group));
                group('g', () => { setTimeout(show, 1); return Promise.resolve().then(show); });
                """)) {
            assertThat(script.test.console()).containsExactly("\"\"", "\"\"");
        }
    }

    @Test
    void tags_that_are_set_in_a_group_stay_after_it() {
        try (LoadedScript script =
                run("group('g', () => { exec.vu.tags.mine = 'x'; }); console.log(exec.vu.tags.mine);")) {
            assertThat(script.test.console()).containsExactly("x");
            assertThat(script.tags("group_duration"))
                    .isEqualTo(Map.of("group", "::g", "scenario", "browse", "mine", "x"));
        }
    }

    // sleep, fail, randomSeed

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "NaN", "'x'", "{}", "undefined", "null", "-Infinity"})
    void sleep_returns_at_once_for(String argument) {
        try (LoadedScript script =
                run("const t = Date.now(); sleep(" + argument + "); console.log(Date.now() - t < 1000);")) {
            assertThat(script.test.console()).containsExactly("true");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.05", "'0.05'", "[0.05]", "{ valueOf: () => 0.05 }"})
    void sleep_takes_seconds(String argument) {
        try (LoadedScript script =
                run("const t = Date.now(); sleep(" + argument + "); console.log(Date.now() - t >= 49);")) {
            assertThat(script.test.console()).containsExactly("true");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"'why'|why", "5|5", "|``", "undefined|``", "null|null", "{}|[object Object]"})
    void fail_throws_an_error_that_can_be_caught(String argument, String message) {
        try (LoadedScript script = run("try { fail(" + (argument == null ? "" : argument)
                + "); } catch (e) { console.log(e instanceof Error, '<' + e.message + '>'); }")) {
            assertThat(script.test.console()).containsExactly("true <" + message + ">");
        }
    }

    @Test
    void random_seed_makes_numbers_repeatable_in_its_own_realm() {
        try (LoadedScript script = LAB.script("""
                import { randomSeed } from 'k6';
                export default function () {
                  randomSeed(__ITER === 0 ? 7 : 8);
                  const some = [Math.random(), Math.random(), Math.random()];
                  if (some.some((x) => x < 0 || x >= 1) || some[0] === some[1]) throw new Error(some.join());
                  console.log(some.join());
                }
                """)) {
            var first = script.vu();
            var second = script.vu();
            first.iterate();
            second.iterate();
            first.iterate();

            List<String> lines = script.test.console();
            assertThat(lines.get(0)).isEqualTo(lines.get(1)).isNotEqualTo(lines.get(2));
        }
    }

    @Test
    void without_a_seed_vus_differ() {
        try (LoadedScript script = LAB.script("export default function () { console.log(Math.random()); }")) {
            script.vu().iterate();
            script.vu().iterate();

            assertThat(script.test.console()).doesNotHaveDuplicates();
        }
    }

    private static LoadedScript run(String body) {
        LoadedScript script = LAB.script(IMPORTS + "export default function () { " + body + " }");
        assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());
        return script;
    }

    private static List<String> checks(LoadedScript script) {
        MetricsSnapshot snapshot = script.metrics.snapshot(1);
        return snapshot.checks().stream()
                .map(check -> check.name() + " " + check.passes() + "/" + check.fails())
                .toList();
    }
}
