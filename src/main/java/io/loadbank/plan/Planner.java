package io.loadbank.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns consolidated options into a test plan: resolves shortcuts, refuses conflicts, checks limits, fills in defaults.
 * All problems are reported at once.
 */
public final class Planner {
    private static final Pattern SCENARIO_NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final Options options;
    private final Set<String> exports;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private Planner(Options options, Set<String> exports) {
        this.options = options;
        this.exports = exports;
    }

    /**
     * The plan, or everything that stands in its way.
     *
     * @param consolidated the options of all layers
     * @param exportedFunctions the names of the functions that scenarios may run
     */
    public static Planned plan(Options consolidated, Set<String> exportedFunctions) {
        return new Planner(consolidated, exportedFunctions).plan();
    }

    private Planned plan() {
        Shortcuts shortcuts = new Shortcuts(options, problems, warnings);
        Map<String, ScenarioSpec> specs = shortcuts.scenarios();
        List<Scenario> scenarios = new ArrayList<>();
        specs.forEach((name, spec) -> {
            Scenario scenario = scenario(name, spec, shortcuts.used());
            if (scenario != null) {
                scenarios.add(scenario);
            }
        });
        checkLimits();
        if (!problems.isEmpty()) {
            return new Planned.Refused(problems);
        }
        scenarios.sort(Comparator.comparing(Scenario::startTime).thenComparing(Scenario::name));
        Options derived = options.with(OptionKey.SCENARIOS, new LinkedHashMap<>(specs))
                .with(OptionKey.VUS, null)
                .with(OptionKey.DURATION, null)
                .with(OptionKey.ITERATIONS, null)
                .with(OptionKey.STAGES, null);
        return new Planned.Ready(new TestPlan(derived, scenarios), warnings);
    }

    /** The scenario with defaults filled in, or null when it has problems. */
    private @Nullable Scenario scenario(String name, ScenarioSpec spec, boolean fromShortcuts) {
        int before = problems.size();
        String path = "scenarios." + name;
        if (!SCENARIO_NAME.matcher(name).matches()) {
            problems.add(new Problem(
                    path, "the name of a scenario consists of ASCII letters, digits, underscores and dashes"));
        }
        Fields fields = new Fields(spec, fromShortcuts ? Fields.Paths.SHORTCUT : Fields.Paths.in(path), problems);
        Workload workload = new Workloads(fields).workload(spec.executor());
        Duration startTime = fields.notNegative(ScenarioKey.START_TIME, Duration.ZERO);
        Duration gracefulStop = gracefulStop(spec, fields);
        String exec = spec.text(ScenarioKey.EXEC);
        checkExec(exec, fields.path(ScenarioKey.EXEC));
        if (workload == null || problems.size() > before) {
            return null;
        }
        return new Scenario(
                name,
                workload,
                startTime,
                gracefulStop,
                exec == null ? Defaults.EXEC : exec,
                spec.texts(ScenarioKey.ENV),
                spec.texts(ScenarioKey.TAGS));
    }

    private Duration gracefulStop(ScenarioSpec spec, Fields fields) {
        if (spec.executor() != ExecutorType.EXTERNALLY_CONTROLLED) {
            return fields.notNegative(ScenarioKey.GRACEFUL_STOP, Defaults.GRACEFUL_STOP);
        }
        if (spec.duration(ScenarioKey.GRACEFUL_STOP) != null) {
            fields.refuse(ScenarioKey.GRACEFUL_STOP, "an externally-controlled scenario has no gracefulStop");
        }
        return Duration.ZERO;
    }

    private void checkExec(@Nullable String exec, String path) {
        if (exec != null && exec.isEmpty()) {
            problems.add(new Problem(path, "must not be empty"));
        } else if (!exports.contains(exec == null ? Defaults.EXEC : exec)) {
            problems.add(new Problem(
                    path,
                    "the script exports no function named '" + (exec == null ? Defaults.EXEC : exec) + "'",
                    exports.isEmpty()
                            ? "export a default function"
                            : "it exports "
                                    + String.join(
                                            ", ", exports.stream().sorted().toList())));
        }
    }

    private void checkLimits() {
        Duration setupTimeout = options.setupTimeout();
        if (setupTimeout != null && !setupTimeout.isPositive()) {
            problems.add(new Problem(OptionKey.SETUP_TIMEOUT.text(), "must be more than 0"));
        }
        notNegative(OptionKey.TEARDOWN_TIMEOUT, options.teardownTimeout());
        notNegative(OptionKey.HANDLE_SUMMARY_TIMEOUT, options.handleSummaryTimeout());
        notNegative(OptionKey.MIN_ITERATION_DURATION, options.minIterationDuration());
        notNegative(OptionKey.RPS, options.rps());
        notNegative(OptionKey.MAX_REDIRECTS, options.maxRedirects());
        notNegative(OptionKey.BATCH, options.batch());
        notNegative(OptionKey.BATCH_PER_HOST, options.batchPerHost());
        notNegative(OptionKey.METRIC_SAMPLES_BUFFER_SIZE, options.metricSamplesBufferSize());
        List<String> stats = options.summaryTrendStats();
        for (int i = 0; stats != null && i < stats.size(); i++) {
            if (!TrendStat.isKnown(stats.get(i))) {
                problems.add(new Problem(
                        OptionKey.SUMMARY_TREND_STATS.text() + "[" + i + "]",
                        "unknown stat '" + stats.get(i) + "'",
                        "choose among avg, min, med, max, count and p(N) with N from 0 to 100"));
            }
        }
    }

    private void notNegative(OptionKey key, @Nullable Duration value) {
        if (value != null && value.isNegative()) {
            problems.add(new Problem(key.text(), "must not be negative"));
        }
    }

    private void notNegative(OptionKey key, @Nullable Long value) {
        if (value != null && (value < 0 || value > Integer.MAX_VALUE)) {
            problems.add(new Problem(key.text(), "must be from 0 to " + Integer.MAX_VALUE));
        }
    }
}
