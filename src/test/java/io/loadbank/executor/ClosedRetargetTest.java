package io.loadbank.executor;

import static io.loadbank.executor.ExecutorLab.change;
import static io.loadbank.executor.ExecutorLab.vus;
import static io.loadbank.executor.ScenarioLab.DAEMON_LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.executor.ScenarioExecutor.Verdict;
import io.loadbank.plan.Problem;
import io.loadbank.plan.Retarget;
import io.loadbank.plan.Workload;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a change would do, in the words that a user reads. */
class ClosedRetargetTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ExecutorLab controlled =
            new ExecutorLab(new Workload.ExternallyControlled(2, 5, SECOND), Duration.ZERO);
    private final ExecutorLab constant = new ExecutorLab(new Workload.ConstantVus(2, SECOND), SECOND);

    @AfterEach
    void close() {
        controlled.close();
        constant.close();
    }

    static Stream<Retarget> acceptable() {
        return Stream.of(
                change(0L, null, null),
                change(5L, null, null),
                change(null, 2L, null),
                change(null, (long) DAEMON_LIMIT, null),
                change(9L, 9L, null),
                change(0L, 0L, null),
                change(null, null, Duration.ZERO),
                change(null, null, Duration.ofDays(1)),
                change(null, null, null),
                new Retarget(null, null, null, null, null, null, true, null, null, null));
    }

    @ParameterizedTest
    @MethodSource("acceptable")
    void an_externally_controlled_scenario_accepts(Retarget change) {
        assertThat(controlled.executor.check(change)).isInstanceOf(Verdict.Fine.class);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        vus(6), "scenarios.browse.vus", "vus 6 is above maxVUs 5", "raise maxVUs in the same PATCH"),
                Arguments.of(vus(-1), "scenarios.browse.vus", "vus must not be negative, not -1", null),
                Arguments.of(
                        change(null, 1L, null),
                        "scenarios.browse.maxVUs",
                        "maxVUs 1 is below the 2 VUs that iterate now",
                        "lower vus in the same PATCH"),
                Arguments.of(
                        change(4L, 3L, null),
                        "scenarios.browse.vus",
                        "vus 4 is above maxVUs 3",
                        "raise maxVUs in the same PATCH"),
                Arguments.of(
                        change(null, -1L, null),
                        "scenarios.browse.maxVUs",
                        "maxVUs must be from 0 to 50, all the daemon has room for now, not -1",
                        RetargetCheck.MORE_ROOM),
                Arguments.of(
                        change(null, 51L, null),
                        "scenarios.browse.maxVUs",
                        "maxVUs must be from 0 to 50, all the daemon has room for now, not 51",
                        RetargetCheck.MORE_ROOM),
                Arguments.of(
                        vus(Long.MAX_VALUE),
                        "scenarios.browse.vus",
                        "vus 9223372036854775807 is above maxVUs 5",
                        "raise maxVUs in the same PATCH"),
                Arguments.of(
                        change(null, null, Duration.ofSeconds(-1)),
                        "scenarios.browse.duration",
                        "duration must not be negative",
                        null));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void an_externally_controlled_scenario_refuses(Retarget change, String path, String message, String hint) {
        assertThat(invalid(controlled.executor.check(change))).containsExactly(new Problem(path, message, hint));
    }

    @Test
    void all_wrong_values_are_named_at_once() {
        Retarget change =
                new Retarget(-1L, null, null, null, null, Duration.ofSeconds(-1), null, SECOND.negated(), null, null);

        assertThat(invalid(controlled.executor.check(change)))
                .extracting(Problem::path)
                .containsExactlyInAnyOrder(
                        "scenarios.browse.vus", "scenarios.browse.duration", "scenarios.browse.ramp");
    }

    @Test
    void all_fields_that_are_not_live_are_named_at_once_with_those_that_are() {
        Retarget change = new Retarget(null, 9L, 5L, SECOND, List.of(), null, null, null, null, null);

        assertThat(notLive(constant.executor.check(change)))
                .containsExactly(
                        new Problem(
                                "scenarios.browse.maxVUs",
                                "the executor constant-vus cannot change maxVUs while it runs",
                                "live fields here are vus, duration, paused"),
                        new Problem(
                                "scenarios.browse.rate",
                                "the executor constant-vus cannot change rate while it runs",
                                "live fields here are vus, duration, paused"),
                        new Problem(
                                "scenarios.browse.timeUnit",
                                "the executor constant-vus cannot change timeUnit while it runs",
                                "live fields here are vus, duration, paused"),
                        new Problem(
                                "scenarios.browse.stages",
                                "the executor constant-vus cannot change stages while it runs",
                                "live fields here are vus, duration, paused"));
    }

    @Test
    void constant_vus_may_have_more_vus_than_at_the_start_up_to_the_daemons_limit() {
        assertThat(constant.executor.check(vus(DAEMON_LIMIT))).isInstanceOf(Verdict.Fine.class);
        assertThat(invalid(constant.executor.check(vus(DAEMON_LIMIT + 1))))
                .containsExactly(
                        new Problem("scenarios.browse.vus", "vus 51 is above maxVUs 50", RetargetCheck.MORE_ROOM));
    }

    @Test
    void constant_vus_need_a_duration() {
        assertThat(invalid(constant.executor.check(change(null, null, Duration.ZERO))))
                .containsExactly(new Problem("scenarios.browse.duration", "duration must be above 0"));
    }

    @Test
    void a_check_changes_nothing() {
        controlled.executor.check(change(4L, 20L, Duration.ofDays(1)));

        assertThat(controlled.executor.vus()).isEqualTo(2);
        assertThat(controlled.executor.maxVus()).isEqualTo(5);
        assertThat(controlled.retargets).isEmpty();
    }

    @Test
    void a_scenario_that_is_over_cannot_be_steered() {
        constant.executor.abort();

        assertThat(notLive(constant.executor.check(vus(1))))
                .containsExactly(new Problem(
                        "scenarios.browse", "the scenario is over", "only a running scenario can be steered"));
    }

    @Test
    void a_scenario_in_its_grace_period_cannot_be_steered() {
        constant.started();
        constant.timeline.advance(SECOND);

        assertThat(constant.executor.check(vus(1))).isInstanceOf(Verdict.NotLive.class);
    }

    private static List<Problem> invalid(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Invalid.class);
        return ((Verdict.Invalid) verdict).problems();
    }

    private static List<Problem> notLive(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.NotLive.class);
        return ((Verdict.NotLive) verdict).problems();
    }
}
