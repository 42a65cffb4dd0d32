package io.loadbank.script;

import io.loadbank.http.HttpTransport;
import io.loadbank.metric.MetricRegistry;
import io.loadbank.plan.Problem;
import io.loadbank.script.module.RunScope;
import io.loadbank.typescript.TypeScript;
import io.loadbank.vu.LogSink;
import io.loadbank.vu.SecretVault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Runs the first init of scripts. Thread-safe; blocks for the length of the init. */
public final class ScriptLoader implements ScriptInspector {

    private static final int MAX_LINKS = 500;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    private final ScriptEngine engine;
    private final HttpTransport transport;
    private final TypeScript typeScript = new TypeScript();
    private final ProgramCache programs = new ProgramCache();

    public ScriptLoader(ScriptEngine engine, HttpTransport transport) {
        this.engine = engine;
        this.transport = transport;
    }

    /** What became of a first init. */
    public sealed interface Loaded {

        /** The script is ready to be bound to a run. */
        record Ready(ScriptSession session) implements Loaded {}

        /**
         * The script cannot be run.
         *
         * @param linked whether it parses and all its imports exist
         * @param aborted whether the script asked for the end itself
         */
        record Failed(List<Problem> problems, boolean linked, boolean aborted) implements Loaded {}
    }

    /**
     * Runs a script's init as VU 0.
     *
     * @param env what {@code __ENV} shows
     * @param secrets what {@code k6/secrets} may hand out
     * @param limit how long the init, and that of each VU, may take
     */
    public Loaded load(ScriptFiles files, Map<String, String> env, SecretVault secrets, LogSink log, Duration limit) {
        ArchiveMetadata archive = ArchiveMetadata.of(files);
        Map<String, String> shown = new LinkedHashMap<>(archive == null ? Map.of() : archive.env());
        shown.putAll(env);
        ScriptProgram program = programs.program(files);
        program.prepare(typeScript);
        for (int links = 0; ; links++) {
            HeldLog held = new HeldLog(log);
            RunScope scope = new RunScope(new MetricRegistry(), shown, secrets, held, transport, files);
            ScriptRun run = new ScriptRun(scope, new OpenedFiles());
            InitWeight weight = new InitWeight(engine, program, run);
            Loaded loaded = link(program, run, limit);
            if (loaded != null) {
                if (loaded instanceof Loaded.Ready(ScriptSession session)) {
                    session.initBytes(held.unheard(() -> weight.bytes(limit)));
                }
                held.release();
                program.substitutes()
                        .forEach((url, name) ->
                                log.log(LogSink.Level.INFO, "run", "", 0, url + " is " + JsLibraries.title(name)));
                return loaded;
            }
            if (links >= MAX_LINKS) {
                throw new IllegalStateException("linking does not come to an end");
            }
        }
    }

    /** Tries the init; null if linking has learnt names that importers shall see, so that it must be tried again. */
    private @Nullable Loaded link(ScriptProgram program, ScriptRun run, Duration limit) {
        long learnt = program.revision();
        try (ScriptRealm realm = new ScriptRealm(engine, program, run, 0)) {
            Loaded loaded = realm.init(limit.toNanos(), () -> ready(realm, program, run, limit));
            return program.revision() == learnt ? loaded : null;
        } catch (RelinkException _) {
            return null;
        } catch (ScriptFault e) {
            boolean linked = e.kind() != ScriptFault.Kind.SYNTAX && e.kind() != ScriptFault.Kind.UNRESOLVED;
            return program.revision() == learnt
                    ? new Loaded.Failed(e.problems(), linked, e.kind() == ScriptFault.Kind.ABORTED)
                    : null;
        }
    }

    private Loaded ready(ScriptRealm realm, ScriptProgram program, ScriptRun run, Duration limit) {
        List<Problem> problems = new ArrayList<>();
        List<String> exports = functions(realm, problems);
        ArchiveMetadata archive = ArchiveMetadata.of(program.files());
        Map<String, Object> options = archive == null ? options(realm, problems) : archive.options();
        return problems.isEmpty()
                ? new Loaded.Ready(new ScriptSession(engine, program, run, limit, options, exports))
                : new Loaded.Failed(problems, true, false);
    }

    private static List<String> functions(ScriptRealm realm, List<Problem> problems) {
        List<String> functions = new ArrayList<>();
        Value exports = realm.exports();
        for (String name : exports.getMemberKeys()) {
            Value export = exports.getMember(name);
            boolean callable = export.canExecute() && !name.equals("options");
            if (callable) {
                functions.add(name);
            } else if (name.equals("setup") || name.equals("teardown")) {
                problems.add(new Problem("exports." + name, name + " is exported but is not a function"));
            }
        }
        if (functions.isEmpty()) {
            problems.add(new Problem(
                    "exports", "the script exports no function to run", "write export default function () { … }"));
        }
        return functions;
    }

    private static Map<String, Object> options(ScriptRealm realm, List<Problem> problems) {
        Value exports = realm.exports();
        Value options = exports.hasMember("options") ? exports.getMember("options") : null;
        if (options == null || options.isNull()) {
            return Map.of();
        }
        Map<String, Object> tree = tree(realm, options);
        if (tree == null) {
            problems.add(new Problem("options", "the exported options must be an object that JSON can represent"));
            return Map.of();
        }
        return tree;
    }

    private static @Nullable Map<String, Object> tree(ScriptRealm realm, Value options) {
        try {
            String json = realm.realm().guest().json(options);
            return json != null && json.startsWith("{") ? MAPPER.readValue(json, TREE) : null;
        } catch (PolyglotException e) {
            if (realm.realm().vu().stopped()) {
                throw e;
            }
            // a circular object, or what a getter threw
            return null;
        } catch (JacksonException _) {
            return null;
        }
    }

    @Override
    public ScriptInspection inspect(ScriptFiles files, Map<String, String> env, Duration limit) {
        Loaded loaded = load(files, env, SecretVault.EMPTY, (_, _, _, _, _) -> {}, limit);
        ScriptProgram program = programs.program(files);
        List<String> imports = program.imports();
        List<String> replaced = List.copyOf(program.substitutes().keySet());
        return switch (loaded) {
            case Loaded.Ready(ScriptSession session) ->
                new ScriptInspection(
                        true, session.options(), session.exports(), imports, List.of(), replaced, List.of());
            case Loaded.Failed(List<Problem> problems, boolean linked, var _) ->
                new ScriptInspection(linked, null, List.of(), imports, program.missing(), replaced, problems);
        };
    }
}
