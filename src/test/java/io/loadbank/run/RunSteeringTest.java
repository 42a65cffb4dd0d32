package io.loadbank.run;

import static io.loadbank.run.RunLab.PATIENCE;
import static io.loadbank.run.RunLab.awaitEnd;
import static io.loadbank.run.RunLab.awaitState;
import static io.loadbank.run.RunLab.change;
import static io.loadbank.run.RunLab.patch;
import static io.loadbank.run.RunLab.pause;
import static io.loadbank.run.RunLab.resume;
import static io.loadbank.run.RunLab.scenario;
import static io.loadbank.run.RunLab.stop;
import static io.loadbank.run.RunLab.vus;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.plan.Problem;
import io.loadbank.plan.Retarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Turning a live run: pausing, patching, and what is answered. */
class RunSteeringTest {

    private static final String LOOP =
            "import { sleep } from 'k6'; import { Counter } from 'k6/metrics'; const done = new Counter('my_done');"
                    + "export default () => { sleep(0.005); done.add(1); };";
    private static final String CONTROLLED =
            "export const options = { scenarios: { browse: { executor: 'externally-controlled', vus: 2, maxVUs: 10, duration: '10m' } } };"
                    + LOOP;
    private static final String TWO = "export const options = { scenarios: {"
            + "  browse: { executor: 'externally-controlled', vus: 1, maxVUs: 5, duration: '10m' },"
            + "  buy: { executor: 'constant-vus', vus: 1, duration: '10m' } } };" + LOOP;
    private static final RunLab LAB = new RunLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void vus_follow_a_patch_up_down_to_zero_and_back() {
        Run run = LAB.create(CONTROLLED);
        for (int wanted : List.of(10, 3, 0, 7)) {
            Patched answer = patch(run, vus(wanted));

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Patched.Applied.class,
                            applied -> assertThat(
                                            scenario(applied.view(), "browse").desired())
                                    .containsEntry("vus", wanted));
            awaitVus(run, "browse", wanted);
        }
        stop(run);

        assertThat(scenario(run, "browse").actual().vusInitialized()).isEqualTo(10);
        var actual = scenario(run, "browse").actual();
        // who is cut off may have counted already
        assertThat(RunLab.count(run, "my_done"))
                .isBetween(
                        (double) actual.iterationsCompleted(),
                        (double) actual.iterationsCompleted() + actual.iterationsInterrupted());
    }

    @Test
    void while_paused_no_iteration_starts_and_the_clock_stands_still() {
        Run run = LAB.create(CONTROLLED);
        awaitVus(run, "browse", 2);

        assertThat(pause(run)).isInstanceOf(Patched.Applied.class);
        assertThat(run.view().state()).isEqualTo(RunState.PAUSED);
        awaitVus(run, "browse", 0);
        RunView before = run.view();
        Awaitility.await().during(Duration.ofMillis(1_200)).atMost(PATIENCE).untilAsserted(() -> {
            assertThat(scenario(run, "browse").actual())
                    .isEqualTo(scenario(before, "browse").actual());
            assertThat(run.view().elapsedMs()).isEqualTo(before.elapsedMs());
        });

        assertThat(resume(run)).isInstanceOf(Patched.Applied.class);
        awaitVus(run, "browse", 2);
        assertThat(run.view().state()).isEqualTo(RunState.RUNNING);
        stop(run);
        assertThat(scenario(run, "browse").actual().iterationsInterrupted()).isLessThanOrEqualTo(2);
    }

    @Test
    void pausing_twice_and_resuming_twice_are_no_errors() {
        Run run = LAB.create(CONTROLLED);
        awaitVus(run, "browse", 2);

        assertThat(pause(run)).isInstanceOf(Patched.Applied.class);
        assertThat(pause(run)).isInstanceOf(Patched.Applied.class);
        assertThat(resume(run)).isInstanceOf(Patched.Applied.class);
        assertThat(run.view().state()).isEqualTo(RunState.RUNNING);
        assertThat(resume(run)).isInstanceOf(Patched.Applied.class);
        awaitVus(run, "browse", 2);
        stop(run);
    }

    @Test
    void a_run_that_starts_paused_is_ready_and_starts_on_resume_with_what_was_patched_meanwhile() {
        Run run = LAB.create(new RunSpec(
                null,
                "test",
                new ScriptIdentity("test", 1, "sha256:0"),
                io.loadbank.script.ScriptFiles.single(
                        "main.js", CONTROLLED + "export function setup() { console.log('setup'); }"),
                Map.of(),
                Map.of(),
                Map.of(),
                true,
                "tester"));
        awaitState(run, RunState.READY);
        patch(run, change(4L, 12L, null));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> scenario(run, "browse").actual().vusInitialized() == 12);
        assertThat(run.view().elapsedMs()).isZero();
        assertThat(run.view().startedAt()).isNull();
        assertThat(RunLab.lines(run)).isEmpty();

        resume(run);
        awaitVus(run, "browse", 4);

        assertThat(RunLab.consoleLines(run)).containsExactly("setup");
        stop(run);
    }

    @Test
    void one_scenario_rests_alone_and_the_other_goes_on() {
        Run run = LAB.create(TWO);
        awaitVus(run, "browse", 1);
        awaitVus(run, "buy", 1);
        Retarget rest = new Retarget(null, null, null, null, null, null, true, null, null, null);

        patch(run, new RunPatch(null, null, Map.of("buy", rest), null));
        awaitVus(run, "buy", 0);

        assertThat(run.view().state()).isEqualTo(RunState.RUNNING);
        assertThat(scenario(run, "buy").state()).isEqualTo("paused");
        assertThat(scenario(run, "browse").state()).isEqualTo("running");
        pause(run);
        resume(run);
        awaitVus(run, "browse", 1);
        assertThat(scenario(run, "buy").state())
                .as("its own pause outlives that of the run")
                .isEqualTo("paused");

        Retarget wake = new Retarget(null, null, null, null, null, null, false, null, null, null);
        patch(run, new RunPatch(null, null, Map.of("buy", wake), null));
        awaitVus(run, "buy", 1);
        stop(run);
    }

    @Test
    void fields_at_the_top_belong_to_the_one_scenario_that_has_them_live() {
        Run run = LAB.create(TWO);
        awaitVus(run, "browse", 1);

        assertThat(patch(run, change(null, 8L, null))).isInstanceOf(Patched.Applied.class);
        assertThat(scenario(run, "browse").desired()).containsEntry("maxVUs", 8);

        assertThat(problems(patch(run, vus(2))))
                .containsExactly(new Problem(
                        "",
                        "several scenarios have these fields live: browse, buy",
                        "name the scenario: {\"scenarios\":{\"<name>\":{…}}}"));
        Retarget rate = new Retarget(null, null, 5L, null, null, null, null, null, null, null);
        assertThat(problems(patch(run, rate)))
                .containsExactly(new Problem(
                        "",
                        "no scenario has these fields live",
                        "name the scenario: {\"scenarios\":{\"<name>\":{…}}}"));
        stop(run);
    }

    @Test
    void a_patch_is_applied_whole_or_not_at_all_and_says_all_that_is_wrong() {
        Run run = LAB.create(TWO);
        awaitVus(run, "browse", 1);
        RunView before = run.view();

        Patched answer = patch(
                run,
                new RunPatch(
                        true,
                        null,
                        Map.of(
                                "browse", change(3L, null, null),
                                "buy", change(-1L, null, Duration.ofSeconds(-1)),
                                "nope", vus(1)),
                        null));

        assertThat(answer).isInstanceOf(Patched.Invalid.class);
        assertThat(((Patched.Invalid) answer).problems())
                .containsExactlyInAnyOrder(
                        new Problem("scenarios.nope", "the run has no scenario 'nope'", "it has browse, buy"),
                        new Problem("scenarios.buy.vus", "vus must not be negative, not -1"),
                        new Problem("scenarios.buy.duration", "duration must not be negative"));
        assertThat(scenario(run, "browse").desired())
                .isEqualTo(scenario(before, "browse").desired());
        assertThat(scenario(run, "buy").desired())
                .isEqualTo(scenario(before, "buy").desired());
        assertThat(run.view().state()).isEqualTo(RunState.RUNNING);
        assertThat(run.view().revision()).isEqualTo(before.revision());
        assertThat(run.history()).hasSize(1);
        stop(run);
    }

    @Test
    void a_field_that_is_not_live_is_a_conflict() {
        Run run = LAB.create("export const options = { vus: 1, duration: '10m' };" + LOOP);
        awaitVus(run, "default", 1);

        assertThat(problems(patch(run, change(null, 5L, null))))
                .containsExactly(new Problem(
                        "scenarios.default.maxVUs",
                        "the executor constant-vus cannot change maxVUs while it runs",
                        "live fields here are vus, duration, paused"));
        stop(run);
    }

    @Test
    void vus_above_max_vus_are_invalid_unless_both_are_given() {
        Run run = LAB.create(CONTROLLED);
        awaitVus(run, "browse", 2);

        assertThat(patch(run, vus(11)))
                .isInstanceOfSatisfying(
                        Patched.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .containsExactly(new Problem(
                                        "scenarios.browse.vus",
                                        "vus 11 is above maxVUs 10",
                                        "raise maxVUs in the same PATCH")));
        assertThat(patch(run, change(11L, 11L, null))).isInstanceOf(Patched.Applied.class);
        awaitVus(run, "browse", 11);
        stop(run);
    }

    @Test
    void a_shorter_duration_ends_the_run() {
        Run run = LAB.create(CONTROLLED);
        awaitVus(run, "browse", 2);

        patch(run, change(null, null, Duration.ofMillis(1)));

        assertThat(awaitEnd(run).exitCode()).isZero();
        assertThat(run.view().state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void every_command_is_in_the_history_with_before_and_after() {
        Run run = LAB.create(CONTROLLED);
        awaitVus(run, "browse", 2);
        patch(run, vus(3));
        pause(run);
        stop(run);

        assertThat(run.history()).extracting(HistoryEntry::command).containsExactly("create", "patch", "patch", "stop");
        assertThat(run.history()).extracting(HistoryEntry::who).containsOnly("tester");
        HistoryEntry scaled = run.history().get(1);
        assertThat(scaled.before().toString()).contains("vus=2");
        assertThat(scaled.after().toString()).contains("vus=3");
        assertThat(run.history().get(2).before()).containsEntry("paused", false);
        assertThat(run.history().get(2).after()).containsEntry("paused", true);
    }

    @Test
    void the_revision_changes_with_commands_and_states_and_not_with_numbers() {
        Run run = LAB.create(CONTROLLED);
        awaitVus(run, "browse", 2);
        long before = run.view().revision();
        long iterations = scenario(run, "browse").actual().iterationsCompleted();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> scenario(run, "browse").actual().iterationsCompleted() > iterations + 5);
        assertThat(run.view().revision()).isEqualTo(before);

        patch(run, vus(1));
        long patched = run.view().revision();
        assertThat(patched).isGreaterThan(before);
        stop(run);

        assertThat(run.view().revision()).isGreaterThan(patched);
    }

    @Test
    void a_scenario_with_a_start_time_waits_and_can_be_patched_before() {
        Run run = LAB.create("export const options = { scenarios: {"
                + " now: { executor: 'constant-vus', vus: 1, duration: '10m' },"
                + " later: { executor: 'constant-vus', vus: 1, duration: '10m', startTime: '2s' } } };" + LOOP);
        awaitVus(run, "now", 1);
        assertThat(scenario(run, "later").state()).isEqualTo("waiting");

        patch(run, new RunPatch(null, null, Map.of("later", vus(3)), null));
        awaitVus(run, "later", 3);

        assertThat(run.view().elapsedMs()).isGreaterThanOrEqualTo(2_000);
        stop(run);
    }

    @Test
    void a_start_time_stands_still_while_the_run_is_paused() {
        Run run = LAB.create("export const options = { scenarios: {"
                + " now: { executor: 'constant-vus', vus: 1, duration: '10m' },"
                + " later: { executor: 'constant-vus', vus: 1, duration: '10m', startTime: '2s' } } };" + LOOP);
        awaitVus(run, "now", 1);
        pause(run);
        Awaitility.await()
                .during(Duration.ofMillis(2_500))
                .atMost(PATIENCE)
                .until(() -> scenario(run, "later").state().equals("waiting"));

        resume(run);
        awaitVus(run, "later", 1);
        stop(run);
    }

    private static void awaitVus(Run run, String scenario, int vus) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            RunView.ScenarioView view = run.view().scenarios().get(scenario);
            return view != null
                    && view.actual().vus() == vus
                    && (vus == 0 || !view.state().equals("waiting"));
        });
    }

    private static List<Problem> problems(Patched answer) {
        assertThat(answer).isInstanceOf(Patched.Conflict.class);
        return ((Patched.Conflict) answer).problems();
    }
}
