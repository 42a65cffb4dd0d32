package io.loadbank.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.plan.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The worked examples of allocation at a constant arrival rate, tick by tick. */
class ArrivalVectorsTest {

    private static final int TICK = 100;

    /** The vector C10. */
    @Test
    void vus_are_added_one_by_one_and_come_back_after_their_second() {
        try (ScenarioLab lab = lab(1_950, 2, 4, 30)) {
            List<Integer> starts = play(lab, 2, 4, 1_900, 1_000);

            assertThat(starts).containsExactly(0, 100, 300, 500, 1_100, 1_200, 1_400, 1_600);
            assertThat(lab.scenario.tally().dropped()).isEqualTo(12);
            assertThat(lab.pool.initialized()).isEqualTo(4);
            assertThat(lab.warnings).hasSize(1);
        }
    }

    /** The vector C11. */
    @Test
    void without_more_vus_the_rest_is_dropped_and_what_runs_is_cut_at_the_end() {
        try (ScenarioLab lab = lab(1_000, 5, 5, 0)) {
            List<Integer> starts = play(lab, 5, 5, 900, Integer.MAX_VALUE);
            lab.timeline.advance(Duration.ofMillis(100));
            lab.untilEnded();

            assertThat(starts).containsExactly(0, 100, 200, 300, 400);
            assertThat(lab.scenario.tally().dropped()).isBetween(5L, 6L);
            assertThat(lab.scenario.tally().completed()).isZero();
            assertThat(lab.scenario.tally().interrupted()).isEqualTo(5);
        }
    }

    /** The vector C12. */
    @Test
    void without_a_vu_at_the_start_the_first_is_made_at_the_first_drop() {
        try (ScenarioLab lab = lab(1_000, 0, 2, 30)) {
            List<Integer> starts = play(lab, 0, 2, 1_000, 1);

            assertThat(starts).containsExactly(100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000);
            assertThat(lab.pool.initialized()).isEqualTo(1);
            assertThat(lab.warnings).isEmpty();
        }
    }

    /** The vector C13. */
    @Test
    void short_iterations_go_round_the_vus() {
        try (ScenarioLab lab = lab(1_000, 3, 3, 30)) {
            play(lab, 3, 3, 800, 1);

            assertThat(lab.users.all())
                    .allSatisfy(user -> assertThat(user.begun()).isEqualTo(3));
        }
    }

    @Test
    void a_vu_that_cannot_be_made_is_told_and_its_place_is_lost() {
        try (ScenarioLab lab = lab(10_000, 1, 2, 30)) {
            lab.users.failFor(id -> id > 1);
            play(lab, 1, 2, 500, Integer.MAX_VALUE);
            lab.timeline.until(() -> lab.warnings.size() == 2);

            assertThat(lab.failures).as("nothing that ends the run").isEmpty();
            assertThat(lab.warnings)
                    .containsExactlyInAnyOrder(
                            "a VU that the load asked for could not be made: the init of VU 2 failed",
                            "Insufficient VUs: iterations are dropped because all 2 VUs (maxVUs) are busy");
            assertThat(lab.users.asked()).isEqualTo(2);
            assertThat(lab.scenario.tally().dropped()).isEqualTo(5);
        }
    }

    /**
     * Lets ten ticks a second pass; iterations end a millisecond after their length, as soon as the tick then is over.
     *
     * @return the milliseconds at which iterations started
     */
    private static List<Integer> play(
            ScenarioLab lab, int preAllocated, int maxVus, int untilMillis, int lengthMillis) {
        ArrivalExecutor executor = (ArrivalExecutor) lab.scenario;
        List<Integer> starts = new ArrayList<>();
        Set<ScriptedUser> running = new HashSet<>();
        for (int now = 0; now <= untilMillis; now += TICK) {
            long tick = now / TICK + 1L;
            lab.timeline.until(
                    () -> lab.scenario.tally().started() + lab.scenario.tally().dropped() == tick);
            lab.timeline.until(() -> lab.users.begun() == lab.scenario.tally().started());
            for (ScriptedUser user : lab.users.iterating()) {
                if (running.add(user)) {
                    starts.add(now);
                }
            }
            // each drop has asked for one more VU, which is there before the next tick
            long asked = Math.min(maxVus, preAllocated + lab.scenario.tally().dropped());
            lab.timeline.until(() -> lab.users.asked() == asked
                    && lab.pool.initialized() == lab.users.all().size()
                    && executor.idleVus() + lab.pool.active() == lab.pool.initialized());
            for (ScriptedUser user : List.copyOf(running)) {
                int begun = starts.get(user.numbers().getLast().intValue());
                if (lengthMillis < TICK || now - begun >= lengthMillis) {
                    user.end(1);
                    running.remove(user);
                }
            }
            int still = running.size();
            lab.timeline.until(() -> executor.phase() == ScenarioExecutor.Phase.ENDED
                    || (lab.pool.active() == still && executor.idleVus() == lab.pool.initialized() - still));
            lab.timeline.advance(Duration.ofMillis(now < untilMillis ? TICK : 0));
        }
        return starts;
    }

    private static ScenarioLab lab(int millis, int preAllocated, int maxVus, int graceSeconds) {
        ScenarioLab lab = new ScenarioLab(
                new Workload.ConstantArrivalRate(
                        10, Duration.ofSeconds(1), Duration.ofMillis(millis), preAllocated, maxVus),
                Duration.ofSeconds(graceSeconds),
                0);
        lab.makeVus(preAllocated);
        lab.scenario.start();
        return lab;
    }
}
