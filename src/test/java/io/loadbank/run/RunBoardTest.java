package io.loadbank.run;

import static io.loadbank.run.RunLab.PATIENCE;
import static io.loadbank.run.RunLab.awaitEnd;
import static io.loadbank.run.RunLab.awaitState;
import static io.loadbank.run.RunLab.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.executor.VuThreads;
import io.loadbank.http.HttpTransport;
import io.loadbank.script.ScriptEngine;
import io.loadbank.script.ScriptFiles;
import io.loadbank.script.ScriptLoader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The board of all runs: making, finding, keeping, forgetting. */
class RunBoardTest {

    private static final String ONCE = "export const options = { iterations: 1 }; export default () => {};";
    private static final String LONG = "export const options = { vus: 2, duration: '10m' }; export default () => {};";

    private final RunLab lab = RunLab.with(limits ->
            new RunLimits(limits.initTimeout(), limits.maxDuration(), limits.maxSeries(), 3, 5, limits.userAgent()));

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void ids_are_fresh_or_the_clients_own_and_never_taken_twice() {
        Run fresh = lab.run(ONCE);
        Run own = lab.create(withId("mine"));
        awaitEnd(own);

        assertThat(fresh.id()).matches("r-[2-9a-z]{8}");
        assertThat(own.id()).isEqualTo("mine");
        assertThat(lab.board.find("mine")).isSameAs(own);
        assertThat(lab.board.find("nope")).isNull();
        assertThat(lab.board.create(withId("mine"))).isEqualTo(new Creation.IdTaken("mine"));
    }

    @Test
    void runs_are_listed_newest_first() {
        Run first = lab.run(ONCE);
        Run second = lab.run(ONCE);

        assertThat(lab.board.runs()).extracting(Run::id).containsExactly(second.id(), first.id());
    }

    @Test
    void there_is_no_room_for_more_vus_than_the_daemon_has() {
        Run run = lab.create(LONG);

        assertThat(lab.board.create(
                        spec("export const options = { vus: 4, duration: '1s' }; export default () => {};")))
                .isInstanceOfSatisfying(
                        Creation.NoCapacity.class,
                        none -> assertThat(none.problem().message())
                                .isEqualTo("the run needs 4 VUs; 2 of the daemon's 5 are taken"));
        RunLab.stop(run);
        Run next = lab.create("export const options = { vus: 4, iterations: 4 }; export default () => {};");
        assertThat(awaitEnd(next).exitCode()).isZero();
    }

    @Test
    void a_live_run_is_not_forgotten_and_an_ended_one_is() {
        Run run = lab.create(LONG);
        awaitState(run, RunState.RUNNING);

        assertThat(lab.board.forget(run.id())).isFalse();
        RunLab.stop(run);
        assertThat(lab.board.forget(run.id())).isTrue();

        assertThat(lab.board.find(run.id())).isNull();
        assertThat(lab.archive.load()).isEmpty();
    }

    @Test
    void memory_is_given_back_once_and_only_when_the_last_run_has_ended() {
        assertThat(lab.board.giveBack()).isFalse();
        Run first = lab.create(LONG);
        Run last = lab.create(LONG);
        RunLab.stop(first);
        assertThat(lab.board.giveBack()).isFalse();
        RunLab.stop(last);

        assertThat(lab.board.giveBack()).isTrue();
        assertThat(lab.board.giveBack()).isFalse();
    }

    @Test
    void stop_all_stops_every_live_run_and_counts_them() {
        lab.run(ONCE);
        Run one = lab.create(LONG);
        Run two = lab.create(LONG);
        awaitState(one, RunState.RUNNING);
        awaitState(two, RunState.RUNNING);

        assertThat(lab.board.stopAll("tester")).isEqualTo(2);

        assertThat(awaitEnd(one).exitCode()).isEqualTo(103);
        assertThat(awaitEnd(two).exitCode()).isEqualTo(103);
        assertThat(lab.board.stopAll("tester")).isZero();
    }

    @Test
    void a_script_is_in_use_while_a_run_executes_it() {
        Run run = lab.create(LONG);
        awaitState(run, RunState.RUNNING);

        assertThat(lab.board.uses("test", 1)).isTrue();
        assertThat(lab.board.uses("test", 2)).isFalse();
        RunLab.stop(run);

        assertThat(lab.board.uses("test", 1)).isFalse();
    }

    @Test
    void a_dry_run_shows_the_plan_and_starts_nothing() {
        DryRun plan = lab.board.dryRun(
                spec(
                        "console.log('init'); export const options = { vus: 2, duration: '5s', odd: 1 }; export default () => {};"));

        assertThat(plan.vus()).isEqualTo(2);
        assertThat(plan.maxVUs()).isEqualTo(2);
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.warnings()).containsExactly("unknown option 'odd' is ignored");
        assertThat(((Map<?, ?>) Objects.requireNonNull(plan.options().get("scenarios"))).containsKey("default"))
                .isTrue();
        assertThat(lab.board.runs()).isEmpty();
        assertThat(lab.board.dryRun(spec("export default 5;")).problems()).isNotEmpty();
    }

    @Test
    void ended_runs_of_an_earlier_life_are_shown_as_they_were() throws IOException {
        Run run = lab.run("console.log('hello');" + ONCE);
        try (ScriptEngine engine = new ScriptEngine();
                HttpTransport transport = new HttpTransport(1)) {
            LiveRunBoard later = new LiveRunBoard(
                    new ScriptLoader(engine, transport),
                    new RunLimits(Duration.ofSeconds(5), Duration.ofMinutes(1), 100, 3, 5, "x"),
                    VuThreads.platform(),
                    lab.archive);

            Run kept = Objects.requireNonNull(later.find(run.id()));
            assertThat(kept.view()).isEqualTo(run.view());
            assertThat(kept.ended().block(PATIENCE)).isEqualTo(run.view());
            assertThat(kept.logs()).isEqualTo(run.logs());
            assertThat(kept.summary()).isEqualTo(run.summary());
            assertThat(kept.wholeSummary(false)).isEqualTo(run.wholeSummary(false));
            assertThat(kept.events(0).map(RunEvent::type).collectList().block(PATIENCE))
                    .containsExactly("end");
            assertThat(RunLab.patch(kept, RunLab.vus(1))).isInstanceOf(Patched.Conflict.class);
        }
    }

    // what a run shows

    @Test
    void a_run_tells_its_states_in_order_and_ends_its_events() {
        Run run = lab.run("export function setup() {} export function teardown() {}" + ONCE);

        List<RunEvent> events =
                Objects.requireNonNull(run.events(0).collectList().block(PATIENCE));
        assertThat(events)
                .filteredOn(event -> event.type().equals("state"))
                .extracting(event -> event.data().get("state"))
                .containsExactly("initializing", "setup", "running", "teardown", "finished");
        assertThat(events.getLast().type()).isEqualTo("end");
        assertThat(events.getLast().data()).isEqualTo(Map.of("state", "finished", "verdict", "passed", "exitCode", 0));
        assertThat(events).extracting(RunEvent::id).isSorted().doesNotHaveDuplicates();
        assertThat(Objects.requireNonNull(
                        run.events(events.get(2).id()).collectList().block(PATIENCE)))
                .hasSize(events.size() - 3);
    }

    @Test
    void the_view_shows_names_of_env_and_never_values() {
        Run run = lab.create(new RunSpec(
                null,
                "named",
                new ScriptIdentity("script", 7, "sha256:abc"),
                ScriptFiles.single(
                        "main.js",
                        "export const options = { iterations: 1, tags: { a: 'o', b: 'o' } }; export default () => {};"),
                Map.of(),
                Map.of("SECRET", "hunter2"),
                Map.of("b", "request"),
                null,
                "tester"));
        RunView view = awaitEnd(run);

        assertThat(view.name()).isEqualTo("named");
        assertThat(view.script()).isEqualTo(new ScriptIdentity("script", 7, "sha256:abc"));
        assertThat(view.envNames()).containsExactly("SECRET");
        assertThat(view.tags()).isEqualTo(Map.of("a", "o", "b", "request"));
        assertThat(view + run.history().toString() + run.logs() + run.summary()).doesNotContain("hunter2");
    }

    @Test
    void handle_summary_gets_the_final_values_and_what_it_returns_is_kept() {
        Run run = lab.run("""
                export const options = { vus: 1, iterations: 3 };
                export function setup() { return { a: 1 }; }
                export default () => {};
                export function handleSummary(data) {
                  return {
                    stdout: 'iterations ' + data.metrics.iterations.values.count + ' ' + JSON.stringify(data.setup_data),
                    'out.json': JSON.stringify(Object.keys(data).sort()),
                  };
                }
                """);

        assertThat(run.artifacts()).containsOnlyKeys("stdout", "out.json");
        assertThat(RunLab.lines(run)).contains("iterations 3 {\"a\":1}");
        assertThat(new String(
                        Objects.requireNonNull(run.artifacts().get("out.json")),
                        java.nio.charset.StandardCharsets.UTF_8))
                .contains("metrics", "options", "root_group", "setup_data", "state");
    }

    @Test
    void a_broken_handle_summary_changes_neither_exit_code_nor_summary() {
        for (String body : List.of(
                "throw new Error('why')", "return 5", "exec.test.abort('why')", "exec.test.fail('why'); return {}")) {
            Run run = lab.run(
                    "import exec from 'k6/execution';" + ONCE + "export function handleSummary() { " + body + "; }");

            assertThat(run.view().exitCode()).as(body).isZero();
            assertThat(run.view().state()).isEqualTo(RunState.FINISHED);
            assertThat(run.summary()).containsKey("metrics");
            assertThat(String.join("\n", RunLab.lines(run)))
                    .contains(body.startsWith("return") ? "handleSummary" : "why");
        }
    }

    @Test
    void a_handle_summary_that_never_ends_is_cut_off() {
        Run run =
                lab.run("export const options = { iterations: 1, handleSummaryTimeout: '1s' }; export default () => {};"
                        + "export function handleSummary() { while (true); }");

        assertThat(run.view().exitCode()).isZero();
        assertThat(run.view().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("timed out"));
    }

    @Test
    void while_handle_summary_runs_the_run_answers_and_nothing_changes_it_any_more() {
        Run run = lab.create("import { sleep } from 'k6'; " + ONCE
                + "export function handleSummary() { console.log('in'); sleep(2); return {}; }");
        RunLab.awaitLine(run, "in");

        Patched answer = RunLab.patch(run, new RunPatch(null, true, Map.of(), null));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Patched.Conflict.class,
                        conflict -> assertThat(conflict.problems().getFirst().message())
                                .isEqualTo("the run is ending"));
        assertThat(awaitEnd(run).exitCode()).isZero();
    }

    @Test
    void a_shutdown_does_not_wait_for_handle_summary() {
        Run run = lab.create("import { sleep } from 'k6'; " + ONCE
                + "export function handleSummary() { console.log('in'); sleep(600); return {}; }");
        RunLab.awaitLine(run, "in");

        lab.board.shutdown(Duration.ofSeconds(20));

        assertThat(run.view().state()).isEqualTo(RunState.FINISHED);
        assertThat(lab.archive.load()).hasSize(1);
    }

    @Test
    void samples_of_vus_setup_and_teardown_all_count() {
        Run run = lab.run("""
                import { Counter } from 'k6/metrics';
                const c = new Counter('my_counter');
                export const options = { vus: 2, iterations: 4 };
                export function setup() { c.add(100); }
                export default () => c.add(1);
                export function teardown() { c.add(10); }
                """);

        assertThat(RunLab.count(run, "my_counter")).isEqualTo(114);
        assertThat(RunLab.count(run, "iterations")).isEqualTo(4);
    }

    private static RunSpec withId(String id) {
        return new RunSpec(
                id,
                "test",
                new ScriptIdentity("test", 1, "sha256:0"),
                ScriptFiles.single("main.js", ONCE),
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                "tester");
    }
}
