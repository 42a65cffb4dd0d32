package io.loadbank.run;

import static io.loadbank.run.RunLab.PATIENCE;
import static io.loadbank.run.RunLab.awaitEnd;
import static io.loadbank.run.RunLab.scenario;
import static io.loadbank.run.RunLab.spec;
import static io.loadbank.run.RunLab.stop;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many runs in one daemon: apart in state, metrics and failure, and gone without a trace. */
class RunIsolationTest {

    private final RunLab lab = new RunLab();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void endless_loops_of_one_run_leave_another_its_pace_and_end_when_told() {
        Run endless = lab.create(
                "export const options = { vus: 64, duration: '10m' }; export default () => { try { while (true); } finally { while (true); } };");
        Run other = lab.create("import { sleep } from 'k6'; export const options = { vus: 2, duration: '10m' };"
                + "export default () => sleep(0.01);");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> scenario(endless, "default").actual().vus() == 64);
        long before = scenario(other, "default").actual().iterationsCompleted();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> scenario(other, "default").actual().iterationsCompleted() > before + 50);

        RunView end = stop(endless);

        assertThat(end.exitCode()).isEqualTo(103);
        assertThat(scenario(endless, "default").actual().iterationsInterrupted())
                .isEqualTo(64);
        assertThat(other.view().state()).isEqualTo(RunState.RUNNING);
        assertThat(scenario(other, "default").actual().iterationsInterrupted()).isZero();
        assertThat(stop(other).exitCode()).isEqualTo(103);
    }

    @Test
    void runs_share_neither_metrics_nor_globals_nor_logs() {
        String script = "import { Counter } from 'k6/metrics'; const c = new Counter('my_counter');"
                + "export const options = { vus: 2, iterations: 50 };"
                + "export default () => { globalThis.n = (globalThis.n || 0) + 1; c.add(1, { who: __ENV.WHO });"
                + " if (__ITER === 0) console.log(__ENV.WHO); };";
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            runs.add(lab.create(new RunSpec(
                    "run-" + i,
                    "test",
                    new ScriptIdentity("test", 1, "sha256:0"),
                    io.loadbank.script.ScriptFiles.single("main.js", script),
                    Map.of(),
                    Map.of("WHO", "w" + i),
                    Map.of(),
                    null,
                    "tester")));
        }
        for (int i = 0; i < 10; i++) {
            Run run = runs.get(i);
            assertThat(awaitEnd(run).exitCode()).isZero();
            assertThat(RunLab.count(run, "my_counter")).isEqualTo(50);
            assertThat(Set.copyOf(RunLab.consoleLines(run))).isEqualTo(Set.of("w" + i));
            assertThat(run.series())
                    .filteredOn(series -> series.metric().name().equals("my_counter"))
                    .extracting(series -> series.tags().get("who"))
                    .containsExactly("w" + i);
        }
    }

    @Test
    void a_run_that_fails_in_every_way_harms_no_other() {
        Run good = lab.create("import { sleep } from 'k6'; export const options = { vus: 2, duration: '10m' };"
                + "export default () => sleep(0.005);");
        for (String bad : List.of(
                "if (__VU > 0) throw new Error('x'); export default () => {};",
                "export function setup() { throw 1; } export default () => {};",
                "export default () => { (function f() { f(); })(); };",
                "export default () => { throw new Error('x'.repeat(100000)); };",
                "export default () => { const a = []; for (let i = 0; i < 1e6; i++) a.push(i); };",
                "import exec from 'k6/execution'; export default () => exec.test.abort();")) {
            assertThat(awaitEnd(lab.create(spec(bad, Map.of("vus", 4, "iterations", 8))))
                            .state()
                            .isEnd())
                    .isTrue();
        }

        long before = scenario(good, "default").actual().iterationsCompleted();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> scenario(good, "default").actual().iterationsCompleted() > before + 20);
        assertThat(good.view().problems()).isEmpty();
        stop(good);
    }

    @Test
    void many_short_runs_leave_no_threads() {
        run(3);
        awaitNoRunThreads();
        Map<String, Long> before = threads();

        run(50);

        awaitNoRunThreads();
        Map<String, Long> after = threads();
        after.forEach((name, count) -> assertThat(count)
                .as("threads " + name + " of " + after)
                .isLessThanOrEqualTo(before.getOrDefault(name, 0L) + SLACK.getOrDefault(name, 0L)));
    }

    /** Threads of pools that may grow to their bound while the test runs. */
    private static final Map<String, Long> SLACK = Map.of("script-interrupter-", 64L, "parallel-", 16L);

    private void run(int times) {
        for (int i = 0; i < times; i++) {
            Run run = lab.create("import { sleep } from 'k6'; export const options = { vus: 3, iterations: 3 };"
                    + "export function setup() {} export default () => sleep(0.001); export function teardown() {}"
                    + "export function handleSummary() { return {}; }");
            assertThat(awaitEnd(run).exitCode()).isZero();
        }
    }

    private static void awaitNoRunThreads() {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(threads())
                        .doesNotContainKeys("vu-", "run-r-", "setup", "teardown", "handleSummary"));
    }

    /** How many threads there are of each name without its number. */
    private static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("awaitility"))
                .map(thread -> thread.getName().startsWith("run-")
                        ? "run-r-"
                        : thread.getName().replaceAll("[0-9]+$", ""))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }
}
