package io.loadbank.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.MetricSnapshot;
import io.loadbank.metric.SinkSnapshot;
import io.loadbank.metric.ValueKind;
import io.loadbank.script.LoadedScript;
import io.loadbank.script.ScriptLab;
import io.loadbank.vu.IterationOutcome;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsModuleTest {

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
                "5|5",
                "-2.5|-2.5",
                "0|0",
                "-0|0",
                "true|1",
                "false|0",
                "'5'|5",
                "' 5 '|5",
                "'1e3'|1000",
                "''|0",
                "'0'|1",
                "[]|1",
                "[7]|7",
                "new Date(1500)|1500",
                "new Number(4)|4",
                "{ valueOf: () => 3 }|3",
                "Infinity|Infinity",
            })
    void add_takes(String argument, double value) {
        try (LoadedScript script = trend("console.log(t.add(" + argument + "));")) {
            assertThat(script.test.console()).containsExactly("true");
            assertThat(script.test.notes()).isEmpty();
            assertThat(values(script).max()).isEqualTo(value);
            assertThat(values(script).count()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "undefined", "NaN", "'x'", "'5 apples'", "{}", "() => {}", "[1, 2]", "new Date(NaN)"
            })
    void add_refuses_with_a_warning(String argument) {
        try (LoadedScript script = trend("console.log(t.add(" + argument + "));")) {
            assertThat(script.test.console()).containsExactly("false");
            assertThat(script.test.notes())
                    .singleElement()
                    .asString()
                    .contains("is not a number: nothing was added to metric 'my_trend'");
            assertThat(script.count("my_trend")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "'x'", "{}"})
    void add_refuses_with_an_exception_under_the_throw_option(String argument) {
        try (LoadedScript script = LAB.script("""
                import { Trend } from 'k6/metrics';
                export const options = { throw: true };
                const t = new Trend('my_trend');
                export default function () { try { t.add(%s); } catch (e) { console.log('threw'); } }
                """.formatted(argument))) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("threw");
            assertThat(script.count("my_trend")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10n", "Symbol('s')"})
    void add_throws_a_type_error_for_what_is_no_number_at_all(String argument) {
        try (LoadedScript script = trend("try { t.add(" + argument + "); } catch (e) { console.log(e.name); }")) {
            assertThat(script.test.console()).containsExactly("TypeError");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ a: 'x' }|a=x",
                "{ a: 1.5, b: true }|a=1.5,b=true",
                "{ a: '' }|a=",
                "{}|``",
                "null|``",
                "undefined|``",
                "['x', 1]|0=x,1=1",
                "'xy'|0=x,1=y",
                "5|``",
            })
    void tags_of_one_sample_are(String tags, String expected) {
        try (LoadedScript script = trend("t.add(1, " + tags + ");")) {
            Map<String, String> own = new java.util.TreeMap<>(script.tags("my_trend"));
            own.keySet().removeAll(java.util.Set.of("scenario", "group"));
            assertThat(String.join(
                            ",", own.entrySet().stream().map(Object::toString).toList()))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ a: {} }",
                "{ a: null }",
                "{ a: undefined }",
                "{ a: [] }",
                "{ a: 1n }",
                "{ a: () => 1 }",
                "[{}]"
            })
    void a_tag_of_another_type_throws_and_adds_nothing(String tags) {
        try (LoadedScript script =
                trend("try { t.add(1, " + tags + "); } catch (e) { console.log(e instanceof Error); }")) {
            assertThat(script.test.console()).containsExactly("true");
            assertThat(script.count("my_trend")).isZero();
        }
    }

    @Test
    void tags_of_a_sample_are_over_those_of_the_vu() {
        try (LoadedScript script = LAB.script("""
                import { Counter } from 'k6/metrics';
                import exec from 'k6/execution';
                import { group } from 'k6';
                export const options = { tags: { level: 'run' } };
                const c = new Counter('my_counter');
                export default function () {
                  exec.vu.tags.level = 'vu';
                  group('g', () => c.add(1, { level: 'call', group: 'mine' }));
                }
                """)) {
            script.vu().iterate();

            assertThat(script.tags("my_counter"))
                    .isEqualTo(Map.of("level", "call", "group", "mine", "scenario", "browse"));
        }
    }

    @Test
    void each_kind_keeps_what_it_is_for() {
        try (LoadedScript script = LAB.script("""
                import { Counter, Gauge, Rate, Trend } from 'k6/metrics';
                const c = new Counter('my_counter'), g = new Gauge('my_gauge'), r = new Rate('my_rate'), t = new Trend('my_trend', true);
                export default function () {
                  [5, -2, 0].forEach((v) => { c.add(v); g.add(v); r.add(v); t.add(v); });
                }
                """)) {
            script.vu().iterate();

            assertThat(script.count("my_counter")).isEqualTo(3);
            SinkSnapshot.GaugeSnapshot gauge =
                    (SinkSnapshot.GaugeSnapshot) metric(script, "my_gauge").sink();
            assertThat(gauge).isEqualTo(new SinkSnapshot.GaugeSnapshot(0, -2, 5));
            assertThat(metric(script, "my_rate").sink()).isEqualTo(new SinkSnapshot.RateSnapshot(2, 3));
            assertThat(values(script).min()).isEqualTo(-2);
            assertThat(metric(script, "my_trend").contains()).isEqualTo(ValueKind.TIME);
            assertThat(metric(script, "my_rate").contains()).isEqualTo(ValueKind.DEFAULT);
        }
    }

    @Test
    void a_metric_has_a_name_that_cannot_be_written_and_add() {
        try (LoadedScript script = LAB.script("""
                import { Counter } from 'k6/metrics';
                const c = new Counter('my_counter');
                const called = Counter('other_counter');
                export default function () {
                  let e; try { c.name = 'x'; } catch (x) { e = x; }
                  console.log(Object.keys(c).sort().join(), c.name, called.name, e instanceof TypeError);
                }
                """)) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("add,name my_counter other_counter true");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "new Counter('my_counter'); new Counter('my_counter');|ok",
                "new Counter('http_reqs');|ok",
                "new Rate('checks');|ok",
                "new Counter('ab');|ok",
                "new Counter('_1');|ok",
                "new Counter('a'.repeat(129));|ok",
                "new Counter('a'.repeat(130));|Error",
                "new Counter('a');|Error",
                "new Counter('');|Error",
                "new Counter();|ok",
                "new Counter('1a');|Error",
                "new Counter('with space');|Error",
                "new Counter('with-dash');|Error",
                "new Counter('my_counter'); new Rate('my_counter');|Error",
                "new Trend('my_trend'); new Trend('my_trend', true);|Error",
                "new Counter('http_req_duration');|Error",
            })
    void a_declaration_is(String code, String result) {
        try (LoadedScript script = LAB.script("import { Counter, Rate, Trend } from 'k6/metrics'; let r = 'ok';"
                + "try { " + code + " } catch (e) { r = e.name; } export default function () { console.log(r); }")) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly(result);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, TIME",
        "1, TIME",
        "'''no''', TIME",
        "{}, TIME",
        "false, DEFAULT",
        "0, DEFAULT",
        "'''''', DEFAULT",
        "null, DEFAULT",
        "undefined, DEFAULT"
    })
    void a_truthy_second_argument_makes_it_a_metric_of_times(String argument, ValueKind contains) {
        try (LoadedScript script =
                LAB.script("import { Counter, Gauge, Rate, Trend } from 'k6/metrics'; const all = [Counter, Gauge,"
                        + " Rate, Trend].map((Kind, i) => new Kind('metric_' + i, " + argument + "));"
                        + "export default function () { all.forEach((m) => m.add(1)); }")) {
            script.vu().iterate();

            for (int i = 0; i < 4; i++) {
                assertThat(metric(script, "metric_" + i).contains()).isEqualTo(contains);
            }
        }
    }

    @Test
    void a_metric_under_the_name_of_a_built_in_one_is_that_one() {
        try (LoadedScript script =
                LAB.script("import { Counter } from 'k6/metrics'; const c = new Counter('iterations');"
                        + "export default function () { c.add(41); }")) {
            script.vu().iterate();

            assertThat(script.count("iterations")).isEqualTo(42);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"new Counter('late')", "Counter('late')"})
    void metrics_are_declared_in_init_only(String code) {
        try (LoadedScript script = LAB.script("import { Counter } from 'k6/metrics';"
                + "export default function () { try { " + code + "; } catch (e) { console.log(e.message); } }")) {
            script.vu().iterate();

            assertThat(script.test.console()).singleElement().asString().contains("init context");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c.add(1)", "c.add('x')", "c.add(1, { a: 1 })"})
    void nothing_is_added_in_init(String code) {
        assertThat(LAB.refusal("import { Counter } from 'k6/metrics'; const c = new Counter('my_counter'); " + code
                                + "; export default function () {}")
                        .problems()
                        .getFirst()
                        .message())
                .contains("init context");
    }

    private static LoadedScript trend(String body) {
        LoadedScript script = LAB.script("import { Trend } from 'k6/metrics'; const t = new Trend('my_trend');"
                + "export default function () { " + body + " }");
        assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());
        return script;
    }

    private static SinkSnapshot.TrendSnapshot values(LoadedScript script) {
        return (SinkSnapshot.TrendSnapshot) metric(script, "my_trend").sink();
    }

    private static MetricSnapshot metric(LoadedScript script, String name) {
        return Objects.requireNonNull(script.metrics.snapshot(1).find(name), name);
    }
}
