package io.loadbank.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.script.LabVu;
import io.loadbank.script.LoadedScript;
import io.loadbank.script.ScriptLab;
import io.loadbank.vu.IterationOutcome;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionModuleTest {

    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exec.instance.vusActive|init context|13|13|instance is only available",
                "exec.instance.iterationsCompleted|init context|11|11|instance is only available",
                "exec.instance.iterationsInterrupted|init context|12|12|instance is only available",
                "exec.instance.vusInitialized|init context|14|14|instance is only available",
                "exec.instance.currentTestRunDuration|init context|1234.5|1234.5|instance is only available",
                "typeof exec.scenario|init context|object|object|object",
                "exec.scenario.name|init context|browse|only available in VU code|only available in VU code",
                "exec.scenario.executor|init context|constant-vus|only available in VU code|only available in VU code",
                "exec.scenario.startTime|init context|1700000000000|only available in VU code|only available in VU code",
                "exec.scenario.progress|init context|0.25|only available in VU code|only available in VU code",
                "exec.scenario.iterationInTest|init context|0|only available in VU code|only available in VU code",
                "exec.scenario.iterationInInstance|init context|0|only available in VU code|only available in VU code",
                "exec.vu.idInInstance|init context|1|0|0",
                "exec.vu.idInTest|init context|10|0|0",
                "exec.vu.iterationInInstance|init context|0|0|0",
                "exec.vu.iterationInScenario|init context|0|0|0",
                "exec.vu.tags.group|init context||::setup|::teardown",
                "exec.test.options.vus|init context|undefined|undefined|undefined",
                "exec.test.options.throw|init context|null|null|null",
                "exec.test.options.scenarios.default.executor|init context|constant-vus|constant-vus|constant-vus",
                "exec.test.options.scenarios.default.duration|init context|3s|3s|3s",
                "exec.test.fail('x')|init context|undefined|undefined|undefined",
                "typeof exec.test.abort|function|function|function|function",
            })
    void each_phase_sees(String expression, String init, String vu, String setup, String teardown) {
        try (LoadedScript script = LAB.script("""
                import exec from 'k6/execution';
                export const options = { vus: 2, duration: '3s' };
                function look() { try { return String(%s); } catch (e) { return e.message; } }
                const atInit = look();
                export function setup() { console.log(look()); }
                export default function () { console.log(atInit); console.log(look()); }
                export function teardown() { console.log(look()); }
                """.formatted(expression))) {
            script.setup();
            script.vu().iterate();
            script.teardown();

            assertThat(script.test.console())
                    .satisfiesExactly(
                            line -> assertThat(line).contains(setup),
                            line -> assertThat(line).contains(init),
                            line -> assertThat(line).isEqualTo(vu == null ? "" : vu),
                            line -> assertThat(line).contains(teardown));
        }
    }

    @Test
    void named_imports_are_the_same_groups_and_live() {
        try (LoadedScript script = LAB.script("""
                import exec, { vu, scenario, instance, test } from 'k6/execution';
                import * as ns from 'k6/execution';
                export default function () {
                  console.log(vu.iterationInInstance, scenario.iterationInTest, instance.vusActive, typeof test.abort,
                    ns.vu === vu, ns.default === exec, exec.vu.idInTest === vu.idInTest);
                }
                """)) {
            LabVu user = script.vu();
            user.iterate();
            user.iterate();

            assertThat(script.test.console())
                    .containsExactly("0 0 13 function true true true", "1 1 13 function true true true");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec.vu = 1",
                "exec.scenario = 1",
                "exec.test = 1",
                "exec.vu.idInTest = 1",
                "exec.scenario.name = 'x'",
                "exec.instance.vusActive = 1",
                "exec.test.options = {}",
                "exec.test.options.throw = true",
                "exec.test.options.scenarios.default.exec = 'x'",
                "delete exec.test.options.scenarios",
            })
    void what_the_test_is_cannot_be_written(String statement) {
        try (LoadedScript script = LAB.script("import exec from 'k6/execution';" + "export default function () { try { "
                + statement + "; } catch (e) { console.log(e.name); } }")) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("TypeError");
        }
    }

    @Test
    void iterations_in_the_scenario_count_by_its_name_and_survive_another_activation() {
        try (LoadedScript script = LAB.script(
                "import exec from 'k6/execution';"
                        + "export default function () { console.log(exec.vu.iterationInInstance, exec.vu.iterationInScenario); }")) {
            LabVu vu = script.vu();
            vu.iterate();
            vu.iterate();
            vu.activate().iterate();

            assertThat(script.test.console()).containsExactly("0 0", "1 1", "2 2");
        }
    }

    @Test
    void options_are_complete_and_the_same_object_each_time() {
        try (LoadedScript script = LAB.script("""
                import exec from 'k6/execution';
                export const options = { vus: 2, duration: '90s', thresholds: { checks: ['rate>0.5'] } };
                export default function () {
                  const o = exec.test.options;
                  console.log(o === exec.test.options, o.duration, o.iterations, o.stages, o.throw, o.scenarios.default.vus,
                    o.scenarios.default.duration, o.scenarios.default.gracefulStop, 'consoleOutput' in o, 'localIPs' in o,
                    Object.isFrozen(o.scenarios.default));
                }
                """)) {
            script.vu().iterate();

            assertThat(script.test.console())
                    .containsExactly("true undefined undefined undefined null 2 1m30s null true true true");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"|null", "undefined|null", "null|null", "'why'|why", "5|5", "``|``"})
    void fail_passes_its_message_on_and_the_iteration_goes_on(String argument, String message) {
        try (LoadedScript script = LAB.script("import exec from 'k6/execution';"
                + "export default function () { exec.test.fail("
                + (argument == null ? "" : argument.isEmpty() ? "''" : argument) + "); console.log('went on'); }")) {
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());

            assertThat(script.test.fails()).containsExactly(message);
            assertThat(script.test.console()).containsExactly("went on");
        }
    }

    // tags and metadata

    @Test
    void tags_are_read_set_deleted_and_enumerated() {
        try (LoadedScript script = LAB.script("""
                import exec from 'k6/execution';
                export default function () {
                  const t = exec.vu.tags;
                  console.log(t.scenario, JSON.stringify(t.group), t.nope, 'scenario' in t, 'nope' in t);
                  t.a = 'x'; t.b = 1.5; t['c'] = true;
                  console.log(t.a, t.b, t.c, typeof t.b, exec.vu.metrics.tags.a, Object.keys(t).sort().join());
                  console.log(delete t.a, delete t.nope, t.a, JSON.stringify(Object.assign({}, t)));
                  t.scenario = 'mine';
                  console.log(t.scenario, exec.scenario.name);
                }
                """)) {
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());

            assertThat(script.test.console())
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("browse \"\" undefined true false"),
                            line -> assertThat(line).isEqualTo("x 1.5 true string x a,b,c,group,scenario"),
                            line -> assertThat(line)
                                    .startsWith("true true undefined {")
                                    .contains("\"b\":\"1.5\"")
                                    .contains("\"scenario\":\"browse\""),
                            line -> assertThat(line).isEqualTo("mine browse"));
            assertThat(script.tags("iterations"))
                    .isEqualTo(Map.of("scenario", "mine", "group", "", "b", "1.5", "c", "true"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "undefined", "{}", "[]", "() => {}", "1n", "Symbol('s')", "new Date(0)"})
    void a_tag_or_metadata_of_another_type_is_a_type_error(String value) {
        try (LoadedScript script = LAB.script("""
                import exec from 'k6/execution';
                export default function () {
                  for (const map of [exec.vu.tags, exec.vu.metrics.tags, exec.vu.metrics.metadata]) {
                    try { map.x = %s; } catch (e) { console.log(e.name, map.x); }
                  }
                }
                """.formatted(value))) {
            script.vu().iterate();

            assertThat(script.test.console())
                    .containsExactly("TypeError undefined", "TypeError undefined", "TypeError undefined");
        }
    }

    @Test
    void tags_last_over_iterations_until_the_vu_is_activated_again() {
        try (LoadedScript script = LAB.script("""
                import exec from 'k6/execution';
                export const options = { tags: { run: 'tag' } };
                export default function () {
                  console.log(exec.vu.tags.mine, exec.vu.tags.run, exec.vu.tags.team, exec.vu.metrics.metadata.m);
                  exec.vu.tags.mine = 'x'; exec.vu.tags.run = 'changed'; exec.vu.metrics.metadata.m = 'y';
                }
                """)) {
            LabVu vu = script.vu().activate("default", Map.of(), Map.of("team", "red"));
            vu.iterate();
            vu.iterate();
            vu.activate().iterate();

            assertThat(script.test.console())
                    .containsExactly(
                            "undefined tag red undefined", "x changed red y", "undefined tag undefined undefined");
        }
    }

    @Test
    void scenario_tags_are_over_run_tags_and_under_the_system_tags() {
        try (LoadedScript script =
                LAB.script("export const options = { tags: { a: 'run', b: 'run' } }; export default function () {}")) {
            script.vu()
                    .activate("default", Map.of(), Map.of("b", "scenario", "scenario", "mine", "group", "mine"))
                    .iterate();

            assertThat(script.tags("iterations"))
                    .isEqualTo(Map.of("a", "run", "b", "scenario", "scenario", "browse", "group", ""));
        }
    }

    @Test
    void system_tags_that_are_switched_off_are_not_set() {
        try (LoadedScript script =
                LAB.script("export const options = { systemTags: ['scenario'] }; export default function () {}")) {
            script.vu().iterate();

            assertThat(script.tags("iterations")).isEqualTo(Map.of("scenario", "browse"));
        }
    }

    @Test
    void vu_and_iter_are_metadata_and_never_tags() {
        try (LoadedScript script = LAB.script("""
                import exec from 'k6/execution';
                export const options = { systemTags: ['vu', 'iter'] };
                export default function () { console.log(JSON.stringify(Object.assign({}, exec.vu.metrics.metadata))); }
                """)) {
            LabVu vu = script.vu();
            vu.iterate();
            vu.iterate();

            assertThat(script.test.console())
                    .containsExactly("{\"vu\":\"1\",\"iter\":\"0\"}", "{\"vu\":\"1\",\"iter\":\"1\"}");
            assertThat(script.series("iterations"))
                    .singleElement()
                    .extracting(SeriesSnapshot::tags)
                    .hasToString("{}");
        }
    }

    @Test
    void replacing_the_tags_object_changes_nothing() {
        try (LoadedScript script = LAB.script("""
                import exec from 'k6/execution';
                export default function () { exec.vu.tags = { x: 1 }; exec.vu.metrics = {}; console.log(exec.vu.tags.scenario, exec.vu.tags.x); }
                """)) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("browse undefined");
        }
    }
}
