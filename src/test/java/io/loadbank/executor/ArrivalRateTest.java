package io.loadbank.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.executor.ScenarioExecutor.Phase;
import io.loadbank.metric.SinkSnapshot;
import io.loadbank.plan.Retarget;
import io.loadbank.plan.Stage;
import io.loadbank.plan.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both arrival-rate executors; the pacer's thread reads the manual clock. */
class ArrivalRateTest {

    @ParameterizedTest
    @CsvSource({
        "10, 1000, 1000, 11",
        "3, 1000, 2000, 7",
        "90, 60000, 2000, 4",
        "7, 3000, 2500, 6",
        "50, 1000, 1000, 51",
        "7, 1000, 3000, 22"
    })
    void ticks_up_to_the_end_are_started_or_dropped(long rate, long unitMillis, long millis, long ticks) {
        try (ScenarioLab lab = constant(rate, unitMillis, millis, 2, 2, 0)) {
            lab.timeline.advance(Duration.ofMillis(millis - 1));
            long inside = ticks - (isOnTheEdge(rate, unitMillis, millis) ? 1 : 0);
            lab.timeline.until(() -> attempts(lab) == inside);
            lab.timeline.advance(Duration.ofMillis(1));
            lab.untilEnded();

            assertThat(attempts(lab)).isBetween(inside, ticks);
            assertThat(lab.scenario.tally().started()).isEqualTo(2);
            assertThat(lab.scenario.tally().interrupted()).isEqualTo(2);
            assertThat(lab.droppedSeries()).singleElement().satisfies(series -> {
                assertThat(series.tags().asMap()).isEqualTo(Map.of("run", "tag", "scenario", "browse"));
                assertThat(((SinkSnapshot.CounterSnapshot) series.sink()).count())
                        .isEqualTo(lab.scenario.tally().dropped());
            });
        }
    }

    private static boolean isOnTheEdge(long rate, long unitMillis, long millis) {
        long period = (long) ((double) unitMillis * 1_000_000 / rate);
        return millis * 1_000_000 / period * period > (millis - 1) * 1_000_000;
    }

    @Test
    void idle_vus_are_served_in_the_order_of_their_idleness_and_count_as_active_only_while_they_iterate() {
        try (ScenarioLab lab = constant(10, 1_000, 10_000, 3, 3, 30)) {
            lab.untilIterating(1);
            int first = lab.users.iterating().getFirst().id();
            lab.endLastIterations();
            assertThat(lab.pool.active()).isZero();

            lab.timeline.advance(Duration.ofMillis(100));
            lab.untilIterating(1);

            assertThat(lab.users.iterating().getFirst().id()).isNotEqualTo(first);
        }
    }

    @Test
    void starts_that_are_due_while_the_first_vus_are_activated_are_late_and_not_dropped() {
        try (ScenarioLab lab = new ScenarioLab(
                new Workload.ConstantArrivalRate(10, Duration.ofSeconds(1), Duration.ofSeconds(10), 3, 3),
                Duration.ZERO,
                0)) {
            lab.makeVus(3);
            List<CountDownLatch> holds =
                    lab.users.all().stream().map(ScriptedUser::holdActivation).toList();
            lab.scenario.start();
            lab.timeline.advance(Duration.ofMillis(250));
            assertThat(attempts(lab)).isZero();

            holds.forEach(CountDownLatch::countDown);
            lab.timeline.until(() -> attempts(lab) == 3);

            assertThat(lab.scenario.tally().dropped()).isZero();
        }
    }

    @Test
    void an_abort_while_the_first_vus_are_activated_ends_it() {
        try (ScenarioLab lab = new ScenarioLab(
                new Workload.ConstantArrivalRate(10, Duration.ofSeconds(1), Duration.ofSeconds(10), 1, 1),
                Duration.ZERO,
                0)) {
            lab.makeVus(1);
            CountDownLatch hold = lab.users.user(1).holdActivation();
            lab.scenario.start();

            lab.scenario.abort();
            hold.countDown();
            lab.untilEnded();

            assertThat(attempts(lab)).isZero();
        }
    }

    @Test
    void dropped_starts_take_no_iteration_number() {
        try (ScenarioLab lab = constant(10, 1_000, 10_000, 1, 1, 30)) {
            lab.untilIterating(1);
            lab.timeline.advance(Duration.ofMillis(300));
            lab.timeline.until(() -> lab.scenario.tally().dropped() == 3);
            lab.endLastIterations();
            lab.timeline.advance(Duration.ofMillis(100));
            lab.untilIterating(1);

            assertThat(lab.users.user(1).numbers()).containsExactly(0L, 1L);
        }
    }

    @Test
    void a_drop_makes_one_more_vu_at_a_time_up_to_the_maximum_and_then_warns_once() {
        try (ScenarioLab lab = constant(10, 1_000, 10_000, 1, 3, 30)) {
            lab.untilIterating(1);
            for (int vus = 2; vus <= 3; vus++) {
                int wanted = vus;
                lab.timeline.advance(Duration.ofMillis(100));
                lab.timeline.until(() -> lab.pool.initialized() == wanted);
                lab.timeline.until(() -> lab.users.user(wanted).activations().size() == 1);
                lab.timeline.advance(Duration.ofMillis(100));
                lab.timeline.until(() -> lab.scenario.tally().started() == wanted);
            }
            lab.timeline.advance(Duration.ofMillis(300));
            lab.timeline.until(() -> !lab.warnings.isEmpty());
            lab.timeline.until(() -> attempts(lab) == 8);

            assertThat(lab.scenario.tally().dropped()).isEqualTo(5);
            assertThat(lab.pool.initialized()).isEqualTo(3);
            assertThat(lab.warnings)
                    .containsExactly("Insufficient VUs: iterations are dropped because all 3 VUs (maxVUs) are busy");
        }
    }

    @Test
    void at_the_end_running_iterations_have_their_grace_and_all_vus_are_given_back() {
        try (ScenarioLab lab = constant(10, 1_000, 1_000, 5, 5, 3)) {
            lab.timeline.advance(Duration.ofMillis(1_000));
            lab.timeline.until(() -> lab.scenario.phase() == Phase.STOPPING);
            lab.untilIterating(5);
            lab.timeline.advance(Duration.ofMillis(2_999));
            assertThat(lab.users.iterating()).hasSize(5);

            lab.timeline.advance(Duration.ofMillis(1));
            lab.untilEnded();

            assertThat(lab.scenario.tally().interrupted()).isEqualTo(5);
            int[] free = {0};
            for (int i = 0; i < 5; i++) {
                lab.pool.acquire(_ -> free[0]++);
            }
            assertThat(free[0]).isEqualTo(5);
        }
    }

    @Test
    void an_abort_interrupts_at_once_and_drops_nothing_more() {
        try (ScenarioLab lab = constant(10, 1_000, 10_000, 2, 2, 30)) {
            lab.timeline.advance(Duration.ofMillis(100));
            lab.untilIterating(2);
            long dropped = lab.scenario.tally().dropped();

            lab.scenario.abort();
            lab.timeline.advance(Duration.ofSeconds(5));
            lab.untilEnded();

            assertThat(lab.scenario.tally().interrupted()).isEqualTo(2);
            assertThat(lab.scenario.tally().dropped()).isEqualTo(dropped);
        }
    }

    @Test
    void while_paused_nothing_starts_and_nothing_is_made_up_for() {
        try (ScenarioLab lab = constant(10, 1_000, 10_000, 5, 5, 30)) {
            lab.untilIterating(1);
            lab.scenario.pause();
            lab.endLastIterations();
            lab.timeline.advance(Duration.ofHours(1));
            lab.timeline.runPosted();
            assertThat(attempts(lab)).isEqualTo(1);

            lab.scenario.resume();
            lab.timeline.advance(Duration.ofMillis(99));
            assertThat(attempts(lab)).isEqualTo(1);
            lab.timeline.advance(Duration.ofMillis(1));
            lab.timeline.until(() -> attempts(lab) == 2);
        }
    }

    @Test
    void a_new_rate_holds_from_now_on() {
        try (ScenarioLab lab = constant(10, 1_000, 100_000, 1, 1, 30)) {
            lab.timeline.advance(Duration.ofMillis(500));
            lab.timeline.until(() -> attempts(lab) == 6);

            lab.scenario.retarget(rate(100));
            lab.timeline.advance(Duration.ofMillis(500));
            lab.timeline.until(() -> attempts(lab) >= 55);

            assertThat(attempts(lab)).isBetween(55L, 56L);
            assertThat(lab.scenario.desired()).containsEntry("rate", 100L);
        }
    }

    @Test
    void a_ramp_starts_where_its_area_is_whole() {
        Workload workload = new Workload.RampingArrivalRate(
                0, Duration.ofSeconds(1), List.of(new Stage(Duration.ofSeconds(2), 10)), 1, 1);
        try (ScenarioLab lab = lab(workload, 1, 0)) {
            lab.timeline.advance(Duration.ofMillis(632));
            assertThat(attempts(lab)).isZero();
            lab.timeline.advance(Duration.ofMillis(1));
            lab.timeline.until(() -> attempts(lab) == 1);
            lab.timeline.advance(Duration.ofMillis(1_367));
            lab.untilEnded();

            assertThat(attempts(lab)).isBetween(9L, 10L);
        }
    }

    @Test
    void a_vu_that_breaks_is_told_and_counted_out() {
        try (ScenarioLab lab = new ScenarioLab(
                new Workload.ConstantArrivalRate(10, Duration.ofSeconds(1), Duration.ofSeconds(10), 1, 1),
                Duration.ZERO,
                0)) {
            lab.makeVus(1);
            lab.users.user(1).breakDown();
            lab.scenario.start();

            lab.timeline.until(() -> !lab.defects.isEmpty());

            lab.timeline.until(
                    () -> lab.pool.active() == 0 && lab.scenario.tally().active() == 0);
        }
    }

    @Test
    void without_any_vu_it_ends_at_once() {
        try (ScenarioLab lab = constant(10, 1_000, 1_000, 0, 0, 0)) {
            assertThat(lab.scenario.phase()).isEqualTo(Phase.ENDED);
        }
    }

    private static long attempts(ScenarioLab lab) {
        return lab.scenario.tally().started() + lab.scenario.tally().dropped();
    }

    private static Retarget rate(long rate) {
        return new Retarget(null, null, rate, null, null, null, null, null, null, null);
    }

    private static ScenarioLab constant(
            long rate, long unitMillis, long millis, int preAllocated, int maxVus, long graceSeconds) {
        return lab(
                new Workload.ConstantArrivalRate(
                        rate, Duration.ofMillis(unitMillis), Duration.ofMillis(millis), preAllocated, maxVus),
                preAllocated,
                graceSeconds);
    }

    /** A started scenario whose VUs wait for work. */
    private static ScenarioLab lab(Workload workload, int vus, long graceSeconds) {
        ScenarioLab lab = new ScenarioLab(workload, Duration.ofSeconds(graceSeconds), 0);
        lab.makeVus(vus);
        lab.scenario.start();
        lab.timeline.until(() ->
                lab.users.all().stream().allMatch(user -> user.activations().size() == 1));
        return lab;
    }
}
