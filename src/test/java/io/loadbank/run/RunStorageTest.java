package io.loadbank.run;

import static io.loadbank.run.RunLab.awaitEnd;
import static io.loadbank.run.RunLab.awaitState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadbank.executor.VuThreads;
import io.loadbank.http.HttpTransport;
import io.loadbank.plan.Problem;
import io.loadbank.script.ScriptEngine;
import io.loadbank.script.ScriptLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs and their storage: what is on disk when, and what happens when storage fails. */
class RunStorageTest {

    private static final String ONCE = "export const options = { iterations: 1 }; export default () => {};";
    private static final String LONG = "import { sleep } from 'k6'; export const options = { scenarios: { s: {"
            + " executor: 'externally-controlled', vus: 2, maxVUs: 5, duration: '10m' } } };"
            + " export default () => { console.log('tick'); sleep(0.01); };";
    private static final IOException FULL = new IOException("No space left on device");

    private final RunLab lab = new RunLab(keeping -> new RunKeeping(
            keeping.archive(), RunFiles.NONE, new Retention(Duration.ofDays(1), 3, 1_000_000), soon(), soon()));

    private static Duration soon() {
        return Duration.ofMillis(300);
    }

    @AfterEach
    void close() {
        lab.archive.failWith(null);
        lab.close();
    }

    private RunArchive.Entry stored(Run run) {
        return lab.archive.load().stream()
                .filter(entry -> entry.view().id().equals(run.id()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(run.id() + " is not stored"));
    }

    @Test
    void a_run_is_stored_before_anybody_is_told_of_it() throws IOException {
        Run run = lab.create(LONG);

        assertThat(stored(run).view().state().isEnd()).isFalse();
        assertThat(lab.archive.history(run.id()))
                .extracting(HistoryEntry::command)
                .containsExactly("create");
    }

    @Test
    void a_change_is_stored_before_it_is_answered() throws IOException {
        Run run = lab.create(LONG);
        awaitState(run, RunState.RUNNING);

        assertThat(RunLab.patch(run, RunLab.vus(4))).isInstanceOf(Patched.Applied.class);

        assertThat(lab.archive.history(run.id()).getLast().after().toString()).contains("vus=4");
    }

    @Test
    void an_end_is_stored_before_it_is_told() throws IOException {
        Run run = lab.run(
                "console.log('hello'); " + ONCE + "export function handleSummary(data) { return { 'a.txt': 'b' }; }");

        assertThat(stored(run).view()).isEqualTo(run.view());
        assertThat(stored(run).bytes()).isPositive();
        assertThat(lab.archive.logs(run.id())).isEqualTo(run.logs());
        assertThat(lab.archive.history(run.id())).isEqualTo(run.history());
        assertThat(lab.archive.summary(run.id())).isEqualTo(run.wholeSummary(false));
        assertThat(lab.archive.artifacts(run.id())).containsOnlyKeys("a.txt");
    }

    @Test
    void a_live_run_is_stored_each_second_and_interrupted_when_the_daemon_dies() throws IOException {
        Run run = lab.create(LONG);
        await().atMost(RunLab.PATIENCE)
                .until(() -> stored(run).view().state() == RunState.RUNNING
                        && !lab.archive.summary(run.id()).tree().isEmpty()
                        && lab.archive.logs(run.id()).size() > 20);

        try (ScriptEngine engine = new ScriptEngine();
                HttpTransport transport = new HttpTransport(1)) {
            LiveRunBoard later = new LiveRunBoard(
                    new ScriptLoader(engine, transport),
                    new RunLimits(Duration.ofSeconds(5), Duration.ofMinutes(1), 100, 3, 5, "x"),
                    VuThreads.platform(),
                    lab.archive);

            Run kept = Objects.requireNonNull(later.find(run.id()));
            RunView view = kept.view();
            assertThat(view.state()).isEqualTo(RunState.INTERRUPTED);
            assertThat(view.verdict()).isNull();
            assertThat(view.exitCode()).isNull();
            assertThat(view.endedAt()).isAfterOrEqualTo(view.createdAt());
            assertThat(RunLab.scenario(view, "s").state()).isEqualTo("ended");
            assertThat(view.problems().getLast().message()).startsWith("the daemon died under it");
            assertThat(kept.logs()).extracting(LogLine::message).contains("tick");
            assertThat(kept.summary().toString()).contains("iterations");
            assertThat(kept.history()).extracting(HistoryEntry::command).contains("create");
            assertThat(kept.blueprint().options()).isEmpty();
            assertThat(later.forget(run.id())).isTrue();
            later.shutdown(Duration.ofSeconds(1));
        }
    }

    @Test
    void without_storage_no_run_is_started() {
        lab.archive.failWith(FULL);

        Creation answer = lab.board.create(RunLab.spec(LONG));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Creation.NotKept.class,
                        none -> assertThat(none.problem().message())
                                .isEqualTo("the run was not started, because storage does not take it:"
                                        + " No space left on device"));
        assertThat(lab.board.runs()).isEmpty();
        lab.archive.failWith(null);
        assertThat(awaitEnd(lab.create(ONCE)).exitCode()).isZero();
    }

    @Test
    void a_live_run_goes_on_without_storage_says_so_and_catches_up() throws IOException {
        Run run = lab.create(LONG);
        awaitState(run, RunState.RUNNING);
        lab.archive.failWith(FULL);

        await().atMost(RunLab.PATIENCE).until(() -> !run.view().problems().isEmpty());
        double before = RunLab.count(run, "iterations");
        Patched answer = RunLab.patch(run, RunLab.vus(4));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Patched.NotKept.class,
                        late -> assertThat(late.problem().message())
                                .startsWith("the change is in force, but")
                                .endsWith("No space left on device"));
        assertThat(run.view().problems())
                .extracting(Problem::message)
                .containsExactly("what happens in this run is not being kept: No space left on device");
        assertThat(lab.board.untaken()).isOne();
        await().atMost(RunLab.PATIENCE).until(() -> RunLab.count(run, "iterations") > before + 50);
        assertThat(RunLab.scenario(run, "s").actual().vus()).isEqualTo(4);

        lab.archive.failWith(null);
        await().atMost(RunLab.PATIENCE).until(() -> run.view().problems().isEmpty());
        assertThat(lab.board.untaken()).isZero();
        assertThat(lab.archive.history(run.id())).isEqualTo(run.history());
        await().atMost(RunLab.PATIENCE)
                .untilAsserted(() -> assertThat(lab.archive.logs(run.id()))
                        .extracting(LogLine::message)
                        .contains("storage takes what happens in this run again")
                        .filteredOn("tick"::equals)
                        .hasSizeGreaterThan(50));
    }

    @Test
    void an_end_waits_for_storage_then_is_told_with_a_problem_and_stored_later() {
        for (Exception failure : List.of(FULL, new IllegalStateException("a defect"))) {
            Run run = lab.create(LONG);
            awaitState(run, RunState.RUNNING);
            lab.archive.failWith(failure);

            RunLab.patch(run, new RunPatch(null, true, Map.of(), null));
            RunView end = awaitEnd(run);

            assertThat(end.exitCode()).isEqualTo(ExitCode.STOPPED_BY_REST);
            assertThat(end.problems())
                    .extracting(Problem::message)
                    .containsExactly("storage did not take the result within 0 s: " + failure.getMessage());
            assertThat(lab.board.untaken()).isOne();
            lab.archive.failWith(null);
            await().atMost(RunLab.PATIENCE)
                    .untilAsserted(() -> assertThat(stored(run).view()).isEqualTo(run.view()));
            await().atMost(RunLab.PATIENCE).until(() -> lab.board.untaken() == 0);
        }
    }

    @Test
    void what_cannot_be_forgotten_in_storage_is_not_forgotten() {
        Run run = lab.run(ONCE);
        lab.archive.failWith(FULL);

        Assertions.assertThatThrownBy(() -> lab.board.forget(run.id()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(run.id() + " cannot be forgotten: No space left on device");
        assertThat(lab.board.find(run.id())).isNotNull();

        lab.archive.failWith(null);
        assertThat(lab.board.forget(run.id())).isTrue();
        assertThat(lab.archive.load()).isEmpty();
    }

    @Test
    void the_oldest_ended_runs_leave_and_live_ones_never() {
        Run live = lab.create(LONG);
        Run first = lab.run(ONCE);
        for (int i = 0; i < 3; i++) {
            lab.run(ONCE);
        }

        await().atMost(RunLab.PATIENCE).until(() -> lab.board.find(first.id()) == null);
        assertThat(lab.board.runs()).hasSize(4).contains(live);
        assertThat(lab.archive.load()).hasSize(4);
    }

    @Test
    void older_runs_leave_the_memory_and_are_read_from_storage() {
        try (RunLab small = RunLab.with(limits -> new RunLimits(
                limits.initTimeout(), limits.maxDuration(), limits.maxSeries(), 1, 5, limits.userAgent()))) {
            Run first = small.run("console.log('first'); " + ONCE);
            RunView view = first.view();
            Run second = small.run(ONCE);

            await().atMost(RunLab.PATIENCE).until(() -> small.board.find(first.id()) instanceof KeptRun);
            Run kept = Objects.requireNonNull(small.board.find(first.id()));
            assertThat(kept.view()).isEqualTo(view);
            assertThat(kept.logs()).isEqualTo(first.logs());
            assertThat(kept.summary()).isEqualTo(first.summary());
            assertThat(small.board.find(second.id())).isSameAs(second);
        }
    }
}
