package io.loadbank.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.executor.ScenarioExecutor.Verdict;
import io.loadbank.plan.Problem;
import io.loadbank.plan.Retarget;
import io.loadbank.plan.Stage;
import io.loadbank.plan.Workload;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** VUs that reach what was asked for in a straight line. */
class DemandRampTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final ExecutorLab constant =
            new ExecutorLab(new Workload.ConstantVus(2, MINUTE), Duration.ofSeconds(30)).started();

    @AfterEach
    void close() {
        constant.close();
    }

    @Test
    void each_vu_starts_at_the_end_of_its_step() {
        ramp(6, Duration.ofSeconds(4));

        assertThat(constant.scenario.desired()).containsEntry("vus", 6);
        for (int vus = 3; vus <= 6; vus++) {
            constant.timeline.advance(Duration.ofMillis(999));
            constant.untilIterating(vus - 1);
            constant.timeline.advance(Duration.ofMillis(1));
            constant.untilIterating(vus);
        }
        constant.timeline.advance(Duration.ofSeconds(5));
        constant.untilIterating(6);
    }

    @Test
    void going_down_a_vu_may_finish_its_iteration() {
        ramp(0, Duration.ofSeconds(2));
        constant.timeline.advance(Duration.ofSeconds(1));
        constant.untilIterating(2);
        constant.users.iterating().forEach(user -> user.end(1));

        constant.untilIterating(1);
        constant.timeline.advance(Duration.ofSeconds(1));
        constant.endLastIterations();

        assertThat(constant.scenario.tally().interrupted()).isZero();
    }

    @Test
    void a_pause_freezes_the_ramp() {
        ramp(6, Duration.ofSeconds(4));
        constant.timeline.advance(Duration.ofMillis(1_500));
        constant.untilIterating(3);
        constant.scenario.pause();
        constant.endLastIterations();

        constant.timeline.advance(Duration.ofSeconds(10));
        constant.scenario.resume();
        constant.untilIterating(3);
        constant.timeline.advance(Duration.ofMillis(500));
        constant.untilIterating(4);
    }

    @Test
    void another_change_replaces_it_where_it_is() {
        ramp(6, Duration.ofSeconds(4));
        constant.timeline.advance(Duration.ofSeconds(2));
        constant.untilIterating(4);

        ramp(2, Duration.ofSeconds(2));
        constant.timeline.advance(Duration.ofSeconds(1));
        constant.users.iterating().forEach(user -> user.end(1));
        constant.untilIterating(3);
        constant.scenario.retarget(ExecutorLab.vus(5));
        constant.untilIterating(5);
        constant.timeline.advance(Duration.ofSeconds(10));

        constant.untilIterating(5);
        assertThat(constant.scenario.desired()).containsEntry("vus", 5);
    }

    @Test
    void it_is_over_with_the_scenario() {
        ramp(40, MINUTE);
        constant.timeline.advance(Duration.ofSeconds(3));
        constant.scenario.abort();
        constant.untilEnded();

        constant.timeline.advance(MINUTE);

        assertThat(constant.users.iterating()).isEmpty();
    }

    @Test
    void asked_for_before_the_start_it_begins_with_the_scenario() {
        try (ExecutorLab waiting = new ExecutorLab(new Workload.ConstantVus(1, MINUTE), Duration.ZERO)) {
            waiting.makeVus(1);
            waiting.executor.retarget(change(3L, null, null, Duration.ofSeconds(2)));
            waiting.timeline.advance(Duration.ofSeconds(10));
            waiting.timeline.until(() -> waiting.pool.initialized() == 3);

            waiting.executor.start();
            waiting.untilIterating(1);
            waiting.timeline.advance(Duration.ofSeconds(1));
            waiting.untilIterating(2);
            waiting.timeline.advance(Duration.ofSeconds(1));
            waiting.untilIterating(3);
        }
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        change(null, null, Duration.ofSeconds(1), MINUTE),
                        new Problem(
                                "scenarios.browse.ramp", "ramp needs a value to reach", "give vus or rate beside it")),
                Arguments.of(
                        change(3L, null, null, Duration.ofSeconds(-1)),
                        new Problem("scenarios.browse.ramp", "ramp must not be negative", null)));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refuses(Retarget change, Problem problem) {
        assertThat(constant.executor.check(change))
                .isInstanceOfSatisfying(
                        Verdict.Invalid.class,
                        invalid -> assertThat(invalid.problems()).containsExactly(problem));
    }

    @Test
    void stages_are_not_ramped() {
        try (ScenarioLab ramping =
                new ScenarioLab(new Workload.RampingVus(1, List.of(new Stage(MINUTE, 2)), MINUTE), Duration.ZERO, 0)) {
            assertThat(ramping.scenario.check(change(null, List.of(new Stage(MINUTE, 3)), null, MINUTE)))
                    .isInstanceOfSatisfying(
                            Verdict.Invalid.class,
                            invalid -> assertThat(invalid.problems())
                                    .containsExactly(new Problem(
                                            "scenarios.browse.ramp",
                                            "stages have lengths of their own",
                                            "leave out ramp")));
        }
    }

    private void ramp(long vus, Duration length) {
        Retarget change = change(vus, null, null, length);
        assertThat(constant.executor.check(change)).isInstanceOf(Verdict.Fine.class);
        constant.executor.retarget(change);
    }

    private static Retarget change(
            @Nullable Long vus, @Nullable List<Stage> stages, @Nullable Duration duration, Duration ramp) {
        return new Retarget(vus, null, null, null, stages, duration, null, ramp, null, null);
    }
}
