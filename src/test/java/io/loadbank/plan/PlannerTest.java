package io.loadbank.plan;

import static io.loadbank.plan.OptionsReaderTest.tree;
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
    private static final Set<String> DEFAULT = Set.of("default");

    private static Planned planned(Map<String, @Nullable Object> tree) {
        OptionsReader.Read read = OptionsReader.read(tree);
        assertThat(read.problems()).isEmpty();
        return Planner.plan(read.options(), DEFAULT);
    }

    private static Planned.Ready ready(Map<String, @Nullable Object> tree) {
        Planned planned = planned(tree);
        assertThat(planned).isInstanceOf(Planned.Ready.class);
        return (Planned.Ready) planned;
    }

    private static List<String> refusals(Map<String, @Nullable Object> tree) {
        Planned planned = planned(tree);
        assertThat(planned).isInstanceOf(Planned.Refused.class);
        return ((Planned.Refused) planned)
                .problems().stream().map(problem -> problem.path() + ": " + problem.message()).toList();
    }

    private static Map<String, @Nullable Object> scenario(@Nullable Object... namesAndValues) {
        return tree("scenarios", tree("a", tree(namesAndValues)));
    }

    static Stream<Arguments> shortcuts() {
        List<?> stages = List.of(tree("duration", "1s", "target", 3));
        List<Stage> ramp = List.of(new Stage(S1, 3));
        Duration grace = Duration.ofSeconds(30);
        return Stream.of(
                Arguments.of(tree(), new PerVuIterations(1, 1, M10), 0),
                Arguments.of(tree("vus", 5), new SharedIterations(5, 5, M10), 0),
                Arguments.of(tree("iterations", 7), new SharedIterations(1, 7, M10), 0),
                Arguments.of(tree("iterations", 7, "vus", 2, "duration", "5s"), new SharedIterations(2, 7, S1.multipliedBy(5)), 0),
                Arguments.of(tree("duration", 2000), new ConstantVus(1, S1.multipliedBy(2)), 0),
                Arguments.of(tree("duration", "1s", "vus", "9"), new ConstantVus(9, S1), 0),
                Arguments.of(tree("stages", stages), new RampingVus(1, ramp, grace), 0),
                Arguments.of(tree("stages", stages, "vus", 0), new RampingVus(0, ramp, grace), 0),
                Arguments.of(tree("stages", List.of(tree("target", 5), tree("duration", "1s", "target", 3))), new RampingVus(1, ramp, grace), 0),
                Arguments.of(tree("stages", List.of()), new PerVuIterations(1, 1, M10), 1),
                Arguments.of(tree("stages", List.of(tree("target", 5))), new PerVuIterations(1, 1, M10), 1),
                Arguments.of(tree("scenarios", tree()), new PerVuIterations(1, 1, M10), 1),
                Arguments.of(tree("vus", 4, "scenarios", tree("a", tree("executor", "constant-vus", "duration", "1s"))), new SharedIterations(4, 4, M10), 1));
    }

    @ParameterizedTest
    @MethodSource("shortcuts")
    void shortcuts_become_the_scenario_default(Map<String, @Nullable Object> tree, Workload workload, int warnings) {
        Planned.Ready ready = ready(tree);
        assertThat(ready.plan().scenarios()).containsExactly(new Scenario(
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
                Arguments.of(tree("iterations", 1, "stages", stages), List.of("iterations: iterations and stages cannot be used together")),
                Arguments.of(tree("duration", "1s", "stages", stages), List.of("duration: duration and stages cannot be used together")),
                Arguments.of(tree("iterations", 1, "scenarios", scenarios), List.of("iterations: iterations and scenarios cannot be used together")),
                Arguments.of(tree("duration", "1s", "scenarios", scenarios), List.of("duration: duration and scenarios cannot be used together")),
                Arguments.of(tree("stages", stages, "scenarios", scenarios), List.of("stages: stages and scenarios cannot be used together")),
                Arguments.of(tree("duration", 0), List.of("duration: must be more than 0")),
                Arguments.of(tree("duration", "-5s"), List.of("duration: must be more than 0")),
                Arguments.of(tree("duration", "500ms"), List.of("duration: must be 1s or more")),
                Arguments.of(tree("iterations", 2, "vus", 3), List.of("iterations: must not be less than vus, which is 3")),
                Arguments.of(tree("iterations", 2, "duration", "0.5s"), List.of("duration: must be 1s or more")),
                Arguments.of(tree("vus", 0), List.of("vus: must be 1 or more", "iterations: must be 1 or more")),
                Arguments.of(tree("stages", List.of(tree("duration", "1s"))), List.of("stages[0].target: is required")),
                Arguments.of(tree("setupTimeout", 0, "minIterationDuration", -1, "summaryTrendStats", List.of("sum", "p(101)", "p(99.9)", "p()")),
                        List.of("setupTimeout: must be more than 0", "minIterationDuration: must not be negative",
                                "summaryTrendStats[0]: unknown stat 'sum'", "summaryTrendStats[1]: unknown stat 'p(101)'", "summaryTrendStats[3]: unknown stat 'p()'")));
    }

    @ParameterizedTest
    @MethodSource("conflicts")
    void contradictions_and_bad_values_are_refused(Map<String, @Nullable Object> tree, List<String> expected) {
        assertThat(refusals(tree)).isEqualTo(expected);
    }

    static Stream<Arguments> defaults() {
        List<?> stages = List.of(tree("duration", 0, "target", 3));
        List<Stage> ramp = List.of(new Stage(Duration.ZERO, 3));
        return Stream.of(
                Arguments.of(scenario("executor", "shared-iterations"), new SharedIterations(1, 1, M10)),
                Arguments.of(scenario("executor", "per-vu-iterations", "vus", 2), new PerVuIterations(2, 1, M10)),
                Arguments.of(scenario("executor", "constant-vus", "duration", "1s"), new ConstantVus(1, S1)),
                Arguments.of(scenario("executor", "ramping-vus", "stages", stages), new RampingVus(1, ramp, Duration.ofSeconds(30))),
                Arguments.of(scenario("executor", "ramping-vus", "stages", stages, "startVUs", 0, "gracefulRampDown", 0), new RampingVus(0, ramp, Duration.ZERO)),
                Arguments.of(scenario("executor", "constant-arrival-rate", "rate", 5, "duration", "1s", "preAllocatedVUs", 2), new ConstantArrivalRate(5, S1, S1, 2, 2)),
                Arguments.of(scenario("executor", "constant-arrival-rate", "rate", 5, "timeUnit", "1m", "duration", "1s", "preAllocatedVUs", 0, "maxVUs", 9),
                        new ConstantArrivalRate(5, Duration.ofMinutes(1), S1, 0, 9)),
                Arguments.of(scenario("executor", "ramping-arrival-rate", "stages", stages, "preAllocatedVUs", 2), new RampingArrivalRate(0, S1, ramp, 2, 2)));
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void each_executor_has_its_defaults(Map<String, @Nullable Object> tree, Workload workload) {
        assertThat(ready(tree).plan().scenarios()).containsExactly(
                new Scenario("a", workload, Duration.ZERO, Duration.ofSeconds(30), "default", Map.of(), Map.of()));
    }

    @Test
    void an_externally_controlled_scenario_has_no_grace() {
        assertThat(ready(scenario("executor", "externally-controlled", "vus", 2, "duration", "0")).plan().scenarios())
                .containsExactly(new Scenario("a", new ExternallyControlled(2, 2, Duration.ZERO), Duration.ZERO, Duration.ZERO, "default", Map.of(), Map.of()));
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of(scenario("executor", "shared-iterations", "vus", 3, "iterations", 2, "maxDuration", "999ms"), List.of("iterations", "maxDuration")),
                Arguments.of(scenario("executor", "per-vu-iterations", "vus", 0, "iterations", 0), List.of("vus", "iterations")),
                Arguments.of(scenario("executor", "constant-vus", "vus", -1), List.of("vus", "duration")),
                Arguments.of(scenario("executor", "constant-vus", "vus", 100_000_001L, "duration", "1s"), List.of("vus")),
                Arguments.of(scenario("executor", "ramping-vus"), List.of("stages")),
                Arguments.of(scenario("executor", "ramping-vus", "stages", List.of()), List.of("stages")),
                Arguments.of(scenario("executor", "ramping-vus", "startVUs", 0, "stages", List.of(tree("duration", "1s", "target", 0))), List.of("stages")),
                Arguments.of(scenario("executor", "ramping-vus", "startVUs", -1, "stages", List.of(tree("duration", "-1s", "target", -1), tree())),
                        List.of("startVUs", "stages[0].duration", "stages[0].target", "stages[1].duration", "stages[1].target")),
                Arguments.of(scenario("executor", "ramping-vus", "stages", List.of(tree("duration", "1s", "target", 100_000_001L))), List.of("stages[0].target")),
                Arguments.of(scenario("executor", "constant-arrival-rate", "timeUnit", 0), List.of("rate", "timeUnit", "duration", "preAllocatedVUs")),
                Arguments.of(scenario("executor", "constant-arrival-rate", "rate", 0, "duration", "0.9s", "preAllocatedVUs", 3, "maxVUs", 2), List.of("rate", "duration", "maxVUs")),
                Arguments.of(scenario("executor", "ramping-arrival-rate", "startRate", -1), List.of("startRate", "stages", "preAllocatedVUs")),
                Arguments.of(scenario("executor", "externally-controlled", "vus", 3, "maxVUs", 2, "gracefulStop", "1s"), List.of("maxVUs", "duration", "gracefulStop")),
                Arguments.of(scenario("executor", "externally-controlled", "vus", -1, "duration", "-1s"), List.of("vus", "duration")),
                Arguments.of(scenario("executor", "constant-vus", "duration", "1s", "startTime", "-1s", "gracefulStop", "-1s"), List.of("startTime", "gracefulStop")),
                Arguments.of(scenario("executor", "constant-vus", "duration", "1s", "exec", ""), List.of("exec")),
                Arguments.of(scenario("executor", "constant-vus", "duration", "1s", "exec", "nope"), List.of("exec")));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void all_limits_of_a_scenario_are_checked_at_once(Map<String, @Nullable Object> tree, List<String> fields) {
        assertThat(refusals(tree)).extracting(text -> text.substring(0, text.indexOf(':')))
                .isEqualTo(fields.stream().map(field -> "scenarios.a." + field).toList());
    }

    @Test
    void the_problems_of_all_scenarios_are_reported_together() {
        assertThat(refusals(tree("scenarios", tree(
                        "bad name", tree("executor", "constant-vus", "duration", "1s"),
                        "", tree("executor", "per-vu-iterations"),
                        "b", tree("executor", "constant-vus", "exec", "buy")))))
                .containsExactly(
                        "scenarios.bad name: the name of a scenario consists of ASCII letters, digits, underscores and dashes",
                        "scenarios.: the name of a scenario consists of ASCII letters, digits, underscores and dashes",
                        "scenarios.b.duration: is required",
                        "scenarios.b.exec: the script exports no function named 'buy'");
    }

    @Test
    void without_a_function_to_run_there_is_no_plan() {
        assertThat(Planner.plan(Options.NONE, Set.of())).isEqualTo(new Planned.Refused(List.of(new Problem(
                "scenarios.default.exec", "the script exports no function named 'default'", "export a default function"))));
    }

    @Test
    void scenarios_are_ordered_by_start_time_then_name() {
        Map<String, @Nullable Object> late = tree("executor", "per-vu-iterations", "startTime", "5s");
        Map<String, @Nullable Object> early = tree("executor", "per-vu-iterations");
        assertThat(ready(tree("scenarios", tree("z", late, "y", early, "x", late, "w", early))).plan().scenarios())
                .extracting(Scenario::name).containsExactly("w", "y", "x", "z");
    }

    @Test
    void vus_are_reserved_as_long_as_they_may_still_be_finishing() {
        TestPlan plan = ready(tree("scenarios", tree(
                "A", tree("executor", "constant-vus", "vus", 5, "duration", "10s"),
                "B", tree("executor", "constant-vus", "vus", 7, "duration", "10s", "startTime", "39s"),
                "C", tree("executor", "constant-arrival-rate", "rate", 1, "duration", "10s", "preAllocatedVUs", 2,
                        "maxVUs", 9, "startTime", "40s", "gracefulStop", 0)))).plan();
        assertThat(plan.plannedVus()).isEqualTo(12);
        assertThat(plan.maxVus()).isEqualTo(16);
        assertThat(plan.maxDuration()).isEqualTo(Duration.ofSeconds(79));
    }

    @Test
    void a_ramp_reserves_its_peak_and_an_endless_scenario_has_no_end() {
        TestPlan plan = ready(tree("scenarios", tree(
                "ramp", tree("executor", "ramping-vus", "startVUs", 4, "stages", List.of(tree("duration", "1s", "target", 9), tree("duration", "1s", "target", 0))),
                "free", tree("executor", "externally-controlled", "vus", 1, "maxVUs", 20, "duration", 0)))).plan();
        assertThat(plan.plannedVus()).isEqualTo(29);
        assertThat(plan.maxVus()).isEqualTo(29);
        assertThat(plan.maxDuration()).isNull();
    }

    @Test
    void consolidated_options_show_every_key_and_only_what_was_set_in_scenarios() {
        TestPlan plan = ready(tree("vus", 2, "duration", "90s", "tags", tree("a", "b"), "setupTimeout", 5000,
                "thresholds", tree("m", List.of("p(95)<5", tree("threshold", "max<9", "abortOnFail", true))))).plan();
        Map<String, @Nullable Object> shown = ConsolidatedOptions.consolidated(plan);
        assertThat(shown).doesNotContainKeys("vus", "duration", "iterations", "stages", "cloud")
                .containsEntry("setupTimeout", "5s")
                .containsEntry("teardownTimeout", null)
                .containsEntry("tags", Map.of("a", "b"))
                .containsEntry("localIPs", null)
                .containsEntry("consoleOutput", null)
                .containsEntry("summaryTrendStats", List.of("avg", "min", "med", "max", "p(90)", "p(95)"))
                .containsEntry("thresholds", tree("m", List.of("p(95)<5", tree("threshold", "max<9", "abortOnFail", true, "delayAbortEval", null))))
                .containsEntry("scenarios", tree("default", tree(
                        "executor", "constant-vus", "startTime", null, "gracefulStop", null, "env", null, "exec", null,
                        "tags", null, "vus", 2L, "duration", "1m30s")));
        assertThat((List<?>) shown.get("systemTags")).hasSize(14);
    }
}
