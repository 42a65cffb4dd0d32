package io.loadbank.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loadbank.plan.Problem;
import io.loadbank.script.ScriptFiles;
import io.loadbank.script.ScriptInspection;
import io.loadbank.script.ScriptInspector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** An inspector without an engine: the words {@code syntax error} and {@code throw} in the main script decide. */
public final class ScriptedInspector implements ScriptInspector {
    public final AtomicInteger inspections = new AtomicInteger();

    @Override
    public ScriptInspection inspect(ScriptFiles files, Map<String, String> env, Duration limit) {
        inspections.incrementAndGet();
        var text = new String(Objects.requireNonNull(files.files().get(files.entry())), UTF_8);
        if (text.contains("syntax error")) {
            var problem = new Problem(files.entry() + ":1:7", "SyntaxError: Expected ; but found error");
            return new ScriptInspection(false, null, List.of(), List.of(), List.of(), List.of(), List.of(problem));
        }
        if (text.contains("throw") && !env.containsKey("TARGET")) {
            var problem = new Problem(files.entry() + ":2:3", "Error: no TARGET");
            return new ScriptInspection(
                    true, null, List.of(), List.of("k6/http"), List.of(), List.of(), List.of(problem));
        }
        return new ScriptInspection(
                true,
                Map.of("vus", 1),
                List.of("default", "setup"),
                List.of("k6/http"),
                List.of(),
                List.of(),
                List.of());
    }
}
