package io.loadbank.plan;

import static io.loadbank.plan.OptionsReaderTest.tree;
import static io.loadbank.plan.Planning.ready;
import static io.loadbank.plan.Planning.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.plan.Workload.ConstantVus;
import io.loadbank.plan.Workload.PerVuIterations;
import io.loadbank.plan.Workload.RampingVus;
import io.loadbank.plan.Workload.SharedIterations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShortcutsTest {
    private static final Duration S1 = Duration.ofSeconds(1);
    private static final Duration M10 = Duration.ofMinutes(10);

    static Stream<Arguments> shortcuts() {
        List<?> stages = List.of(tree("duration", "1s", "target", 3));
        List<Stage> ramp = List.of(new Stage(S1, 3));
        Duration grace = Duration.ofSeconds(30);
        return Stream.of(
                Arguments.of(tree(), new PerVuIterations(1, 1, M10), 0),
                Arguments.of(tree("vus", 5), new SharedIterations(5, 5, M10), 0),
                Arguments.of(tree("iterations", 7), new SharedIterations(1, 7, M10), 0),
                Arguments.of(
                        tree("iterations", 7, "vus", 2, "duration", "5s"),
                        new SharedIterations(2, 7, S1.multipliedBy(5)),
                        0),
                Arguments.of(tree("duration", 2000), new ConstantVus(1, S1.multipliedBy(2)), 0),
                Arguments.of(tree("duration", "1s", "vus", "9"), new ConstantVus(9, S1), 0),
                Arguments.of(tree("stages", stages), new RampingVus(1, ramp, grace), 0),
                Arguments.of(tree("stages", stages, "vus", 0), new RampingVus(0, ramp, grace), 0),
                Arguments.of(
                        tree("stages", List.of(tree("target", 5), tree("duration", "1s", "target", 3))),
                        new RampingVus(1, ramp, grace),
                        0),
                Arguments.of(tree("stages", List.of()), new PerVuIterations(1, 1, M10), 1),
                Arguments.of(tree("stages", List.of(tree("target", 5))), new PerVuIterations(1, 1, M10), 1),
                Arguments.of(tree("scenarios", tree()), new PerVuIterations(1, 1, M10), 1),
                Arguments.of(
                        tree("vus", 4, "scenarios", tree("a", tree("executor", "constant-vus", "duration", "1s"))),
                        new SharedIterations(4, 4, M10),
                        1));
    }

    @ParameterizedTest
    @MethodSource("shortcuts")
    void shortcuts_become_the_scenario_default(Map<String, @Nullable Object> tree, Workload workload, int warnings) {
        Planned.Ready ready = ready(tree);
        assertThat(ready.plan().scenarios())
                .containsExactly(new Scenario(
                        "default", workload, Duration.ZERO, Duration.ofSeconds(30), "default", Map.of(), Map.of()));
        assertThat(ready.warnings()).hasSize(warnings);
        assertThat(ready.plan().options().scenarios()).containsOnlyKeys("default");
        assertThat(ready.plan().options().vus()).isNull();
        assertThat(ready.plan().options().stages()).isNull();
    }

    static Stream<Arguments> conflicts() {
        List<?> stages = List.of(tree("duration", "1s", "target", 3));
        Map<String, ?> scenarios = tree("a", tree("executor", "constant-vus", "duration", "1s"));
        return Stream.of(
                Arguments.of(
                        tree("iterations", 1, "stages", stages),
                        List.of("iterations: iterations and stages cannot be used together")),
                Arguments.of(
                        tree("duration", "1s", "stages", stages),
                        List.of("duration: duration and stages cannot be used together")),
                Arguments.of(
                        tree("iterations", 1, "scenarios", scenarios),
                        List.of("iterations: iterations and scenarios cannot be used together")),
                Arguments.of(
                        tree("duration", "1s", "scenarios", scenarios),
                        List.of("duration: duration and scenarios cannot be used together")),
                Arguments.of(
                        tree("stages", stages, "scenarios", scenarios),
                        List.of("stages: stages and scenarios cannot be used together")),
                Arguments.of(tree("duration", 0), List.of("duration: must be more than 0")),
                Arguments.of(tree("duration", "-5s"), List.of("duration: must be more than 0")),
                Arguments.of(tree("duration", "500ms"), List.of("duration: must be 1s or more")),
                Arguments.of(
                        tree("iterations", 2, "vus", 3), List.of("iterations: must not be less than vus, which is 3")),
                Arguments.of(tree("iterations", 2, "duration", "0.5s"), List.of("duration: must be 1s or more")),
                Arguments.of(tree("vus", 0), List.of("vus: must be 1 or more", "iterations: must be 1 or more")),
                Arguments.of(tree("stages", List.of(tree("duration", "1s"))), List.of("stages[0].target: is required")),
                Arguments.of(
                        tree(
                                "setupTimeout",
                                0,
                                "minIterationDuration",
                                -1,
                                "summaryTrendStats",
                                List.of("sum", "p(101)", "p(99.9)", "p()")),
                        List.of(
                                "setupTimeout: must be more than 0",
                                "minIterationDuration: must not be negative",
                                "summaryTrendStats[0]: unknown stat 'sum'",
                                "summaryTrendStats[1]: unknown stat 'p(101)'",
                                "summaryTrendStats[3]: unknown stat 'p()'")));
    }

    @ParameterizedTest
    @MethodSource("conflicts")
    void contradictions_and_bad_values_are_refused(Map<String, @Nullable Object> tree, List<String> expected) {
        assertThat(refusals(tree)).isEqualTo(expected);
    }
}
