package io.loadbank.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.executor.ScenarioExecutor.Phase;
import io.loadbank.executor.ScenarioExecutor.Verdict;
import io.loadbank.plan.Retarget;
import io.loadbank.plan.Stage;
import io.loadbank.plan.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RampingVusTest {

    @Test
    void vus_start_at_the_end_of_each_step_and_go_from_the_top() {
        try (ScenarioLab lab = ramping(0, List.of(stage(1_000, 4), stage(1_000, 2), stage(500, 2)), 0, 0)) {
            for (int[] step : new int[][] {{250, 1}, {250, 2}, {250, 3}, {250, 4}, {500, 3}, {500, 2}}) {
                advance(lab, step[0] - 1);
                int before = lab.users.iterating().size();
                lab.untilIterating(before);
                advance(lab, 1);
                lab.untilIterating(step[1]);
            }
            advance(lab, 500);
            lab.untilEnded();

            assertThat(lab.scenario.tally().started()).isEqualTo(4);
            assertThat(lab.scenario.tally().completed()).isZero();
            assertThat(lab.scenario.tally().interrupted()).isEqualTo(4);
        }
    }

    @Test
    void a_ramp_that_touches_zero_goes_on() {
        try (ScenarioLab lab = ramping(0, List.of(stage(1_000, 3), stage(600, 0), stage(600, 2)), 0, 0)) {
            int now = 0;
            for (int[] step :
                    new int[][] {{334, 1}, {667, 2}, {1_000, 3}, {1_200, 2}, {1_400, 1}, {1_600, 0}, {1_900, 1}}) {
                advance(lab, step[0] - now);
                now = step[0];
                lab.untilIterating(step[1]);
            }
            advance(lab, 300);
            lab.untilEnded();

            // the slot that is due at the very end may start nothing
            assertThat(lab.scenario.tally().started()).isBetween(4L, 5L);
            assertThat(lab.scenario.tally().completed()).isZero();
        }
    }

    @Test
    void start_vus_iterate_at_once() {
        try (ScenarioLab lab = ramping(3, List.of(stage(1_000, 3)), 0, 0)) {
            lab.untilIterating(3);

            assertThat(lab.scenario.desired()).containsEntry("vus", 3);
        }
    }

    @Test
    void a_slot_that_is_removed_has_the_ramp_down_grace() {
        try (ScenarioLab lab = ramping(2, List.of(stage(1_000, 2), stage(0, 1), stage(1_000, 1)), 300, 1_000)) {
            lab.untilIterating(2);
            advance(lab, 700);
            lab.endIterations();
            advance(lab, 300);
            assertThat(lab.users.iterating()).hasSize(2);

            advance(lab, 299);
            lab.timeline.runPosted();
            assertThat(lab.users.iterating()).hasSize(2);
            advance(lab, 1);
            lab.untilIterating(1);
            advance(lab, 100);
            lab.endIterations();
            advance(lab, 600);
            assertThat(lab.scenario.phase()).isEqualTo(Phase.STOPPING);
            advance(lab, 100);
            lab.endLastIterations();
            lab.untilEnded();

            assertThat(lab.scenario.tally().started()).isEqualTo(5);
            assertThat(lab.scenario.tally().completed()).isEqualTo(4);
            assertThat(lab.scenario.tally().interrupted()).isEqualTo(1);
        }
    }

    @Test
    void a_slot_that_comes_back_in_time_goes_on_with_the_same_vu() {
        try (ScenarioLab lab =
                ramping(2, List.of(stage(200, 2), stage(0, 1), stage(300, 1), stage(0, 2), stage(500, 2)), 30_000, 0)) {
            lab.untilIterating(2);
            advance(lab, 600);
            lab.endIterations();

            assertThat(lab.users.all())
                    .allSatisfy(user -> assertThat(user.activations()).hasSize(1));
            assertThat(lab.scenario.tally().started()).isEqualTo(4);
            assertThat(lab.scenario.tally().interrupted()).isZero();
        }
    }

    @Test
    void trailing_zero_stages_are_not_waited_for() {
        try (ScenarioLab lab = ramping(1, List.of(stage(500, 1), stage(500, 0), stage(2_500, 0)), 0, 0)) {
            lab.untilIterating(1);
            advance(lab, 1_000);

            lab.untilEnded();
        }
    }

    @Test
    void an_abort_interrupts_at_once() {
        try (ScenarioLab lab = ramping(3, List.of(stage(1_000, 3)), 30_000, 30_000)) {
            lab.untilIterating(3);

            lab.scenario.abort();
            lab.untilEnded();

            assertThat(lab.scenario.tally().interrupted()).isEqualTo(3);
            assertThat(lab.ended()).isEqualTo(1);
        }
    }

    @Test
    void while_paused_nothing_starts_and_the_plan_stands_still() {
        try (ScenarioLab lab = ramping(1, List.of(stage(1_000, 3)), 0, 0)) {
            lab.untilIterating(1);
            advance(lab, 400);
            lab.scenario.pause();
            lab.endLastIterations();
            lab.timeline.advance(Duration.ofHours(1));
            assertThat(lab.scenario.tally().started()).isEqualTo(1);
            assertThat(lab.scenario.progress()).isEqualTo(0.4);

            lab.scenario.resume();
            lab.untilIterating(1);
            advance(lab, 99);
            lab.untilIterating(1);
            advance(lab, 1);
            lab.untilIterating(2);
        }
    }

    @Test
    void new_stages_start_from_where_the_scenario_is_and_make_the_vus_they_need() {
        try (ScenarioLab lab = ramping(2, List.of(stage(10_000, 2)), 0, 0)) {
            lab.untilIterating(2);
            advance(lab, 500);
            Retarget change = stages(List.of(stage(1_000, 4), stage(1_000, 4)));
            assertThat(lab.scenario.check(change)).isInstanceOf(Verdict.Fine.class);

            lab.scenario.retarget(change);
            lab.timeline.until(() -> lab.pool.initialized() == 4);
            advance(lab, 500);
            lab.untilIterating(3);
            advance(lab, 500);
            lab.untilIterating(4);
            advance(lab, 1_000);
            lab.untilEnded();

            assertThat(lab.retargets).hasSize(1);
        }
    }

    @Test
    void stages_that_switch_vus_beyond_all_measure_are_refused() {
        try (ScenarioLab lab = ramping(1, List.of(stage(1_000, 1)), 0, 0)) {
            List<Stage> saw = new ArrayList<>();
            for (int i = 0; i < 21_000; i++) {
                saw.add(stage(1, i % 2 == 0 ? 50 : 0));
            }
            assertThat(lab.scenario.check(new Retarget(null, null, null, null, saw, null, null, null, null, null)))
                    .isInstanceOfSatisfying(
                            Verdict.Invalid.class,
                            invalid -> assertThat(invalid.problems())
                                    .singleElement()
                                    .satisfies(problem -> assertThat(problem.message())
                                            .isEqualTo("the stages start and stop VUs more than 1000000 times")));
        }
    }

    @Test
    void stages_and_paused_are_live() {
        try (ScenarioLab lab = ramping(1, List.of(stage(1_000, 1)), 0, 0)) {
            assertThat(lab.scenario.live()).containsExactly("stages", "paused");
            assertThat(lab.scenario.check(ExecutorLab.vus(3))).isInstanceOf(Verdict.NotLive.class);
        }
    }

    private static void advance(ScenarioLab lab, long millis) {
        lab.timeline.advance(Duration.ofMillis(millis));
    }

    private static Stage stage(long millis, long target) {
        return new Stage(Duration.ofMillis(millis), target);
    }

    private static Retarget stages(@Nullable List<Stage> stages) {
        return new Retarget(null, null, null, null, stages, null, null, null, null, null);
    }

    private static ScenarioLab ramping(int startVus, List<Stage> stages, long rampDownMillis, long graceMillis) {
        ScenarioLab lab = new ScenarioLab(
                new Workload.RampingVus(startVus, stages, Duration.ofMillis(rampDownMillis)),
                Duration.ofMillis(graceMillis),
                0);
        long most = stages.stream().mapToLong(Stage::target).max().orElse(0);
        lab.makeVus((int) Math.max(startVus, most));
        lab.scenario.start();
        return lab;
    }
}
