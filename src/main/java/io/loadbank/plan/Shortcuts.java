package io.loadbank.plan;

import static io.loadbank.plan.OptionKey.DURATION;
import static io.loadbank.plan.OptionKey.ITERATIONS;
import static io.loadbank.plan.OptionKey.SCENARIOS;
import static io.loadbank.plan.OptionKey.STAGES;
import static io.loadbank.plan.OptionKey.VUS;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one scenario {@code default} that top-level vus, duration, iterations and stages stand for.
 *
 * <pre>
 * iterations (+vus, +duration)  shared-iterations, the duration is its maxDuration
 * duration (+vus)               constant-vus
 * stages (+vus)                 ramping-vus from vus, 1 if unset
 * vus alone                     shared-iterations with as many iterations; replaces scenarios
 * nothing                       per-vu-iterations, 1 by 1
 * </pre>
 */
final class Shortcuts {
    private static final String NAME = "default";

    private final Options options;
    private final List<Problem> problems;
    private final List<String> warnings;
    private boolean used = true;

    Shortcuts(Options options, List<Problem> problems, List<String> warnings) {
        this.options = options;
        this.problems = problems;
        this.warnings = warnings;
    }

    /** Whether the scenario comes from shortcuts, once {@link #scenarios()} was asked for. */
    boolean used() {
        return used;
    }

    /** The scenarios as written or as derived; none where shortcuts contradict each other. */
    Map<String, ScenarioSpec> scenarios() {
        Map<String, ScenarioSpec> scenarios = options.scenarios();
        if (scenarios != null && scenarios.isEmpty()) {
            warnings.add("scenarios is empty and has no effect");
            scenarios = null;
        }
        List<StageSpec> stages = shortcutStages();
        if (conflicts(scenarios, stages)) {
            return scenarios == null ? Map.of() : writtenOut(scenarios);
        }
        boolean sized = options.iterations() != null || options.duration() != null || stages != null;
        if (scenarios != null && options.vus() != null && !sized) {
            warnings.add("vus replaces scenarios: it stands for shared-iterations with as many iterations as VUs");
        } else if (scenarios != null) {
            return writtenOut(scenarios);
        }
        ScenarioSpec derived = derived(stages);
        return derived == null ? Map.of() : Map.of(NAME, derived);
    }

    private Map<String, ScenarioSpec> writtenOut(Map<String, ScenarioSpec> scenarios) {
        used = false;
        return scenarios;
    }

    /** Null when there are none: stages without a duration do not count. */
    private @Nullable List<StageSpec> shortcutStages() {
        List<StageSpec> stages = options.stages();
        if (stages == null) {
            return null;
        }
        List<StageSpec> lasting =
                stages.stream().filter(stage -> stage.duration() != null).toList();
        if (lasting.isEmpty()) {
            warnings.add("stages is empty and has no effect");
            return null;
        }
        return lasting;
    }

    private boolean conflicts(@Nullable Map<String, ScenarioSpec> scenarios, @Nullable List<StageSpec> stages) {
        int before = problems.size();
        boolean iterations = options.iterations() != null;
        boolean duration = options.duration() != null;
        if (iterations && stages != null) {
            conflict(ITERATIONS, STAGES);
        }
        if (duration && stages != null) {
            conflict(DURATION, STAGES);
        }
        if (scenarios != null && iterations) {
            conflict(ITERATIONS, SCENARIOS);
        }
        if (scenarios != null && duration) {
            conflict(DURATION, SCENARIOS);
        }
        if (scenarios != null && stages != null) {
            conflict(STAGES, SCENARIOS);
        }
        return problems.size() > before;
    }

    private void conflict(OptionKey one, OptionKey other) {
        problems.add(new Problem(
                one.text(), one.text() + " and " + other.text() + " cannot be used together", "remove one of them"));
    }

    private @Nullable ScenarioSpec derived(@Nullable List<StageSpec> stages) {
        Map<ScenarioKey, Object> values = new EnumMap<>(ScenarioKey.class);
        Long vus = options.vus();
        Long iterations = options.iterations();
        Duration duration = options.duration();
        if (vus != null) {
            values.put(stages == null ? ScenarioKey.VUS : ScenarioKey.START_VUS, vus);
        }
        if (iterations != null) {
            values.put(ScenarioKey.ITERATIONS, iterations);
            if (duration != null) {
                values.put(ScenarioKey.MAX_DURATION, duration);
            }
            return new ScenarioSpec(ExecutorType.SHARED_ITERATIONS, values);
        }
        if (duration != null) {
            if (!duration.isPositive()) {
                problems.add(new Problem(
                        DURATION.text(),
                        "must be more than 0",
                        "for a test without an end use a scenario with the externally-controlled executor"));
                return null;
            }
            values.put(ScenarioKey.DURATION, duration);
            return new ScenarioSpec(ExecutorType.CONSTANT_VUS, values);
        }
        if (stages != null) {
            values.put(ScenarioKey.STAGES, stages);
            return new ScenarioSpec(ExecutorType.RAMPING_VUS, values);
        }
        if (vus != null) {
            values.put(ScenarioKey.ITERATIONS, vus);
            return new ScenarioSpec(ExecutorType.SHARED_ITERATIONS, values);
        }
        return new ScenarioSpec(ExecutorType.PER_VU_ITERATIONS, values);
    }

    /** The top-level option that stands for a scenario's. */
    static String nameOf(ScenarioKey key) {
        return switch (key) {
            case VUS, START_VUS -> VUS.text();
            case MAX_DURATION -> DURATION.text();
            case ITERATIONS, DURATION, STAGES -> key.text();
            case START_TIME,
                    GRACEFUL_STOP,
                    ENV,
                    EXEC,
                    TAGS,
                    OPTIONS,
                    START_RATE,
                    RATE,
                    TIME_UNIT,
                    PRE_ALLOCATED_VUS,
                    MAX_VUS,
                    GRACEFUL_RAMP_DOWN -> "scenarios." + NAME + "." + key.text();
        };
    }
}
