package io.loadbank.executor;

import static io.loadbank.executor.ExecutorLab.change;
import static io.loadbank.executor.ExecutorLab.vus;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.executor.ScenarioExecutor.Phase;
import io.loadbank.plan.Workload;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExternallyControlledTest {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    @Test
    void max_vus_are_ready_and_vus_of_them_iterate() {
        try (ExecutorLab lab = controlled(2, 5, TEN_SECONDS).started()) {
            assertThat(lab.pool.initialized()).isEqualTo(5);
            assertThat(lab.pool.active()).isEqualTo(2);
        }
    }

    @Test
    void at_its_end_everything_is_interrupted_without_grace() {
        try (ExecutorLab lab = controlled(3, 3, TEN_SECONDS).started()) {
            lab.timeline.advance(TEN_SECONDS);
            lab.untilEnded();

            assertThat(lab.executor.tally().interrupted()).isEqualTo(3);
            assertThat(lab.executor.tally().dropped()).isZero();
        }
    }

    @Test
    void a_zero_duration_never_ends_and_shows_full_progress() {
        try (ExecutorLab lab = controlled(1, 1, Duration.ZERO).started()) {
            lab.timeline.advance(Duration.ofDays(30));

            assertThat(lab.executor.phase()).isEqualTo(Phase.RUNNING);
            assertThat(lab.executor.progress()).isEqualTo(1);
            assertThat(lab.executor.desired()).containsEntry("duration", "0s");
        }
    }

    @Test
    void the_time_that_setup_took_is_deducted_from_the_duration() {
        long setup = Duration.ofMillis(1_200).toNanos();
        try (ExecutorLab lab = new ExecutorLab(
                        new Workload.ExternallyControlled(1, 1, Duration.ofSeconds(2)), Duration.ZERO, setup)
                .started()) {
            assertThat(lab.executor.progress()).isEqualTo(0.6);

            lab.timeline.advance(Duration.ofMillis(799));
            assertThat(lab.executor.phase()).isEqualTo(Phase.RUNNING);
            lab.timeline.advance(Duration.ofMillis(1));

            lab.untilEnded();
        }
    }

    @Test
    void scaling_up_starts_slots_within_max_vus() {
        try (ExecutorLab lab = controlled(1, 4, TEN_SECONDS).started()) {
            lab.executor.retarget(vus(4));

            lab.untilIterating(4);

            assertThat(lab.pool.initialized()).isEqualTo(4);
        }
    }

    @Test
    void scaling_down_interrupts_the_surplus_iterations() {
        try (ExecutorLab lab = controlled(3, 3, TEN_SECONDS).started()) {
            lab.executor.retarget(vus(1));
            lab.untilIterating(1);

            assertThat(lab.executor.tally().interrupted()).isEqualTo(2);
            assertThat(lab.executor.tally().completed()).isZero();
        }
    }

    @Test
    void scaling_down_and_at_once_up_again_restarts_what_was_cut() {
        try (ExecutorLab lab = controlled(2, 2, TEN_SECONDS).started()) {
            lab.executor.retarget(vus(0));
            lab.executor.retarget(vus(2));

            lab.timeline.until(() -> lab.executor.tally().started() == 4);
            lab.untilIterating(2);

            assertThat(lab.executor.tally().interrupted()).isEqualTo(2);
        }
    }

    @Test
    void raising_max_vus_makes_vus_and_vus_may_follow_in_the_same_change() {
        try (ExecutorLab lab = controlled(2, 2, TEN_SECONDS).started()) {
            lab.executor.retarget(change(5L, 6L, null));
            lab.untilIterating(5);
            lab.timeline.until(() -> lab.pool.initialized() == 6);

            assertThat(lab.executor.desired()).containsEntry("vus", 5).containsEntry("maxVUs", 6);
        }
    }

    @Test
    void lowering_max_vus_discards_the_surplus() {
        try (ExecutorLab lab = controlled(1, 5, TEN_SECONDS).started()) {
            lab.executor.retarget(change(null, 2L, null));

            assertThat(lab.pool.initialized()).isEqualTo(2);
            lab.timeline.until(
                    () -> lab.users.all().stream().filter(ScriptedUser::closed).count() == 3);
        }
    }

    @Test
    void lowering_max_vus_below_the_iterating_ones_needs_fewer_vus_and_discards_them_when_they_are_out() {
        try (ExecutorLab lab = controlled(4, 4, TEN_SECONDS).started()) {
            lab.executor.retarget(change(1L, 1L, null));
            lab.untilIterating(1);

            assertThat(lab.pool.initialized()).isEqualTo(1);
            assertThat(lab.executor.tally().interrupted()).isEqualTo(3);
        }
    }

    @Test
    void pausing_lets_iterations_end_and_a_resume_starts_vus_again() {
        try (ExecutorLab lab = controlled(2, 4, Duration.ofSeconds(5)).started()) {
            lab.timeline.advance(Duration.ofMillis(1_500));
            lab.executor.pause();
            lab.endLastIterations();
            assertThat(lab.executor.tally().completed()).isEqualTo(2);
            lab.timeline.advance(Duration.ofMinutes(1));
            assertThat(lab.executor.progress()).isEqualTo(0.3);

            lab.executor.retarget(vus(3));
            lab.executor.retarget(vus(4));
            lab.executor.retarget(vus(3));
            assertThat(lab.users.iterating()).isEmpty();
            lab.executor.resume();
            lab.untilIterating(3);
            lab.executor.retarget(vus(1));
            lab.untilIterating(1);

            assertThat(lab.executor.tally().interrupted()).isEqualTo(2);
            assertThat(lab.executor.tally().completed()).isEqualTo(2);
        }
    }

    @Test
    void a_duration_of_zero_takes_the_end_away() {
        try (ExecutorLab lab = controlled(1, 1, TEN_SECONDS).started()) {
            lab.executor.retarget(change(null, null, Duration.ZERO));
            lab.timeline.advance(Duration.ofDays(1));

            assertThat(lab.executor.phase()).isEqualTo(Phase.RUNNING);
        }
    }

    @Test
    void a_duration_gives_an_endless_scenario_an_end() {
        try (ExecutorLab lab = controlled(1, 1, Duration.ZERO).started()) {
            lab.timeline.advance(Duration.ofSeconds(5));
            lab.executor.retarget(change(null, null, Duration.ofSeconds(6)));
            lab.timeline.advance(Duration.ofSeconds(1));

            lab.untilEnded();
        }
    }

    @Test
    void it_starts_with_no_vus_at_all_if_asked_to() {
        try (ExecutorLab lab = controlled(0, 2, TEN_SECONDS).started()) {
            assertThat(lab.executor.phase()).isEqualTo(Phase.RUNNING);
            assertThat(lab.users.begun()).isZero();

            lab.timeline.advance(TEN_SECONDS);

            assertThat(lab.executor.phase()).isEqualTo(Phase.ENDED);
        }
    }

    @Test
    void its_live_fields_are_vus_max_vus_duration_and_paused() {
        try (ExecutorLab lab = controlled(1, 3, TEN_SECONDS)) {
            assertThat(lab.executor.live()).containsExactly("vus", "maxVUs", "duration", "paused");
            assertThat(lab.executor.desired())
                    .isEqualTo(Map.of("vus", 1, "maxVUs", 3, "paused", false, "duration", "10s"));
        }
    }

    private static ExecutorLab controlled(int vus, int maxVus, Duration duration) {
        return new ExecutorLab(new Workload.ExternallyControlled(vus, maxVus, duration), Duration.ZERO);
    }
}
