package io.loadbank.plan;

import static io.loadbank.plan.OptionsReaderTest.tree;
import static io.loadbank.plan.Planning.ready;
import static io.loadbank.plan.Planning.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.plan.Workload.ConstantArrivalRate;
import io.loadbank.plan.Workload.ConstantVus;
import io.loadbank.plan.Workload.ExternallyControlled;
import io.loadbank.plan.Workload.PerVuIterations;
import io.loadbank.plan.Workload.RampingArrivalRate;
import io.loadbank.plan.Workload.RampingVus;
import io.loadbank.plan.Workload.SharedIterations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlannerTest {
    private static final Duration S1 = Duration.ofSeconds(1);
    private static final Duration M10 = Duration.ofMinutes(10);

    private static Map<String, @Nullable Object> scenario(@Nullable Object... namesAndValues) {
        return tree("scenarios", tree("a", tree(namesAndValues)));
    }

    static Stream<Arguments> defaults() {
        List<?> stages = List.of(tree("duration", 0, "target", 3));
        List<Stage> ramp = List.of(new Stage(Duration.ZERO, 3));
        return Stream.of(
                Arguments.of(scenario("executor", "shared-iterations"), new SharedIterations(1, 1, M10)),
                Arguments.of(scenario("executor", "per-vu-iterations", "vus", 2), new PerVuIterations(2, 1, M10)),
                Arguments.of(scenario("executor", "constant-vus", "duration", "1s"), new ConstantVus(1, S1)),
                Arguments.of(
                        scenario("executor", "ramping-vus", "stages", stages),
                        new RampingVus(1, ramp, Duration.ofSeconds(30))),
                Arguments.of(
                        scenario("executor", "ramping-vus", "stages", stages, "startVUs", 0, "gracefulRampDown", 0),
                        new RampingVus(0, ramp, Duration.ZERO)),
                Arguments.of(
                        scenario(
                                "executor", "constant-arrival-rate", "rate", 5, "duration", "1s", "preAllocatedVUs", 2),
                        new ConstantArrivalRate(5, S1, S1, 2, 2)),
                Arguments.of(
                        scenario(
                                "executor",
                                "constant-arrival-rate",
                                "rate",
                                5,
                                "timeUnit",
                                "1m",
                                "duration",
                                "1s",
                                "preAllocatedVUs",
                                0,
                                "maxVUs",
                                9),
                        new ConstantArrivalRate(5, Duration.ofMinutes(1), S1, 0, 9)),
                Arguments.of(
                        scenario("executor", "ramping-arrival-rate", "stages", stages, "preAllocatedVUs", 2),
                        new RampingArrivalRate(0, S1, ramp, 2, 2)));
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void each_executor_has_its_defaults(Map<String, @Nullable Object> tree, Workload workload) {
        assertThat(ready(tree).plan().scenarios())
                .containsExactly(new Scenario(
                        "a", workload, Duration.ZERO, Duration.ofSeconds(30), "default", Map.of(), Map.of()));
    }

    @Test
    void an_externally_controlled_scenario_has_no_grace() {
        assertThat(ready(scenario("executor", "externally-controlled", "vus", 2, "duration", "0"))
                        .plan()
                        .scenarios())
                .containsExactly(new Scenario(
                        "a",
                        new ExternallyControlled(2, 2, Duration.ZERO),
                        Duration.ZERO,
                        Duration.ZERO,
                        "default",
                        Map.of(),
                        Map.of()));
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of(
                        scenario("executor", "shared-iterations", "vus", 3, "iterations", 2, "maxDuration", "999ms"),
                        List.of("iterations", "maxDuration")),
                Arguments.of(
                        scenario("executor", "per-vu-iterations", "vus", 0, "iterations", 0),
                        List.of("vus", "iterations")),
                Arguments.of(scenario("executor", "constant-vus", "vus", -1), List.of("vus", "duration")),
                Arguments.of(
                        scenario("executor", "constant-vus", "vus", 100_000_001L, "duration", "1s"), List.of("vus")),
                Arguments.of(scenario("executor", "ramping-vus"), List.of("stages")),
                Arguments.of(scenario("executor", "ramping-vus", "stages", List.of()), List.of("stages")),
                Arguments.of(
                        scenario(
                                "executor",
                                "ramping-vus",
                                "startVUs",
                                0,
                                "stages",
                                List.of(tree("duration", "1s", "target", 0))),
                        List.of("stages")),
                Arguments.of(
                        scenario(
                                "executor",
                                "ramping-vus",
                                "startVUs",
                                -1,
                                "stages",
                                List.of(tree("duration", "-1s", "target", -1), tree())),
                        List.of(
                                "startVUs",
                                "stages[0].duration",
                                "stages[0].target",
                                "stages[1].duration",
                                "stages[1].target")),
                Arguments.of(
                        scenario(
                                "executor",
                                "ramping-vus",
                                "stages",
                                List.of(tree("duration", "1s", "target", 100_000_001L))),
                        List.of("stages[0].target")),
                Arguments.of(
                        scenario("executor", "constant-arrival-rate", "timeUnit", 0),
                        List.of("rate", "timeUnit", "duration", "preAllocatedVUs")),
                Arguments.of(
                        scenario(
                                "executor",
                                "constant-arrival-rate",
                                "rate",
                                0,
                                "duration",
                                "0.9s",
                                "preAllocatedVUs",
                                3,
                                "maxVUs",
                                2),
                        List.of("rate", "duration", "maxVUs")),
                Arguments.of(
                        scenario("executor", "ramping-arrival-rate", "startRate", -1),
                        List.of("startRate", "stages", "preAllocatedVUs")),
                Arguments.of(
                        scenario("executor", "externally-controlled", "vus", 3, "maxVUs", 2, "gracefulStop", "1s"),
                        List.of("maxVUs", "duration", "gracefulStop")),
                Arguments.of(
                        scenario("executor", "externally-controlled", "vus", -1, "duration", "-1s"),
                        List.of("vus", "duration")),
                Arguments.of(
                        scenario(
                                "executor",
                                "constant-vus",
                                "duration",
                                "1s",
                                "startTime",
                                "-1s",
                                "gracefulStop",
                                "-1s"),
                        List.of("startTime", "gracefulStop")),
                Arguments.of(scenario("executor", "constant-vus", "duration", "1s", "exec", ""), List.of("exec")),
                Arguments.of(scenario("executor", "constant-vus", "duration", "1s", "exec", "nope"), List.of("exec")));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void all_limits_of_a_scenario_are_checked_at_once(Map<String, @Nullable Object> tree, List<String> fields) {
        assertThat(refusals(tree))
                .extracting(text -> text.substring(0, text.indexOf(':')))
                .isEqualTo(fields.stream().map(field -> "scenarios.a." + field).toList());
    }

    @Test
    void the_problems_of_all_scenarios_are_reported_together() {
        assertThat(refusals(tree(
                        "scenarios",
                        tree(
                                "bad name", tree("executor", "constant-vus", "duration", "1s"),
                                "", tree("executor", "per-vu-iterations"),
                                "b", tree("executor", "constant-vus", "exec", "buy")))))
                .containsExactly(
                        "scenarios.bad name: the name of a scenario consists of ASCII letters, digits, underscores and"
                                + " dashes",
                        "scenarios.: the name of a scenario consists of ASCII letters, digits, underscores and dashes",
                        "scenarios.b.duration: is required",
                        "scenarios.b.exec: the script exports no function named 'buy'");
    }

    @Test
    void without_a_function_to_run_there_is_no_plan() {
        assertThat(Planner.plan(Options.NONE, Set.of()))
                .isEqualTo(new Planned.Refused(List.of(new Problem(
                        "scenarios.default.exec",
                        "the script exports no function named 'default'",
                        "export a default function"))));
    }
}
