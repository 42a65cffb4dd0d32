package io.loadbank.api;

import io.loadbank.plan.Problem;
import io.loadbank.plan.Retarget;
import io.loadbank.plan.Stage;
import io.loadbank.run.RunPatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a merge patch of a run. Which fields are live is for the run to say; here it is whether they can be read. */
final class PatchReader {
    private PatchReader() {}

    static RunPatch read(Map<String, @Nullable Object> body) {
        List<Problem> problems = new ArrayList<>();
        var fields = new ObjectReader(body, "", problems, false);
        Boolean paused = fields.flag("paused");
        Boolean stopped = fields.flag("stopped");
        Map<String, Retarget> scenarios = scenarios(fields, problems);
        Retarget only = retarget(fields, null, problems);
        fields.nothingElse();
        if (!problems.isEmpty()) {
            throw Refusal.invalid(problems);
        }
        boolean nothing = only.equals(new Retarget(null, null, null, null, null, null, null, null, null, null));
        return new RunPatch(paused, stopped, scenarios, nothing ? null : only);
    }

    private static Map<String, Retarget> scenarios(ObjectReader fields, List<Problem> problems) {
        Map<String, Retarget> scenarios = new LinkedHashMap<>();
        Map<String, @Nullable Object> named = fields.object("scenarios");
        if (named != null) {
            for (String name : named.keySet()) {
                var scenario = new ObjectReader(named, fields.path("scenarios"), problems, false);
                Map<String, @Nullable Object> changes = scenario.object(name);
                if (changes != null) {
                    var reader = new ObjectReader(changes, scenario.path(name), problems, false);
                    scenarios.put(name, retarget(reader, reader.flag("paused"), problems));
                    reader.nothingElse();
                }
            }
        }
        return scenarios;
    }

    private static Retarget retarget(ObjectReader fields, @Nullable Boolean paused, List<Problem> problems) {
        return new Retarget(
                fields.count("vus"),
                fields.count("maxVUs"),
                fields.count("rate"),
                fields.duration("timeUnit"),
                stages(fields, problems),
                fields.duration("duration"),
                paused,
                fields.duration("ramp"),
                fields.instant("at"),
                fields.duration("in"));
    }

    private static @Nullable List<Stage> stages(ObjectReader fields, List<Problem> problems) {
        List<? extends @Nullable Object> list = fields.list("stages");
        if (list == null) {
            return null;
        }
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String path = fields.path("stages") + "[" + i + "]";
            if (!(list.get(i) instanceof Map<?, ?> map)) {
                problems.add(new Problem(path, "must be an object, is " + ObjectReader.shown(list.get(i))));
                continue;
            }
            @SuppressWarnings("unchecked") // the keys of JSON objects are texts
            var stage = new ObjectReader((Map<String, @Nullable Object>) map, path, problems, false);
            Duration duration = stage.duration("duration");
            Long target = stage.count("target");
            for (String field : List.of("duration", "target")) {
                if (!stage.has(field)) {
                    stage.problem(field, "is missing", null);
                }
            }
            stage.nothingElse();
            if (duration != null && target != null) {
                stages.add(new Stage(duration, target));
            }
        }
        return stages;
    }
}
