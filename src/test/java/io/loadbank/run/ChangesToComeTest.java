package io.loadbank.run;

import static io.loadbank.run.RunLab.PATIENCE;
import static io.loadbank.run.RunLab.awaitEnd;
import static io.loadbank.run.RunLab.patch;
import static io.loadbank.run.RunLab.scenario;
import static io.loadbank.run.RunLab.stop;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.plan.Problem;
import io.loadbank.plan.Retarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Changes that are asked for now and made later. */
class ChangesToComeTest {

    private static final String SCRIPT = """
            import { sleep } from 'k6';
            export const options = { scenarios: {
              browse: { executor: 'externally-controlled', vus: 1, maxVUs: 5, duration: '10m' },
              buy: { executor: 'constant-vus', vus: 1, duration: '10m' } } };
            export default () => sleep(0.005);
            """;
    private static final RunLab LAB = new RunLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void a_change_is_shown_until_its_time_and_made_then() {
        Run run = LAB.create(SCRIPT);
        Instant at = Instant.now().plusMillis(700);

        Patched answer = patch(run, of("browse", vus(4L, at, null)));

        assertThat(answer).isInstanceOfSatisfying(Patched.Applied.class, applied -> {
            RunView.ScenarioView browse = scenario(applied.view(), "browse");
            assertThat(browse.desired()).containsEntry("vus", 1);
            assertThat(browse.scheduled()).containsExactly(Map.of("at", at.toString(), "vus", 4L));
        });
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> scenario(run, "browse").actual().vus() == 4);
        assertThat(Instant.now()).isAfterOrEqualTo(at);
        assertThat(scenario(run, "browse").scheduled()).isEmpty();
        assertThat(scenario(run, "browse").desired()).containsEntry("vus", 4);
        assertThat(run.history()).extracting(HistoryEntry::command).endsWith("patch", "scheduled");
        stop(run);
    }

    @Test
    void in_counts_from_now_and_may_pause_one_scenario() {
        Run run = LAB.create(SCRIPT);

        patch(
                run,
                of("buy", new Retarget(null, null, null, null, null, null, true, null, null, Duration.ofMillis(300))));

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> scenario(run, "buy").state().equals("paused"));
        assertThat(scenario(run, "browse").state()).isEqualTo("running");
        stop(run);
    }

    @Test
    void what_cannot_be_made_when_its_time_has_come_is_said() {
        Run run = LAB.create(SCRIPT);
        patch(run, of("browse", vus(5L, null, Duration.ofMillis(300))));
        patch(run, of("browse", new Retarget(null, 2L, null, null, null, null, null, null, null, null)));

        Awaitility.await().atMost(PATIENCE).until(() -> !run.view().problems().isEmpty());

        assertThat(run.view().problems())
                .containsExactly(new Problem(
                        "scenarios.browse.vus",
                        "a change could not be made when its time came: vus 5 is above maxVUs 2"));
        assertThat(scenario(run, "browse").desired()).containsEntry("vus", 1);
        stop(run);
    }

    @Test
    void a_run_may_end_before() {
        Run run = LAB.create(SCRIPT);
        patch(run, of("browse", vus(5L, null, Duration.ofHours(1))));

        stop(run);

        assertThat(awaitEnd(run).problems()).isEmpty();
    }

    @Test
    void wrong_times_are_refused_and_nothing_is_changed() {
        Run run = LAB.create(SCRIPT);
        Instant past = Instant.now().minusSeconds(5);

        assertThat(refused(run, of("browse", vus(2L, past, null)))).allSatisfy(problem -> {
            assertThat(problem.path()).isEqualTo("scenarios.browse.at");
            assertThat(problem.message()).startsWith(past + " has passed; it is ");
        });
        assertThat(refused(run, of("browse", vus(2L, Instant.now().plusSeconds(60), Duration.ofSeconds(1)))))
                .containsExactly(
                        new Problem("scenarios.browse.in", "at and in both say when", "leave one of them out"));
        assertThat(refused(run, of("browse", vus(2L, null, Duration.ofSeconds(-1)))))
                .containsExactly(new Problem("scenarios.browse.in", "in must not be negative", null));
        assertThat(refused(run, of("browse", vus(2L, Instant.MAX, null))))
                .containsExactly(new Problem("scenarios.browse.at", "is more than 366 days from now", null));
        assertThat(refused(run, of("browse", vus(2L, null, Duration.ofNanos(Long.MAX_VALUE)))))
                .containsExactly(new Problem("scenarios.browse.in", "is more than 366 days from now", null));
        assertThat(refused(run, of("browse", vus(null, null, Duration.ofSeconds(1)))))
                .containsExactly(new Problem(
                        "scenarios.browse.in",
                        "there is nothing to change then",
                        "at and in are for fields of scenarios; those of the run itself change at once"));
        assertThat(scenario(run, "browse").desired()).containsEntry("vus", 1);
        assertThat(scenario(run, "browse").scheduled()).isEmpty();
        stop(run);
    }

    private static List<Problem> refused(Run run, RunPatch change) {
        return ((Patched.Invalid) patch(run, change)).problems();
    }

    private static RunPatch of(String scenario, Retarget change) {
        return new RunPatch(null, null, Map.of(scenario, change), null);
    }

    private static Retarget vus(@Nullable Long vus, @Nullable Instant at, @Nullable Duration in) {
        return new Retarget(vus, null, null, null, null, null, null, null, at, in);
    }
}
