package io.loadbank.script;

import static io.loadbank.script.LifecycleFunction.HANDLE_SUMMARY;
import static io.loadbank.script.LifecycleFunction.SETUP;
import static io.loadbank.script.LifecycleFunction.TEARDOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** setup, teardown and handleSummary: each once, each in a realm of its own, each cut off in time. */
class LifecycleTest {

    private static final Duration PLENTY = Duration.ofSeconds(30);
    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @ParameterizedTest
    @EnumSource(LifecycleFunction.class)
    void each_runs_in_a_fresh_realm_as_vu_zero_without_an_iteration(LifecycleFunction function) {
        try (LoadedScript script = LAB.script("""
                globalThis.inits = (globalThis.inits || 0) + 1;
                function look() { console.log(__VU, typeof __ITER, globalThis.inits, globalThis.seen); globalThis.seen = 1; return {}; }
                export { look as setup, look as teardown, look as handleSummary };
                export default function () {}
                """)) {
            script.call(function, PLENTY);
            script.call(function, PLENTY);

            assertThat(script.test.console()).containsExactly("0 undefined 1 undefined", "0 undefined 1 undefined");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = LifecycleFunction.class,
            names = {"SETUP", "TEARDOWN"})
    void samples_of_setup_and_teardown_carry_their_group_and_no_scenario(LifecycleFunction function) {
        try (LoadedScript script = LAB.script("""
                import { Counter } from 'k6/metrics';
                const c = new Counter('my_counter');
                export const options = { tags: { run: 'tag' } };
                function work() { c.add(1, { own: 'x' }); }
                export { work as setup, work as teardown };
                export default function () {}
                """)) {
            script.call(function, PLENTY);

            String group = "::" + function.export();
            assertThat(script.tags("my_counter")).isEqualTo(Map.of("run", "tag", "group", group, "own", "x"));
            assertThat(script.tags("data_sent")).isEqualTo(Map.of("run", "tag", "group", group));
            assertThat(script.tags("data_received")).isEqualTo(Map.of("run", "tag", "group", group));
            assertThat(script.count("iterations")).isZero();
            assertThat(script.count("iteration_duration")).isZero();
        }
    }

    @Test
    void samples_of_handle_summary_are_dropped() {
        try (LoadedScript script = LAB.script("""
                import { Counter } from 'k6/metrics';
                const c = new Counter('my_counter');
                export function handleSummary() { c.add(1); return { a: 'b' }; }
                export default function () {}
                """)) {
            assertThat(script.call(HANDLE_SUMMARY, PLENTY)).isInstanceOf(CallOutcome.Files.class);

            assertThat(script.count("my_counter")).isZero();
            assertThat(script.count("data_sent")).isZero();
        }
    }

    @Test
    void a_sync_throw_is_told_with_its_stack() {
        try (LoadedScript script = LAB.script("""
                export function setup() {
                  throw new TypeError('why');
                }
                export default function () {}
                """)) {
            assertThat(script.call(SETUP, PLENTY))
                    .isEqualTo(new CallOutcome.Threw("TypeError: why\n\tat setup (file:///main.js:2:9)"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return Promise.reject(new Error('why'));",
                "Promise.reject(new Error('why'));",
                "setTimeout(() => Promise.reject(new Error('why')), 1);",
                "return new Promise((_, reject) => setTimeout(() => reject(new Error('why')), 1));"
            })
    void a_rejected_promise_is_another_kind_of_error(String body) {
        try (LoadedScript script =
                LAB.script("export function teardown() { " + body + " } export default function () {}")) {
            assertThat(script.call(TEARDOWN, PLENTY))
                    .isInstanceOfSatisfying(
                            CallOutcome.Unusable.class,
                            unusable -> assertThat(unusable.text()).startsWith("Uncaught (in promise) Error: why"));
        }
    }

    @Test
    void a_throwing_timer_is_an_error_of_the_function() {
        try (LoadedScript script = LAB.script(
                "export function setup() { setTimeout(() => { throw new Error('why'); }, 1); } export default function () {}")) {
            assertThat(script.call(SETUP, PLENTY))
                    .isInstanceOfSatisfying(
                            CallOutcome.Threw.class,
                            threw -> assertThat(threw.text()).startsWith("Error: why"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true);",
                "sleep(1e6);",
                "try { while (true); } finally { while (true); }",
                "return new Promise((resolve) => setTimeout(resolve, 1e9));",
                "return { get a() { while (true); } };",
            })
    void each_is_cut_off_when_its_time_is_up(String body) {
        try (LoadedScript script = LAB.script(
                "import { sleep } from 'k6'; export function setup() { " + body + " } export default function () {}")) {
            assertThat(script.call(SETUP, Duration.ofSeconds(1)))
                    .isEqualTo(new CallOutcome.TimedOut("setup() execution timed out after 1 seconds"));
        }
    }

    @Test
    void a_limit_of_zero_is_over_at_once() {
        try (LoadedScript script =
                LAB.script("export function teardown() { console.log('ran'); } export default function () {}")) {
            assertThat(script.call(TEARDOWN, Duration.ZERO))
                    .isEqualTo(new CallOutcome.TimedOut("teardown() execution timed out after 0 seconds"));
            assertThat(script.test.console()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"while (true);", "sleep(1e6);", "return new Promise((resolve) => setTimeout(resolve, 1e9));"})
    void each_can_be_cut_off_from_outside(String body) {
        try (LoadedScript script =
                LAB.script("import { sleep } from 'k6'; export function setup() { console.log('in'); " + body
                        + " } export default function () {}")) {
            LifecycleCall call = script.session.call(SETUP, PLENTY);
            CompletableFuture<CallOutcome> outcome = CompletableFuture.supplyAsync(() -> call.run(null));
            Awaitility.await().until(() -> !script.test.console().isEmpty());

            call.interrupt();

            assertThat(outcome.join()).isEqualTo(new CallOutcome.CutOff());
        }
    }

    @Test
    void cut_off_before_it_began_it_never_runs() {
        try (LoadedScript script =
                LAB.script("export function setup() { console.log('ran'); } export default function () {}")) {
            LifecycleCall call = script.session.call(SETUP, PLENTY);

            call.interrupt();

            assertThat(call.run(null)).isEqualTo(new CallOutcome.CutOff());
            assertThat(script.test.console()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(LifecycleFunction.class)
    void abort_stops_each_on_the_spot(LifecycleFunction function) {
        try (LoadedScript script = LAB.script("""
                import exec from 'k6/execution';
                function work() {
                  try { exec.test.abort('enough'); } finally { console.log('finally'); }
                  console.log('went on');
                }
                export { work as setup, work as teardown, work as handleSummary };
                export default function () {}
                """)) {
            assertThat(script.call(function, PLENTY)).isEqualTo(new CallOutcome.CutOff());
            // the summary comes after the test: its abort is only logged
            assertThat(script.test.aborts())
                    .isEqualTo(function == LifecycleFunction.HANDLE_SUMMARY ? List.of() : List.of("enough"));
            assertThat(script.test.console()).isEmpty();
        }
    }

    // handleSummary

    @Test
    void handle_summary_gets_the_data_and_returns_contents_by_destination() {
        try (LoadedScript script = LAB.script("""
                export async function handleSummary(data) {
                  return { stdout: Object.keys(data).join(), 'out/raw.bin': new Uint8Array([1, 2]).buffer, 'b.bin': new Uint8Array([3]) };
                }
                export default function () {}
                """)) {
            assertThat(script.call(HANDLE_SUMMARY, PLENTY))
                    .isInstanceOfSatisfying(
                            CallOutcome.Files.class,
                            files -> assertThat(files.contents())
                                    .containsOnlyKeys("stdout", "out/raw.bin", "b.bin")
                                    .containsEntry("stdout", "metrics".getBytes(StandardCharsets.UTF_8))
                                    .containsEntry("out/raw.bin", new byte[] {1, 2})
                                    .containsEntry("b.bin", new byte[] {3}));
        }
    }

    @Test
    void an_empty_summary_is_one_without_contents_and_not_none() {
        try (LoadedScript script =
                LAB.script("export function handleSummary() { return {}; } export default function () {}")) {
            assertThat(script.call(HANDLE_SUMMARY, PLENTY)).isEqualTo(new CallOutcome.Files(Map.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "undefined", "''", "0", "false"})
    void a_falsy_summary_is_none(String returned) {
        try (LoadedScript script = LAB.script(
                "export function handleSummary() { return " + returned + "; } export default function () {}")) {
            assertThat(script.call(HANDLE_SUMMARY, PLENTY)).isEqualTo(new CallOutcome.Files(null));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'text'", "5", "['a']", "{ a: 1 }", "{ a: null }", "{ a: {} }", "{ stdout: 'text', a: 1 }"})
    void a_summary_of_another_shape_is_unusable(String returned) {
        try (LoadedScript script = LAB.script(
                "export function handleSummary() { return " + returned + "; } export default function () {}")) {
            assertThat(script.call(HANDLE_SUMMARY, PLENTY))
                    .isInstanceOfSatisfying(
                            CallOutcome.Unusable.class,
                            unusable -> assertThat(unusable.text()).startsWith("handleSummary()"));
        }
    }
}
