package io.loadbank.run;

import io.loadbank.executor.InstancePlan;
import io.loadbank.plan.OptionSupport;
import io.loadbank.plan.Options;
import io.loadbank.plan.OptionsReader;
import io.loadbank.plan.Planned;
import io.loadbank.plan.Planner;
import io.loadbank.plan.Problem;
import io.loadbank.plan.TestPlan;
import io.loadbank.plan.ThresholdSpec;
import io.loadbank.run.RunOutputs.ChosenOutput;
import io.loadbank.script.ScriptLoader;
import io.loadbank.script.ScriptSession;
import io.loadbank.threshold.Parsed;
import io.loadbank.threshold.Thresholds;
import io.loadbank.vu.LogSink;
import io.loadbank.vu.SecretVault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs a spec's script through its first init and its options through the planner. Thread-safe. */
final class RunPreparation {

    private final ScriptLoader loader;
    private final RunLimits limits;
    private final RunOutputs outputs;
    private final RuntimeOptions defaults;

    /** @param defaults what runs do that do not say otherwise */
    RunPreparation(ScriptLoader loader, RunLimits limits, RunOutputs outputs, RuntimeOptions defaults) {
        this.defaults = defaults;
        this.outputs = outputs;
        this.loader = loader;
        this.limits = limits;
    }

    PreparedRun prepare(RunSpec spec, SecretVault secrets, LogSink log) {
        List<Problem> problems = new ArrayList<>();
        List<ChosenOutput> chosen = List.of();
        switch (outputs.choose(spec.outputs())) {
            case RunOutputs.Choice.Made(List<ChosenOutput> made) -> chosen = made;
            case RunOutputs.Choice.Refused(List<Problem> refused) -> problems.addAll(refused);
        }
        return switch (loader.load(spec.files(), spec.env(), secrets, log, limits.initTimeout())) {
            case ScriptLoader.Loaded.Failed(List<Problem> failures, var _, var _) -> {
                problems.addAll(failures);
                yield new PreparedRun.Refused(problems);
            }
            case ScriptLoader.Loaded.Ready(ScriptSession session) -> plan(spec, session, chosen, problems);
        };
    }

    private PreparedRun plan(RunSpec spec, ScriptSession session, List<ChosenOutput> chosen, List<Problem> problems) {
        int before = problems.size();
        List<String> warnings = new ArrayList<>();
        OptionsReader.Read own = OptionsReader.read(session.options());
        OptionsReader.Read given = OptionsReader.read(spec.options());
        problems.addAll(own.problems());
        given.problems().forEach(problem -> problems.add(inRequest(problem)));
        warnings.addAll(own.warnings());
        given.warnings().forEach(warning -> problems.add(new Problem("options", warning, hint(warning))));
        if (problems.size() > before) {
            return new PreparedRun.Refused(problems);
        }
        Options options = Options.overlay(own.options(), given.options(), warnings);
        problems.addAll(OptionSupport.unsupported(options));
        InstancePlan plan = null;
        switch (Planner.plan(options, Set.copyOf(session.exports()))) {
            case Planned.Refused(List<Problem> refused) -> problems.addAll(refused);
            case Planned.Ready(TestPlan ready, List<String> more) -> {
                plan = instance(ready, problems);
                warnings.addAll(more);
            }
        }
        RuntimeOptions runtime = spec.runtime().over(defaults);
        Parsed thresholds = thresholds(options, session, runtime.unjudged(), warnings);
        problems.addAll(thresholds.problems());
        Problem unusable = session.complaint(options);
        if (unusable != null) {
            problems.add(unusable);
        }
        if (plan == null || !problems.isEmpty()) {
            return new PreparedRun.Refused(problems);
        }
        List<Problem> notes = warnings.stream()
                .map(warning -> new Problem("options", warning))
                .toList();
        return new PreparedRun.Ready(session, plan, thresholds.thresholds(), notes, chosen, runtime, spec.files());
    }

    private static Parsed thresholds(Options options, ScriptSession session, boolean unjudged, List<String> warnings) {
        Map<String, List<ThresholdSpec>> specs = options.thresholds() == null ? Map.of() : options.thresholds();
        if (!unjudged) {
            return Thresholds.parse(specs, session.registry());
        }
        Parsed keysOnly = Thresholds.unjudged(specs.keySet(), session.registry());
        keysOnly.problems().forEach(problem -> warnings.add(problem.path() + ": " + problem.message()));
        return new Parsed(keysOnly.thresholds(), List.of());
    }

    private static @Nullable InstancePlan instance(TestPlan test, List<Problem> problems) {
        return switch (InstancePlan.of(test)) {
            case InstancePlan.Made.Ready(InstancePlan plan) -> plan;
            case InstancePlan.Made.Refused(List<Problem> refused) -> {
                problems.addAll(refused);
                yield null;
            }
        };
    }

    private static String hint(String warning) {
        return RuntimeOptions.NAMES.stream().anyMatch(name -> warning.contains("'" + name + "'"))
                ? "it is a field of the request, beside options"
                : "see the list of options in the docs";
    }

    private static Problem inRequest(Problem problem) {
        return new Problem("options." + problem.path(), problem.message(), problem.hint());
    }
}
