package io.loadbank.script;

import io.loadbank.http.HttpTransport;
import io.loadbank.metric.SampleTap;
import io.loadbank.plan.Problem;
import io.loadbank.vu.LogSink;
import io.loadbank.vu.SecretVault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An engine to load scripts with and to run them without a run around them. */
public final class ScriptLab implements AutoCloseable {

    /** How long init may take where that is not what a test is about. */
    public static final Duration INIT_LIMIT = Duration.ofSeconds(20);

    final ScriptEngine engine = new ScriptEngine();
    private final HttpTransport transport = new HttpTransport(1);
    final ScriptLoader loader = new ScriptLoader(engine, transport);

    /** Files by path and content, alternating; the first is the entry. */
    public static ScriptFiles files(String... pathsAndContents) {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            files.put(pathsAndContents[i], pathsAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return new ScriptFiles(pathsAndContents[0], files);
    }

    /** Loads a script that must be all right, and binds it to a test. */
    public LoadedScript script(String source) {
        return script(ScriptFiles.single("main.js", source), Map.of());
    }

    public LoadedScript script(ScriptFiles files, Map<String, String> env) {
        return script(files, env, null);
    }

    /** A script whose samples are handed on as they are taken. */
    public LoadedScript script(ScriptFiles files, Map<String, String> env, @Nullable SampleTap tap) {
        RecordedTest test = new RecordedTest();
        return switch (loader.load(files, env, SecretVault.EMPTY, test, INIT_LIMIT)) {
            case ScriptLoader.Loaded.Ready(ScriptSession session) -> new LoadedScript(session, test, tap);
            case ScriptLoader.Loaded.Failed(List<Problem> problems, var _, var _) ->
                throw new AssertionError("not loaded: " + problems);
        };
    }

    /** Why a script cannot be loaded. */
    public ScriptLoader.Loaded.Failed refusal(String source) {
        return refusal(ScriptFiles.single("main.js", source));
    }

    public ScriptLoader.Loaded.Failed refusal(ScriptFiles files) {
        return refusal(files, INIT_LIMIT);
    }

    ScriptLoader.Loaded.Failed refusal(ScriptFiles files, Duration limit) {
        return refusal(files, limit, (_, _, _, _, _) -> {});
    }

    ScriptLoader.Loaded.Failed refusal(ScriptFiles files, Duration limit, LogSink log) {
        return switch (loader.load(files, Map.of(), SecretVault.EMPTY, log, limit)) {
            case ScriptLoader.Loaded.Ready _ -> throw new AssertionError("it was loaded");
            case ScriptLoader.Loaded.Failed failed -> failed;
        };
    }

    @Override
    public void close() {
        engine.close();
        transport.close();
    }
}
