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

class TimersTest {

    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void timers_fire_in_the_order_of_their_due_times_and_equal_ones_as_created() {
        assertThat(console("""
                setTimeout(() => console.log('c'), 60);
                setTimeout(() => console.log('b'), 30);
                setTimeout(() => console.log('a1'), 0);
                setTimeout(() => console.log('a2'), 0);
                setTimeout(() => console.log('a3'), 0);
                console.log('sync');
                Promise.resolve().then(() => console.log('micro'));
                """)).containsExactly("sync", "micro", "a1", "a2", "a3", "b", "c");
    }

    @Test
    void a_task_runs_whole_then_its_microtasks_then_the_next_task() {
        assertThat(console("""
                setTimeout(() => { Promise.resolve().then(() => console.log('1 micro')); console.log('1'); }, 0);
                setTimeout(() => console.log('2'), 0);
                """)).containsExactly("1", "1 micro", "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", undefined",
                ", NaN",
                ", -5",
                ", 'x'",
                ", null",
                ", {}",
                ", 0.25",
                ", '1'",
                ", [1]",
                ", true"
            })
    void any_delay_is_coerced_and_what_is_no_positive_number_is_none(String delay) {
        assertThat(console("setTimeout(() => console.log('fired')" + delay + ");"))
                .containsExactly("fired");
    }

    @Test
    void further_arguments_are_passed_on_and_ids_grow_from_one() {
        assertThat(console("""
                const a = setTimeout((...args) => console.log(args.join()), 0, 1, 'two', null);
                const b = setInterval((x) => { console.log(x, a, b); clearInterval(b); }, 0, 'i');
                """)).containsExactly("1,two,", "i 1 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clearTimeout", "clearInterval"})
    void either_function_clears_timeouts_and_intervals(String clear) {
        assertThat(console(clear + "(setTimeout(() => console.log('no'), 5)); " + clear
                        + "(setInterval(() => console.log('no'), 5)); console.log('cleared');"))
                .containsExactly("cleared");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "99", "-1", "1.5", "NaN", "null", "'x'", "{}", "1e300"})
    void clearing_what_is_no_timer_does_nothing(String id) {
        assertThat(console("clearTimeout(" + id + "); clearInterval(" + id + "); console.log('fine');"))
                .containsExactly("fine");
    }

    @Test
    void an_interval_is_armed_again_after_its_callback_and_may_clear_itself() {
        assertThat(
                        console(
                                "let n = 0; const id = setInterval(() => { console.log(++n); if (n === 3) clearInterval(id); }, 1);"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void a_timer_may_clear_another_that_is_due() {
        assertThat(
                        console(
                                "const b = {}; setTimeout(() => clearTimeout(b.id), 0); b.id = setTimeout(() => console.log('no'), 0);"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "setTimeout()|Error",
                "setTimeout(undefined, 1)|Error",
                "setTimeout('code()', 1)|TypeError",
                "setInterval(5, 1)|TypeError",
                "setInterval({}, 1)|TypeError",
            })
    void the_callback_must_be_callable(String call, String error) {
        assertThat(console("try { " + call + "; } catch (e) { console.log(e.name, e.message); }"))
                .singleElement()
                .asString()
                .startsWith(error + " set")
                .contains("callback isn't a callable function");
    }

    @Test
    void sleep_blocks_the_loop_so_that_timers_wait() {
        assertThat(console("setTimeout(() => console.log('timer'), 1); sleep(0.03); console.log('slept');"))
                .containsExactly("slept", "timer");
    }

    @Test
    void the_module_has_the_global_functions() {
        try (LoadedScript script = LAB.script("""
                import * as timers from 'k6/timers';
                export default function () {
                  console.log(['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'].every((n) => timers[n] === globalThis[n]));
                }
                """)) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("true");
        }
    }

    @Test
    void many_timers_are_no_trouble() {
        assertThat(
                        console(
                                "let n = 0; for (let i = 0; i < 20000; i++) setTimeout(() => { if (++n === 20000) console.log('all'); }, i % 7);"))
                .containsExactly("all");
    }

    private static java.util.List<String> console(String body) {
        try (LoadedScript script =
                LAB.script("import { sleep } from 'k6'; export default function () { " + body + " }")) {
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());
            return script.test.console();
        }
    }
}
