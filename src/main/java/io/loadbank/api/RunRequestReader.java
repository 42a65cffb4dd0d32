package io.loadbank.api;

import io.loadbank.plan.Problem;
import io.loadbank.run.RuntimeOptions;
import io.loadbank.run.RuntimeWish;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Reads what is to be run from a JSON body, or from the query when the body is the script. */
final class RunRequestReader {
    private static final int MAX_NAME = 200;

    private RunRequestReader() {}

    /** A JSON body: a stored script and how to run it. */
    record Stored(String script, RunRequest run) {}

    static Stored fromJson(Map<String, @Nullable Object> body) {
        List<Problem> problems = new ArrayList<>();
        var fields = new ObjectReader(body, "", problems, true);
        String script = fields.text("script");
        if (script == null && body.get("script") == null) {
            fields.problem("script", "is missing", "name, name@version or sha256:... of a script that was uploaded");
        }
        String name = fields.text("name");
        String id = fields.text("id");
        Map<String, @Nullable Object> options = fields.object("options");
        Map<String, String> env = fields.texts("env");
        Map<String, String> secrets = fields.texts("secrets");
        Map<String, String> tags = fields.texts("tags");
        Boolean paused = fields.flag("paused");
        Boolean failOnSaturation = fields.flag("failOnSaturation");
        RuntimeWish runtime = new RuntimeWish(
                fields.text("summaryMode"),
                fields.flag("noSummary"),
                fields.text("summaryExport"),
                fields.flag("newMachineReadableSummary"),
                fields.flag("noThresholds"));
        List<Object> outputs = outputs(fields, body.get("outputs"), problems);
        fields.nothingElse();
        RuntimeOptions runtimeOptions = runtime.read(problems, UnaryOperator.identity());
        checkNames(id, name, problems);
        if (script == null || !problems.isEmpty()) {
            throw Refusal.invalid(problems);
        }
        return new Stored(
                script,
                new RunRequest(
                        id,
                        name,
                        withoutNulls(options),
                        env,
                        secrets,
                        tags,
                        paused,
                        Boolean.TRUE.equals(failOnSaturation),
                        outputs,
                        runtimeOptions));
    }

    /** The query beside a script; {@code name} and {@code dryRun} were asked for already. */
    static RunRequest fromQuery(ServerHttpRequest request) {
        List<Problem> problems = new ArrayList<>();
        var query = new QueryReader(request, problems);
        String name = query.text("name");
        String id = query.text("id");
        Map<String, Object> options = new LinkedHashMap<>();
        putIfThere(options, "vus", query.count("vus"));
        putIfThere(options, "iterations", query.count("iterations"));
        if (query.duration("duration") != null) {
            putIfThere(options, "duration", request.getQueryParams().getFirst("duration"));
        }
        Boolean paused = query.flag("paused");
        Map<String, String> env = query.pairs("env");
        Map<String, String> tags = query.pairs("tag");
        Boolean failOnSaturation = query.flag("failOnSaturation");
        List<String> outputs = query.values("out");
        RuntimeOptions runtime = new RuntimeWish(
                        query.text("summaryMode"),
                        query.flag("noSummary"),
                        query.text("summaryExport"),
                        query.flag("newMachineReadableSummary"),
                        query.flag("noThresholds"))
                .read(problems, UnaryOperator.identity());
        query.flag("dryRun");
        checkNames(id, name, problems);
        query.done();
        return new RunRequest(
                id,
                name,
                options,
                env,
                Map.of(),
                tags,
                paused,
                Boolean.TRUE.equals(failOnSaturation),
                outputs.isEmpty() ? null : List.copyOf(outputs),
                runtime);
    }

    /** Their values are not shown in problems, they may be secrets. */
    private static @Nullable List<Object> outputs(ObjectReader fields, @Nullable Object value, List<Problem> problems) {
        List<? extends @Nullable Object> given = fields.list("outputs");
        if (given == null) {
            if (problems.removeIf(it -> it.path().equals("outputs"))) {
                fields.problem("outputs", "must be a list, is " + ObjectReader.kindOf(value), null);
            }
            return null;
        }
        List<Object> outputs = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Object wish = given.get(i);
            if (wish == null) {
                fields.problem("outputs[" + i + "]", "must be text or an object, is null", null);
            } else {
                outputs.add(wish);
            }
        }
        return outputs;
    }

    private static void putIfThere(Map<String, Object> options, String name, @Nullable Object value) {
        if (value != null) {
            options.put(name, value);
        }
    }

    private static void checkNames(@Nullable String id, @Nullable String name, List<Problem> problems) {
        if (id != null && (!id.matches("[A-Za-z0-9._-]{1,100}") || id.matches("\\.{1,2}") || id.equals("stop-all"))) {
            problems.add(new Problem(
                    "id", ObjectReader.shown(id) + " cannot be an id", "use 1 to 100 of A-Z a-z 0-9 . _ -"));
        }
        if (name != null && (name.isBlank() || name.length() > MAX_NAME)) {
            problems.add(new Problem("name", "must have 1 to " + MAX_NAME + " characters"));
        }
    }

    /** An option that is null is one that is not given, as in k6. */
    private static Map<String, Object> withoutNulls(@Nullable Map<String, @Nullable Object> options) {
        Map<String, Object> given = new LinkedHashMap<>();
        if (options != null) {
            options.forEach((name, value) -> {
                if (value != null) {
                    given.put(name, value);
                }
            });
        }
        return given;
    }
}
