package io.loadbank.script;

import static io.loadbank.script.LabVu.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.vu.IterationOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cutting VUs off: always possible, whatever their code does, and never felt by anybody else. */
class InterruptTest {

    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true);",
                "try { while (true); } catch (e) { console.log('caught'); }",
                "try { while (true); } finally { while (true); }",
                "for (;;) { try { while (true); } catch (e) { } }",
                "function f() { f(); } while (true) { try { f(); } catch (e) { } }",
                "sleep(1e6); console.log('went on');",
                "while (true) { sleep(1e6); }",
                "while (true) { try { sleep(1e6); } catch (e) { } }",
                "setInterval(() => {}, 1);",
                "setTimeout(() => {}, 1e9);",
                "setTimeout(() => { while (true); }, 0);",
                "Promise.resolve().then(() => { while (true); });",
                "(async () => { while (true) { await null; } })();",
                "await new Promise((resolve) => setTimeout(resolve, 1e9));",
                "check(1, { endless: () => { while (true); } });",
                "group('g', () => { while (true); });",
                "[3, 1, 2].sort(() => { while (true); });",
                "'a'.replace(/a/, () => { while (true); });",
                "JSON.stringify({ toJSON() { while (true); } });",
                "new Proxy({}, { get() { while (true); } }).x;",
                "eval('while (true);');",
                "new Function('while (true);')();",
            })
    void an_iteration_can_always_be_cut_off_and_the_vu_used_again(String code) {
        try (LoadedScript script = LAB.script("""
                import { sleep, check, group } from 'k6';
                export default async function () {
                  if (__ITER === 0) {
                    console.log('in');
                    %s
                  } else {
                    console.log('again');
                  }
                }
                """.formatted(code))) {
            LabVu vu = script.vu();
            Future<IterationOutcome> running = vu.begin();
            Awaitility.await().until(() -> script.test.console().contains("in"));

            vu.interrupt();

            assertThat(await(running)).isEqualTo(IterationOutcome.interrupted());
            assertThat(vu.activate().iterate()).isEqualTo(IterationOutcome.completed());
            assertThat(script.test.console()).containsExactly("in", "again");
            assertThat(script.test.notes())
                    .as("an interrupted iteration logs no error")
                    .isEmpty();
            assertThat(script.count("iterations")).isEqualTo(1);
        }
    }

    @Test
    void many_endless_loops_at_once_are_all_cut_off() {
        try (LoadedScript script = LAB.script(
                "export default function () { console.log('in'); try { while (true); } finally { while (true); } }")) {
            List<LabVu> vus = new ArrayList<>();
            List<Future<IterationOutcome>> running = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                LabVu vu = script.vu();
                vus.add(vu);
                running.add(vu.begin());
            }
            Awaitility.await().until(() -> script.test.console().size() == 64);

            vus.forEach(LabVu::interrupt);

            running.forEach(each -> assertThat(await(each)).isEqualTo(IterationOutcome.interrupted()));
            Awaitility.await().until(() -> LAB.engine.zombies() == 0);
        }
    }

    @Test
    void an_interrupt_before_the_iteration_keeps_it_from_running() {
        try (LoadedScript script = LAB.script("export default function () { console.log('ran'); }")) {
            LabVu vu = script.vu();

            vu.interrupt();

            assertThat(vu.iterate()).isEqualTo(IterationOutcome.interrupted());
            assertThat(vu.iterate()).isEqualTo(IterationOutcome.interrupted());
            assertThat(script.test.console()).isEmpty();
            assertThat(vu.activate().iterate()).isEqualTo(IterationOutcome.completed());
        }
    }

    @Test
    void an_interrupt_never_reaches_what_comes_after_the_next_activation() {
        try (LoadedScript script = LAB.script("""
                import { sleep } from 'k6';
                export default function () {
                  const end = Date.now() + 5;
                  while (Date.now() < end);
                  const before = Date.now();
                  sleep(0.005);
                  if (Date.now() - before < 4) { throw new Error('the sleep was cut short'); }
                }
                """)) {
            LabVu vu = script.vu();
            for (int i = 0; i < 100; i++) {
                Future<IterationOutcome> first = vu.begin();
                vu.interrupt();
                await(first);

                assertThat(vu.activate().iterate()).as("round " + i).isEqualTo(IterationOutcome.completed());
            }
        }
    }

    @Test
    void interrupting_one_vu_leaves_the_others_alone() {
        try (LoadedScript script =
                LAB.script("export default function () { if (__VU === 1) { console.log('in'); while (true); } }")) {
            LabVu endless = script.vu();
            LabVu other = script.vu();
            Future<IterationOutcome> running = endless.begin();
            Awaitility.await().until(() -> !script.test.console().isEmpty());

            for (int i = 0; i < 50; i++) {
                assertThat(other.iterate()).isEqualTo(IterationOutcome.completed());
                endless.interrupt();
            }

            assertThat(await(running)).isEqualTo(IterationOutcome.interrupted());
            assertThat(other.iterate()).isEqualTo(IterationOutcome.completed());
        }
    }

    @Test
    void pending_timers_of_a_cut_off_iteration_never_fire() {
        try (LoadedScript script = LAB.script("""
                import { sleep } from 'k6';
                export default function () {
                  if (__ITER > 0) { setTimeout(() => console.log('mine'), 20); return; }
                  setTimeout(() => console.log('too late'), 10);
                  console.log('in');
                  sleep(1e6);
                }
                """)) {
            LabVu vu = script.vu();
            Future<IterationOutcome> running = vu.begin();
            Awaitility.await().until(() -> script.test.console().contains("in"));
            vu.interrupt();
            await(running);

            vu.activate().iterate();

            assertThat(script.test.console()).containsExactly("in", "mine");
        }
    }

    @Test
    void the_group_and_tags_of_a_cut_off_iteration_are_gone_after_the_next_activation() {
        try (LoadedScript script = LAB.script("""
                import { group } from 'k6';
                import exec from 'k6/execution';
                export default function () {
                  console.log(JSON.stringify(exec.vu.tags.group), exec.vu.tags.mine);
                  if (__ITER === 0) {
                    exec.vu.tags.mine = 'x';
                    group('g', () => { console.log('in'); while (true); });
                  }
                }
                """)) {
            LabVu vu = script.vu();
            Future<IterationOutcome> running = vu.begin();
            Awaitility.await().until(() -> script.test.console().contains("in"));
            vu.interrupt();
            await(running);

            vu.activate().iterate();

            assertThat(script.test.console()).containsExactly("\"\" undefined", "in", "\"\" undefined");
        }
    }

    @Test
    void code_that_runs_while_a_vu_is_activated_can_be_cut_off_too() {
        try (LoadedScript script = LAB.script("""
                Object.defineProperty(globalThis, '__ENV', { set() { console.log('in'); while (true); }, configurable: true });
                export default function () {}
                """)) {
            LabVu vu = script.vu();
            Future<IterationOutcome> running = vu.begin();
            Awaitility.await().until(() -> script.test.console().contains("in"));

            vu.interrupt();

            assertThat(await(running)).isEqualTo(IterationOutcome.interrupted());
        }
    }

    @Test
    void abort_cannot_be_caught_and_runs_no_further_statement() {
        try (LoadedScript script = LAB.script("""
                import exec from 'k6/execution';
                export default function () {
                  try { exec.test.abort('enough'); } catch (e) { console.log('caught'); } finally { console.log('finally'); }
                  console.log('went on');
                }
                """)) {
            LabVu vu = script.vu();

            assertThat(vu.iterate()).isEqualTo(IterationOutcome.interrupted());

            assertThat(script.test.aborts()).containsExactly("enough");
            assertThat(script.test.console()).isEmpty();
            assertThat(script.count("iterations"))
                    .as("k6 counts the iteration that aborted")
                    .isEqualTo(1);
        }
    }

    @Test
    void an_env_of_the_scenario_is_there_again_after_an_interrupt() {
        try (LoadedScript script = LAB.script("export default function () { console.log(__ENV.A); }")) {
            LabVu vu = script.vu();
            vu.interrupt();
            vu.iterate();

            vu.activate("default", Map.of("A", "1"), Map.of()).iterate();

            assertThat(script.test.console()).containsExactly("1");
        }
    }
}
