package io.loadbank.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.SinkSnapshot;
import io.loadbank.vu.IterationOutcome;
import io.loadbank.vu.LogSink;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one iteration is: its event loop, its errors, its samples. */
class IterationTest {

    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    // errors

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "throw new Error('why');|Error: why",
                "throw 'text';|text",
                "throw undefined;|undefined",
                "null.x;|TypeError",
                "fail('why');|Error: why",
                "(function f() { f(); })();|RangeError",
                "(function f() { check(1, { a: f }); })();|RangeError",
                "new Array(-1);|RangeError",
                "eval('let a = ;');|SyntaxError",
                "await null; throw new Error('why');|Uncaught (in promise) Error: why",
                "Promise.reject(new Error('why'));|Uncaught (in promise) Error: why",
                "Promise.reject('text');|Uncaught (in promise) text",
                "Promise.reject();|Uncaught (in promise) undefined",
                "setTimeout(() => { throw new Error('why'); }, 1);|Error: why",
                "const p = Promise.reject(new Error('why')); setTimeout(() => p.catch(() => {}), 1);|Uncaught (in promise) Error: why",
            })
    void a_failed_iteration_is_logged_and_counts_and_the_next_one_is_as_usual(String code, String message) {
        try (LoadedScript script = LAB.script("import { fail, check } from 'k6';\n"
                + "export default async function () { if (__ITER > 0) return; " + code + " }")) {
            LabVu vu = script.vu();

            assertThat(vu.iterate())
                    .isInstanceOfSatisfying(
                            IterationOutcome.Failed.class,
                            failed -> assertThat(failed.message())
                                    .contains(message)
                                    .doesNotContain("java.")
                                    .doesNotContain("org.graalvm"));
            assertThat(vu.iterate()).isEqualTo(IterationOutcome.completed());
            assertThat(script.test.lines()).first().satisfies(line -> {
                assertThat(line.message()).contains(message);
                assertThat(line.level()).isEqualTo(LogSink.Level.ERROR);
                assertThat(line.source()).isEqualTo("run");
                assertThat(line.scenario()).isEqualTo("browse");
                assertThat(line.vu()).isEqualTo(1);
            });
            assertThat(script.test.lines())
                    .filteredOn(line -> line.level() == LogSink.Level.ERROR)
                    .hasSize(1);
            assertThat(script.count("iterations")).isEqualTo(2);
            assertThat(script.count("iteration_duration")).isEqualTo(2);
        }
    }

    @Test
    void an_error_is_logged_with_the_stack_in_the_upload() {
        try (LoadedScript script = LAB.script("""
                function deep() {
                  throw new Error('why');
                }
                export default function () {
                  deep();
                }
                """)) {
            script.vu().iterate();

            assertThat(script.test.notes())
                    .containsExactly("Error: why\n\tat deep (file:///main.js:2:9)\n\tat default (file:///main.js:5:3)");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "const p = Promise.reject(new Error('handled')); await null; p.catch(() => {});",
                "try { await Promise.reject(new Error('handled')); } catch (e) { }",
                "await new Promise(() => {}); console.log('never');",
                "new Promise(() => {});",
                "Promise.reject(1).catch(() => {});",
            })
    void what_is_handled_in_the_same_turn_or_never_settles_is_no_error(String code) {
        try (LoadedScript script = LAB.script("export default async function () { " + code + " }")) {
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());
            assertThat(script.test.lines()).isEmpty();
        }
    }

    @Test
    void an_error_drops_the_pending_timers_with_a_warning_each() {
        try (LoadedScript script = LAB.script("""
                export default function () {
                  setTimeout(() => console.log('never'), 10);
                  setInterval(() => console.log('never'), 10);
                  throw new Error('why');
                }
                """)) {
            script.vu().iterate();

            assertThat(script.test.console()).isEmpty();
            assertThat(script.test.notes())
                    .hasSize(3)
                    .contains(
                            "setTimeout 1 was stopped because the VU iteration was interrupted",
                            "setTimeout 2 was stopped because the VU iteration was interrupted");
        }
    }

    @Test
    void no_further_task_runs_after_the_one_that_failed() {
        try (LoadedScript script = LAB.script("""
                export default function () {
                  setTimeout(() => { console.log('first'); throw new Error('why'); }, 1);
                  setTimeout(() => console.log('second'), 1);
                }
                """)) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("first");
        }
    }

    // samples and numbers

    @Test
    void an_iteration_emits_its_samples_with_the_vus_tags() {
        try (LoadedScript script =
                LAB.script("export const options = { tags: { run: 'tag' } }; export default function () {}")) {
            LabVu vu = script.vu().activate("default", Map.of(), Map.of("team", "red"));
            vu.iterate();

            Map<String, String> tags = Map.of("run", "tag", "team", "red", "scenario", "browse", "group", "");
            assertThat(script.tags("iterations")).isEqualTo(tags);
            assertThat(script.tags("iteration_duration")).isEqualTo(tags);
            assertThat(script.tags("data_sent")).isEqualTo(tags);
            assertThat(script.tags("data_received")).isEqualTo(tags);
            assertThat(script.count("data_sent")).isZero();
        }
    }

    @Test
    void iteration_duration_includes_the_event_loop() {
        try (LoadedScript script = LAB.script("export default function () { setTimeout(() => {}, 50); }")) {
            script.vu().iterate();

            assertThat(durations(script).min()).isGreaterThanOrEqualTo(50);
        }
    }

    @Test
    void min_iteration_duration_is_waited_for_outside_of_the_iteration_duration() {
        try (LoadedScript script = LAB.script(
                "export const options = { minIterationDuration: '200ms' }; export default function () { if (__ITER) throw 1; }")) {
            LabVu vu = script.vu();
            long before = System.nanoTime();
            vu.iterate();
            vu.iterate();

            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(400_000_000L);
            assertThat(durations(script).max()).isLessThan(200);
        }
    }

    @Test
    void iter_counts_over_the_vus_life_and_vu_is_its_id() {
        try (LoadedScript script = LAB.script("export default function () { console.log(__VU, __ITER); }")) {
            LabVu first = script.vu();
            LabVu second = script.vu();
            first.iterate();
            first.activate().iterate();
            second.iterate();

            assertThat(script.test.console()).containsExactly("1 0", "1 1", "2 0");
        }
    }

    @Test
    void exec_picks_the_exported_function() {
        try (LoadedScript script = LAB.script(
                "export function a() { console.log('a'); } export const b = async () => console.log('b'); export default () => {};")) {
            LabVu vu = script.vu();
            vu.activate("a", Map.of(), Map.of()).iterate();
            vu.activate("b", Map.of(), Map.of()).iterate();

            assertThat(script.test.console()).containsExactly("a", "b");
        }
    }

    @Test
    void a_vu_that_exports_no_such_function_fails_its_iterations() {
        try (LoadedScript script = LAB.script("exports.default = __VU > 0 ? undefined : () => {};")) {
            assertThat(script.vu().iterate())
                    .isInstanceOfSatisfying(
                            IterationOutcome.Failed.class,
                            failed -> assertThat(failed.message()).contains("exports no function 'default'"));
        }
    }

    // __ENV

    @Test
    void env_is_the_runs_overlaid_by_the_scenarios_until_the_next_activation() {
        try (LoadedScript script = LAB.script(ScriptFiles.single("main.js", """
                        const atInit = __ENV.A + __ENV.B;
                        export default function () {
                          console.log(atInit, __ENV.A, __ENV.B, __ENV.C, Object.keys(__ENV).sort().join());
                          __ENV.C = 5;
                          console.log(typeof __ENV.C);
                        }
                        """), Map.of("A", "1", "B", "2"))) {
            LabVu vu = script.vu().activate("default", Map.of("B", "3"), Map.of());
            vu.iterate();
            vu.iterate();
            vu.activate().iterate();

            assertThat(script.test.console())
                    .containsExactly(
                            "12 1 3 undefined A,B",
                            "string",
                            "12 1 3 5 A,B,C",
                            "string",
                            "12 1 2 undefined A,B",
                            "string");
        }
    }

    @Test
    void env_never_shows_the_daemons_environment() {
        try (LoadedScript script = LAB.script(
                "export default function () { console.log(Object.keys(__ENV).length, __ENV.PATH, __ENV.HOME); }")) {
            assertThat(System.getenv()).isNotEmpty();
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("0 undefined undefined");
        }
    }

    @Test
    void env_names_like_those_of_objects_are_just_names() {
        try (LoadedScript script = LAB.script(
                ScriptFiles.single(
                        "main.js",
                        "export default function () { console.log(__ENV.toString, __ENV['a b'], __ENV.__proto__ === undefined); }"),
                Map.of("toString", "mine", "a b", "c"))) {
            script.vu().iterate();

            assertThat(script.test.console()).singleElement().asString().startsWith("mine c");
        }
    }

    private static SinkSnapshot.TrendSnapshot durations(LoadedScript script) {
        return (SinkSnapshot.TrendSnapshot)
                Objects.requireNonNull(script.metrics.snapshot(1).find("iteration_duration"))
                        .sink();
    }
}
