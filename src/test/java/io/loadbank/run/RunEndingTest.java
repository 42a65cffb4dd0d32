package io.loadbank.run;

import static io.loadbank.run.RunLab.awaitEnd;
import static io.loadbank.run.RunLab.awaitLine;
import static io.loadbank.run.RunLab.awaitState;
import static io.loadbank.run.RunLab.consoleLines;
import static io.loadbank.run.RunLab.lines;
import static io.loadbank.run.RunLab.stop;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to end: state, verdict, exit code, whether teardown ran. */
class RunEndingTest {

    private static final String ONCE = "export const options = { vus: 1, iterations: 1 };";
    private static final String TEARDOWN = "export function teardown() { console.log('teardown'); }";
    private static final RunLab LAB = new RunLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    private record Ending(RunState state, String verdict, int exitCode, boolean teardown) {}

    static Stream<Arguments> endings() {
        Ending passed = new Ending(RunState.FINISHED, "passed", 0, true);
        Ending aborted = new Ending(RunState.ABORTED, "passed", 108, true);
        Ending abortedEarly = new Ending(RunState.ABORTED, "passed", 108, false);
        Ending thrown = new Ending(RunState.FAILED, "failed", 107, false);
        Ending unusable = new Ending(RunState.FAILED, "failed", 255, false);
        Ending marked = new Ending(RunState.FINISHED, "failed", 110, true);
        Ending breached = new Ending(RunState.FINISHED, "failed", 99, true);
        return Stream.of(
                Arguments.of("a normal end", ONCE + "export default () => {};", passed),
                Arguments.of("failing iterations", ONCE + "export default () => { throw new Error('x'); };", passed),
                Arguments.of("fail()", ONCE + "import { fail } from 'k6'; export default () => fail('x');", passed),
                Arguments.of(
                        "abort in VU code", ONCE + exec() + "export default () => exec.test.abort('enough');", aborted),
                Arguments.of(
                        "abort in the init of a VU",
                        ONCE + exec() + "if (__VU > 0) exec.test.abort(); export default () => {};",
                        abortedEarly),
                Arguments.of(
                        "abort in setup",
                        ONCE + exec() + "export function setup() { exec.test.abort(); } export default () => {};",
                        abortedEarly),
                Arguments.of(
                        "throw in setup",
                        ONCE + "export function setup() { throw new Error('x'); } export default () => {};",
                        thrown),
                Arguments.of(
                        "a throw in the init of a VU",
                        ONCE + "if (__VU > 0) throw new Error('x'); export default () => {};",
                        thrown),
                Arguments.of(
                        "rejected setup",
                        ONCE + "export async function setup() { throw new Error('x'); } export default () => {};",
                        unusable),
                Arguments.of(
                        "setup data that JSON cannot say",
                        ONCE + "export function setup() { return NaN; } export default () => {};",
                        unusable),
                Arguments.of(
                        "setup timeout",
                        "export const options = { vus: 1, iterations: 1, setupTimeout: '1s' };"
                                + "export function setup() { while (true); } export default () => {};",
                        new Ending(RunState.FAILED, "failed", 100, false)),
                Arguments.of(
                        "test.fail",
                        ONCE + exec() + "export default () => { exec.test.fail('a'); exec.test.fail(); };",
                        marked),
                Arguments.of(
                        "test.fail in setup",
                        ONCE + exec() + "export function setup() { exec.test.fail(); } export default () => {};",
                        marked),
                Arguments.of(
                        "a crossed threshold",
                        "export const options = { vus: 1, iterations: 1, thresholds: { iterations: ['count>1'] } };"
                                + "export default () => {};",
                        breached),
                Arguments.of(
                        "test.fail and a crossed threshold",
                        "export const options = { vus: 1, iterations: 1, thresholds: { iterations: ['count>1'] } };"
                                + exec() + "export default () => exec.test.fail();",
                        marked),
                Arguments.of(
                        "abort and a crossed threshold",
                        "export const options = { vus: 1, iterations: 1, thresholds: { iterations: ['count>5'] } };"
                                + exec() + "export default () => exec.test.abort();",
                        new Ending(RunState.ABORTED, "failed", 108, true)));
    }

    private static String exec() {
        return "import exec from 'k6/execution';";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void ends_as_k6_does(String name, String script, Object ending) {
        Run run = LAB.run(script + TEARDOWN);

        assertThat(ending(run)).isEqualTo(ending);
    }

    static Stream<Arguments> teardowns() {
        return Stream.of(
                Arguments.of(
                        "throw in teardown",
                        "throw new Error('x');",
                        new Ending(RunState.FAILED, "failed", 107, false)),
                Arguments.of(
                        "rejected teardown",
                        "return Promise.reject(1);",
                        new Ending(RunState.FAILED, "failed", 255, false)),
                Arguments.of("teardown timeout", "while (true);", new Ending(RunState.FAILED, "failed", 101, false)),
                Arguments.of(
                        "abort in teardown",
                        "exec.test.abort('enough');",
                        new Ending(RunState.ABORTED, "passed", 108, false)),
                Arguments.of(
                        "test.fail in teardown",
                        "exec.test.fail('enough'); console.log('teardown');",
                        new Ending(RunState.FINISHED, "failed", 110, true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("teardowns")
    void ends_in_teardown_as_k6_does(String name, String body, Object ending) {
        Run run = LAB.run("import exec from 'k6/execution';"
                + "export const options = { vus: 1, iterations: 1, teardownTimeout: '1s', thresholds: { iterations: ['count==1'] } };"
                + "export default () => {}; export function teardown() { " + body + " console.log('teardown'); }");

        assertThat(ending(run)).isEqualTo(ending);
    }

    @Test
    void an_exception_in_teardown_beats_a_crossed_threshold() {
        Run run = LAB.run("export const options = { iterations: 1, thresholds: { iterations: ['count>1'] } };"
                + "export default () => {}; export function teardown() { throw new Error('x'); }");

        assertThat(run.view().exitCode()).isEqualTo(107);
    }

    @Test
    void a_teardown_timeout_of_zero_fails_teardown_at_once() {
        Run run = LAB.run("export const options = { iterations: 1, teardownTimeout: 0 };" + "export default () => {};"
                + TEARDOWN);

        assertThat(ending(run)).isEqualTo(new Ending(RunState.FAILED, "failed", 101, false));
    }

    // stopping from outside

    @Test
    void a_stop_interrupts_at_once_and_teardown_runs() {
        Run run = LAB.create("import { sleep } from 'k6'; export const options = { vus: 3, duration: '10m' };"
                + "export default () => { console.log('in'); sleep(600); };" + TEARDOWN);
        awaitLine(run, "in");

        stop(run);

        assertThat(ending(run)).isEqualTo(new Ending(RunState.ABORTED, "passed", 103, true));
        assertThat(RunLab.scenario(run, "default").actual().iterationsInterrupted())
                .isPositive();
        assertThat(RunLab.scenario(run, "default").actual().vus()).isZero();
        assertThat(run.stopping()).isTrue();
    }

    @Test
    void a_stop_while_paused_before_the_start_runs_no_teardown() {
        Run run = LAB.create(paused("export default () => {};" + TEARDOWN));
        awaitState(run, RunState.READY);

        stop(run);

        assertThat(ending(run)).isEqualTo(new Ending(RunState.ABORTED, "passed", 103, false));
        assertThat(run.view().startedAt()).isNull();
        assertThat(run.view().elapsedMs()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"while (true);", "sleep(600);", "return new Promise((r) => setTimeout(r, 1e9));"})
    void a_stop_during_setup_interrupts_it_and_runs_neither_iterations_nor_teardown(String body) {
        Run run = LAB.create("import { sleep } from 'k6'; " + ONCE + "export function setup() { console.log('in'); "
                + body + " } export default () => console.log('iteration');" + TEARDOWN);
        awaitLine(run, "in");

        stop(run);

        assertThat(ending(run)).isEqualTo(new Ending(RunState.ABORTED, "passed", 103, false));
        assertThat(consoleLines(run)).containsExactly("in");
    }

    @Test
    void a_stop_during_teardown_lets_it_run_to_its_end() {
        Run run = LAB.create("import { sleep } from 'k6'; " + ONCE + "export default () => {};"
                + "export function teardown() { console.log('in'); sleep(0.5); console.log('teardown'); }");
        awaitLine(run, "in");

        stop(run);

        assertThat(ending(run)).isEqualTo(new Ending(RunState.ABORTED, "passed", 103, true));
    }

    @Test
    void a_stop_while_vus_are_made_ends_the_run() {
        Run run = LAB.create("import { sleep } from 'k6'; if (__VU > 0) { console.log('in'); sleep(3); }" + ONCE
                + "export default () => console.log('iteration');" + TEARDOWN);
        awaitLine(run, "in");
        assertThat(run.view().state()).isEqualTo(RunState.INITIALIZING);

        stop(run);

        assertThat(ending(run)).isEqualTo(new Ending(RunState.ABORTED, "passed", 103, false));
        assertThat(consoleLines(run)).containsExactly("in");
    }

    @Test
    void a_second_stop_changes_nothing_and_a_stop_after_the_end_is_a_conflict() {
        Run run = LAB.create("export const options = { vus: 1, duration: '10m' }; export default () => {};");
        awaitState(run, RunState.RUNNING);
        stop(run);

        Patched late = RunLab.patch(run, new RunPatch(null, true, Map.of(), null));

        assertThat(late).isInstanceOf(Patched.Conflict.class);
        assertThat(((Patched.Conflict) late).problems().getFirst().message()).isEqualTo("the run has ended (aborted)");
        assertThat(run.view().exitCode()).isEqualTo(103);
    }

    @Test
    void a_run_that_lasts_too_long_is_stopped() {
        try (RunLab lab = RunLab.with(limits -> new RunLimits(
                limits.initTimeout(),
                Duration.ofMillis(1_500),
                limits.maxSeries(),
                limits.keepFinished(),
                limits.maxVus(),
                limits.userAgent()))) {
            Run run = lab.run("export const options = { vus: 1, duration: '10m' }; export default () => {};");

            assertThat(run.view().exitCode()).isEqualTo(103);
            assertThat(run.view().problems())
                    .anySatisfy(problem -> assertThat(problem.message()).contains("the longest a run may take"));
        }
    }

    @Test
    void a_shutdown_stops_every_run_and_keeps_its_result() {
        RunLab lab = new RunLab();
        Run run = lab.create("export const options = { vus: 1, duration: '10m' }; export default () => {};" + TEARDOWN);
        awaitState(run, RunState.RUNNING);

        lab.close();

        assertThat(ending(run)).isEqualTo(new Ending(RunState.ABORTED, "passed", 105, true));
        assertThat(lab.archive.load())
                .singleElement()
                .satisfies(kept -> assertThat(kept.view().exitCode()).isEqualTo(105));
    }

    // what is said

    @Test
    void only_the_first_abort_is_told() {
        Run run = LAB.run("import exec from 'k6/execution'; export const options = { vus: 20, duration: '1m' };"
                + "export default () => exec.test.abort('by ' + __VU);");

        assertThat(run.view().problems())
                .filteredOn(problem -> problem.message().contains("test aborted"))
                .hasSize(1);
        assertThat(lines(run))
                .filteredOn(line -> line.startsWith("test aborted: by "))
                .hasSize(1);
    }

    @Test
    void every_mark_of_failure_is_told() {
        Run run = LAB.run("import exec from 'k6/execution'; export const options = { vus: 1, iterations: 2 };"
                + "export default () => exec.test.fail('no ' + __ITER);");

        assertThat(lines(run)).contains("test marked as failed: no 0", "test marked as failed: no 1");
    }

    @Test
    void the_error_of_setup_is_in_the_view_and_in_the_log() {
        Run run = LAB.run(ONCE + "\nexport function setup() {\n  throw new Error('why');\n}\nexport default () => {};");

        String text = "Error: why\n\tat setup (file:///main.js:3:9)";
        assertThat(run.view().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("script");
            assertThat(problem.message()).isEqualTo(text);
        });
        assertThat(lines(run)).contains(text);
    }

    private static RunSpec paused(String script) {
        return new RunSpec(
                null,
                "test",
                new ScriptIdentity("test", 1, "sha256:0"),
                io.loadbank.script.ScriptFiles.single("main.js", script),
                Map.of(),
                Map.of(),
                Map.of(),
                true,
                "tester");
    }

    private static Ending ending(Run run) {
        RunView view = awaitEnd(run);
        List<String> console = consoleLines(run);
        return new Ending(
                view.state(),
                String.valueOf(view.verdict()),
                view.exitCode() == null ? -1 : view.exitCode(),
                console.contains("teardown"));
    }
}
