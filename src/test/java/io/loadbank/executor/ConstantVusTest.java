package io.loadbank.executor;

import static io.loadbank.executor.ExecutorLab.change;
import static io.loadbank.executor.ExecutorLab.vus;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.executor.ScenarioExecutor.Phase;
import io.loadbank.plan.Workload;
import io.loadbank.vu.Activation;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConstantVusTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(30);

    @Test
    void all_vus_start_at_once_with_the_scenarios_env_and_tags() {
        try (ExecutorLab lab = constantVus(3, SECOND, GRACE).started()) {
            assertThat(lab.users.iterating()).hasSize(3);
            assertThat(lab.executor.tally().active()).isEqualTo(3);
            Activation activation = lab.users.user(1).activations().getFirst();
            assertThat(activation.scenario().name()).isEqualTo("browse");
            assertThat(activation.scenario().executor()).isEqualTo("constant-vus");
            assertThat(activation.exec()).isEqualTo("default");
            assertThat(activation.env()).isEqualTo(Map.of("A", "1"));
            assertThat(activation.tags()).isEqualTo(Map.of("team", "red"));
        }
    }

    @Test
    void without_grace_what_runs_at_the_end_is_interrupted() {
        try (ExecutorLab lab = constantVus(2, SECOND, Duration.ZERO).started()) {
            for (int quarter = 0; quarter < 3; quarter++) {
                lab.timeline.advance(Duration.ofMillis(250));
                lab.endIterations();
            }
            lab.timeline.advance(Duration.ofMillis(250));
            lab.untilEnded();

            assertThat(lab.executor.tally().started()).isEqualTo(8);
            assertThat(lab.executor.tally().completed()).isEqualTo(6);
            assertThat(lab.executor.tally().interrupted()).isEqualTo(2);
            assertThat(lab.ended()).isEqualTo(1);
        }
    }

    @Test
    void with_grace_what_runs_at_the_end_may_finish_and_nothing_new_starts() {
        try (ExecutorLab lab = constantVus(2, SECOND, GRACE).started()) {
            for (int i = 0; i < 3; i++) {
                lab.timeline.advance(Duration.ofMillis(300));
                lab.endIterations();
            }
            lab.timeline.advance(Duration.ofMillis(300));
            assertThat(lab.executor.phase()).isEqualTo(Phase.STOPPING);
            assertThat(lab.ended()).isZero();

            lab.endLastIterations();
            lab.untilEnded();

            assertThat(lab.executor.tally().started()).isEqualTo(8);
            assertThat(lab.executor.tally().completed()).isEqualTo(8);
            assertThat(lab.executor.tally().interrupted()).isZero();
        }
    }

    @Test
    void what_outlives_the_grace_is_interrupted() {
        try (ExecutorLab lab = constantVus(2, SECOND, Duration.ofSeconds(3)).started()) {
            lab.timeline.advance(Duration.ofMillis(3_999));
            assertThat(lab.users.iterating()).hasSize(2);

            lab.timeline.advance(Duration.ofMillis(1));
            lab.untilEnded();

            assertThat(lab.executor.tally().interrupted()).isEqualTo(2);
        }
    }

    @Test
    void it_never_drops() {
        try (ExecutorLab lab = constantVus(1, SECOND, Duration.ZERO).started()) {
            lab.timeline.advance(SECOND);
            lab.untilEnded();

            assertThat(lab.executor.tally().dropped()).isZero();
            assertThat(lab.droppedSeries()).isEmpty();
        }
    }

    @Test
    void progress_is_elapsed_time_over_duration_capped_at_one() {
        try (ExecutorLab lab = constantVus(1, SECOND, GRACE)) {
            assertThat(lab.executor.progress()).isZero();
            lab.started();
            lab.timeline.advance(Duration.ofMillis(250));
            assertThat(lab.executor.progress()).isEqualTo(0.25);

            lab.timeline.advance(SECOND);

            assertThat(lab.executor.progress()).isEqualTo(1);
        }
    }

    @Test
    void an_abort_interrupts_at_once_without_grace() {
        try (ExecutorLab lab = constantVus(2, SECOND, GRACE).started()) {
            lab.executor.abort();
            lab.untilEnded();

            assertThat(lab.executor.tally().interrupted()).isEqualTo(2);
            assertThat(lab.ended()).isEqualTo(1);
        }
    }

    @Test
    void an_abort_before_the_start_ends_it_silently() {
        try (ExecutorLab lab = constantVus(2, SECOND, GRACE)) {
            lab.executor.abort();

            assertThat(lab.executor.phase()).isEqualTo(Phase.ENDED);
            assertThat(lab.ended()).isEqualTo(1);
            assertThat(lab.users.begun()).isZero();
        }
    }

    @Test
    void aborting_twice_ends_once() {
        try (ExecutorLab lab = constantVus(1, SECOND, GRACE).started()) {
            lab.executor.abort();
            lab.executor.abort();
            lab.untilEnded();
            lab.executor.abort();

            assertThat(lab.ended()).isEqualTo(1);
        }
    }

    // pausing

    @Test
    void while_paused_no_iteration_starts_and_running_ones_come_to_their_end() {
        try (ExecutorLab lab = constantVus(2, SECOND, GRACE).started()) {
            lab.executor.pause();
            assertThat(lab.executor.phase()).isEqualTo(Phase.PAUSED);
            assertThat(lab.users.iterating()).hasSize(2);

            lab.endLastIterations();
            lab.timeline.advance(Duration.ofHours(1));

            assertThat(lab.executor.tally().completed()).isEqualTo(2);
            assertThat(lab.executor.tally().started()).isEqualTo(2);
            assertThat(lab.executor.tally().active()).isZero();
            assertThat(lab.executor.desired()).containsEntry("paused", true).containsEntry("vus", 2);
        }
    }

    @Test
    void the_duration_stands_still_while_paused() {
        try (ExecutorLab lab = constantVus(1, SECOND, Duration.ZERO).started()) {
            lab.timeline.advance(Duration.ofMillis(400));
            lab.executor.pause();
            lab.timeline.advance(Duration.ofHours(1));
            assertThat(lab.executor.progress()).isEqualTo(0.4);

            lab.executor.resume();
            lab.timeline.advance(Duration.ofMillis(599));
            assertThat(lab.executor.phase()).isEqualTo(Phase.RUNNING);
            lab.timeline.advance(Duration.ofMillis(1));
            lab.untilEnded();

            assertThat(lab.ended()).isEqualTo(1);
        }
    }

    @Test
    void a_resume_goes_on_with_as_many_vus() {
        try (ExecutorLab lab = constantVus(3, SECOND, GRACE).started()) {
            lab.executor.pause();
            lab.endLastIterations();

            lab.executor.resume();
            lab.untilIterating(3);

            assertThat(lab.executor.phase()).isEqualTo(Phase.RUNNING);
            assertThat(lab.executor.tally().started()).isEqualTo(6);
        }
    }

    @Test
    void a_resume_before_the_iterations_ended_keeps_their_vus() {
        try (ExecutorLab lab = constantVus(2, SECOND, GRACE).started()) {
            lab.executor.pause();
            lab.executor.resume();

            lab.endIterations();

            assertThat(lab.users.user(1).activations()).hasSize(1);
            assertThat(lab.users.user(2).activations()).hasSize(1);
            assertThat(lab.executor.tally().interrupted()).isZero();
        }
    }

    @Test
    void pauses_of_the_run_and_of_the_scenario_add_up() {
        try (ExecutorLab lab = constantVus(1, SECOND, GRACE).started()) {
            lab.executor.pause();
            lab.executor.pause();
            lab.endLastIterations();

            lab.executor.resume();
            assertThat(lab.executor.phase()).isEqualTo(Phase.PAUSED);
            lab.executor.resume();
            lab.untilIterating(1);

            assertThat(lab.executor.phase()).isEqualTo(Phase.RUNNING);
        }
    }

    @Test
    void paused_before_its_start_it_starts_when_resumed() {
        try (ExecutorLab lab = constantVus(2, SECOND, GRACE)) {
            lab.executor.pause();
            lab.started();
            lab.timeline.advance(Duration.ofMinutes(1));
            assertThat(lab.executor.phase()).isEqualTo(Phase.PAUSED);
            assertThat(lab.users.begun()).isZero();

            lab.executor.resume();
            lab.untilIterating(2);

            assertThat(lab.executor.progress()).isZero();
        }
    }

    @Test
    void an_abort_ends_a_paused_scenario() {
        try (ExecutorLab lab = constantVus(2, SECOND, GRACE).started()) {
            lab.executor.pause();
            lab.endLastIterations();

            lab.executor.abort();

            assertThat(lab.executor.phase()).isEqualTo(Phase.ENDED);
        }
    }

    // steering

    @Test
    void more_vus_are_made_as_needed_and_join() {
        try (ExecutorLab lab = constantVus(1, SECOND, GRACE).started()) {
            lab.executor.retarget(vus(4));
            lab.untilIterating(4);

            assertThat(lab.pool.initialized()).isEqualTo(4);
            assertThat(lab.executor.desired()).containsEntry("vus", 4);
            assertThat(lab.retargets).singleElement().isEqualTo(lab.executor.desired());
        }
    }

    @Test
    void fewer_vus_means_that_the_surplus_ends_its_iterations() {
        try (ExecutorLab lab = constantVus(3, SECOND, GRACE).started()) {
            lab.executor.retarget(vus(1));
            assertThat(lab.users.iterating()).hasSize(3);

            lab.users.iterating().forEach(user -> user.end(1));
            lab.timeline.until(() -> lab.executor.tally().completed() == 3);
            lab.untilIterating(1);

            assertThat(lab.executor.tally().interrupted()).isZero();
            assertThat(lab.pool.initialized()).isEqualTo(3);
        }
    }

    @Test
    void a_surplus_that_outlives_the_grace_is_interrupted() {
        try (ExecutorLab lab = constantVus(3, Duration.ofHours(1), GRACE).started()) {
            lab.executor.retarget(vus(1));
            lab.timeline.advance(GRACE.minusMillis(1));
            assertThat(lab.users.iterating()).hasSize(3);

            lab.timeline.advance(Duration.ofMillis(1));
            lab.untilIterating(1);

            assertThat(lab.executor.tally().interrupted()).isEqualTo(2);
        }
    }

    @Test
    void each_scaling_down_has_its_own_grace() {
        try (ExecutorLab lab = constantVus(2, Duration.ofHours(1), GRACE).started()) {
            lab.executor.retarget(vus(1));
            lab.timeline.advance(Duration.ofSeconds(10));
            lab.executor.retarget(vus(2));
            lab.timeline.advance(Duration.ofSeconds(19));
            lab.executor.retarget(vus(1));

            lab.timeline.advance(Duration.ofSeconds(29));
            assertThat(lab.users.iterating()).hasSize(2);
            lab.timeline.advance(Duration.ofSeconds(1));
            lab.untilIterating(1);

            assertThat(lab.executor.tally().interrupted()).isEqualTo(1);
        }
    }

    @Test
    void the_grace_of_a_surplus_runs_on_while_the_scenario_is_paused() {
        try (ExecutorLab lab = constantVus(2, Duration.ofHours(1), GRACE).started()) {
            lab.executor.retarget(vus(1));
            lab.executor.pause();

            lab.timeline.advance(GRACE);
            lab.untilIterating(1);

            assertThat(lab.executor.tally().interrupted()).isEqualTo(1);
        }
    }

    @Test
    void the_grace_of_a_surplus_that_arose_while_paused_starts_with_the_resume() {
        try (ExecutorLab lab = constantVus(2, Duration.ofHours(1), GRACE).started()) {
            lab.executor.pause();
            lab.executor.retarget(vus(1));
            lab.timeline.advance(Duration.ofMinutes(1));
            assertThat(lab.users.iterating()).hasSize(2);

            lab.executor.resume();
            lab.timeline.advance(GRACE);
            lab.untilIterating(1);

            assertThat(lab.executor.tally().interrupted()).isEqualTo(1);
        }
    }

    @Test
    void to_zero_and_back_again() {
        try (ExecutorLab lab = constantVus(2, Duration.ofHours(1), GRACE).started()) {
            lab.executor.retarget(vus(0));
            lab.endLastIterations();
            assertThat(lab.executor.phase()).isEqualTo(Phase.RUNNING);

            lab.executor.retarget(vus(2));
            lab.untilIterating(2);

            assertThat(lab.ended()).isZero();
        }
    }

    @Test
    void the_same_target_again_is_a_change_without_effect() {
        try (ExecutorLab lab = constantVus(2, SECOND, GRACE).started()) {
            lab.executor.retarget(vus(2));

            assertThat(lab.executor.tally().started()).isEqualTo(2);
            assertThat(lab.retargets).hasSize(1);
        }
    }

    @Test
    void targets_set_before_the_start_hold_from_the_start() {
        try (ExecutorLab lab = constantVus(1, SECOND, GRACE)) {
            lab.executor.retarget(change(3L, null, Duration.ofSeconds(9)));
            lab.timeline.until(() -> lab.pool.initialized() == 2);
            lab.withVus(1);
            lab.executor.start();

            lab.untilIterating(3);

            assertThat(lab.executor.desired()).containsEntry("duration", "9s");
        }
    }

    @Test
    void targets_set_while_paused_hold_from_the_resume() {
        try (ExecutorLab lab = constantVus(2, SECOND, GRACE).started()) {
            lab.executor.pause();
            lab.endLastIterations();

            lab.executor.retarget(vus(1));
            lab.timeline.advance(Duration.ofMinutes(1));
            assertThat(lab.executor.tally().started()).isEqualTo(2);
            lab.executor.resume();
            lab.untilIterating(1);

            assertThat(lab.executor.tally().started()).isEqualTo(3);
        }
    }

    @Test
    void a_longer_duration_moves_the_end() {
        try (ExecutorLab lab = constantVus(1, SECOND, Duration.ZERO).started()) {
            lab.timeline.advance(Duration.ofMillis(900));
            lab.executor.retarget(change(null, null, Duration.ofSeconds(3)));

            lab.timeline.advance(Duration.ofMillis(2_099));
            assertThat(lab.executor.phase()).isEqualTo(Phase.RUNNING);
            lab.timeline.advance(Duration.ofMillis(1));
            lab.untilEnded();

            assertThat(lab.executor.desired()).containsEntry("duration", "3s");
        }
    }

    @Test
    void a_duration_that_is_over_already_ends_it_now() {
        try (ExecutorLab lab =
                constantVus(1, Duration.ofSeconds(10), Duration.ZERO).started()) {
            lab.timeline.advance(Duration.ofSeconds(5));

            lab.executor.retarget(change(null, null, Duration.ofSeconds(2)));
            lab.timeline.advance(Duration.ZERO);
            lab.untilEnded();

            assertThat(lab.executor.progress()).isEqualTo(1);
        }
    }

    @Test
    void a_duration_set_while_paused_counts_without_the_pause() {
        try (ExecutorLab lab =
                constantVus(1, Duration.ofSeconds(10), Duration.ZERO).started()) {
            lab.timeline.advance(SECOND);
            lab.executor.pause();
            lab.timeline.advance(Duration.ofMinutes(1));
            lab.executor.retarget(change(null, null, Duration.ofSeconds(3)));
            assertThat(lab.executor.phase()).isEqualTo(Phase.PAUSED);

            lab.executor.resume();
            lab.timeline.advance(Duration.ofSeconds(2));
            lab.untilEnded();

            assertThat(lab.ended()).isEqualTo(1);
        }
    }

    @Test
    void a_defect_of_a_vu_is_told_to_the_run() {
        try (ExecutorLab lab = constantVus(1, SECOND, GRACE).withVus(1)) {
            lab.users.user(1).breakDown();
            lab.executor.start();

            lab.timeline.until(() -> !lab.defects.isEmpty());
        }
    }

    @Test
    void its_live_fields_are_vus_duration_and_paused() {
        try (ExecutorLab lab = constantVus(2, SECOND, GRACE)) {
            assertThat(lab.executor.live()).containsExactly("vus", "duration", "paused");
            assertThat(lab.executor.desired()).isEqualTo(Map.of("vus", 2, "paused", false, "duration", "1s"));
        }
    }

    private static ExecutorLab constantVus(int vus, Duration duration, Duration grace) {
        return new ExecutorLab(new Workload.ConstantVus(vus, duration), grace);
    }
}
