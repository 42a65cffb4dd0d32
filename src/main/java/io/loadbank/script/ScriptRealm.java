package io.loadbank.script;

import io.loadbank.script.module.Console;
import io.loadbank.script.module.EventLoop;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.JsModule;
import io.loadbank.script.module.JsonText;
import io.loadbank.script.module.Phase;
import io.loadbank.script.module.Realm;
import io.loadbank.script.module.RunScope;
import io.loadbank.script.module.Timers;
import io.loadbank.script.module.VuScope;
import io.loadbank.vu.LogSink.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * One JavaScript realm of a run with the script loaded into it. Confined to the thread that made it, except
 * {@link #stop()}.
 *
 * <p>Guest code runs between {@link #enter()} and {@link #leave()} only; a realm that is stopped refuses to enter.
 */
final class ScriptRealm implements Interrupter.Target, AutoCloseable {

    private final ScriptEngine engine;
    private final ScriptProgram program;
    private final Context context;
    private final ModuleFiles files;
    private final Realm realm;
    private final Value tools;
    private final ModuleLoader loader;
    private final StackText stackText;
    private volatile boolean entered;
    private @Nullable Value exports;
    private @Nullable String rejection;
    private volatile boolean abortedInInit;
    private volatile @Nullable String abortMessage;

    ScriptRealm(ScriptEngine engine, ScriptProgram program, ScriptRun run, int vu) {
        this.engine = engine;
        this.program = program;
        this.stackText = new StackText(program);
        this.files = new ModuleFiles(program);
        this.context = engine.newContext(files);
        files.attach(context);
        VuScope scope = new VuScope(vu, run.scope(), this::abort);
        this.realm = new Realm(new Guest(context), scope, run.scope(), new EventLoop());
        this.loader = new ModuleLoader(context, program, realm, run.opened(), stackText);
        this.tools = realm.guest().evaluate("realm.js").execute(Guest.object(host()));
        loader.use(tools);
    }

    private Map<String, Object> host() {
        Guest guest = realm.guest();
        RunScope run = realm.run();
        Map<String, Object> host = new LinkedHashMap<>();
        host.put("rejected", guest.action(arguments -> reject(arguments[1].asString())));
        host.put("builtin", guest.function(arguments -> builtin(arguments[0].asString())));
        host.put("require", guest.function(arguments -> loader.require(arguments[0].asString())));
        host.put("requireGlobal", guest.function(arguments -> loader.requireGlobal(arguments[0].asString())));
        host.put(
                "resolve",
                guest.function(arguments -> ModulePath.shown(arguments[0].asString(), arguments[1].asString())));
        host.put("open", guest.function(arguments -> loader.open(arguments[0].asString(), arguments[1].asBoolean())));
        host.put("done", guest.action(arguments -> exports = arguments[0]));
        host.put("console", Console.open(realm));
        host.put("timers", Timers.open(realm));
        host.put("lateGlobals", guest.tree(BuiltinGlobals.NAMES));
        host.put("global", guest.function(arguments -> BuiltinGlobals.open(realm, arguments[0].asString())));
        host.put("vu", realm.vu().id());
        host.put("env", guest.tree(run.env()));
        host.put("serialise", guest.evaluate("serialise.js"));
        return host;
    }

    private Object builtin(String name) {
        JsModule module = BuiltinModules.get(name);
        Value opened = module.open(realm);
        return Guest.object(Map.of("exports", opened, "named", module.named(opened)));
    }

    private void reject(String text) {
        if (rejection == null) {
            rejection = text;
        }
    }

    private void abort(@Nullable String message) {
        if (realm.vu().phase() == Phase.INIT) {
            abortMessage = message;
            abortedInInit = true;
            stop();
            return;
        }
        if (realm.vu().phase() == Phase.SUMMARY) {
            Console.line(realm, Level.ERROR, message == null ? "test aborted" : "test aborted: " + message);
        } else {
            realm.run().test().abort(message);
        }
        stop();
    }

    /**
     * Runs the init code: the whole module graph, then the event loop until it is dry. What is made of the outcome may
     * run code of the script as well, such as a getter, and so falls under the same limit.
     *
     * @param limitNanos how long it may take
     * @param then reads what init has left
     */
    <T> T init(long limitNanos, Supplier<T> then) throws ScriptFault {
        if (!enter()) {
            throw new ScriptFault(ScriptFault.Kind.INTERRUPTED, "", "interrupted before init");
        }
        boolean[] late = {false};
        try (ScriptEngine.Alarm _ = engine.alarm(limitNanos, () -> {
            late[0] = true;
            stop();
        })) {
            evaluate();
            realm.loop().run(realm.vu(), this::checkRejection);
            checkUnresolved();
            if (realm.vu().stopped()) {
                throw stopped(late[0], limitNanos);
            }
            if (exports == null) {
                throw new ScriptFault(
                        ScriptFault.Kind.THROWN, "", "the top level waits for a promise that nothing will settle");
            }
            tools.getMember("endInit").execute();
            files.seal();
            return then.get();
        } catch (PolyglotException e) {
            if (realm.vu().stopped()) {
                checkUnresolved();
                throw stopped(late[0], limitNanos);
            }
            throw loader.fault(e, files.unresolved());
        } catch (Rejected e) {
            checkUnresolved();
            throw new ScriptFault(ScriptFault.Kind.THROWN, "", "Uncaught (in promise) " + e.getMessage());
        } finally {
            leave();
        }
    }

    private void evaluate() {
        String entry = program.files().entryPath();
        if (program.kind(context, entry) == ScriptProgram.Kind.COMMON_JS) {
            exports = loader.require(entry);
        } else {
            String boot = "import * as ns from " + JsonText.of(entry) + ";__loadbank.done(ns);";
            context.eval(Source.newBuilder("js", boot, "loadbank:boot")
                    .mimeType(EsModule.MIME_TYPE)
                    .internal(true)
                    .buildLiteral());
        }
        checkRejection();
    }

    /** Shows the consolidated options in the script's exported ones, as k6 does in each VU. Within init only. */
    void showOptions() {
        Value own = exports();
        if (own.hasMember("options") && realm.run().isBound()) {
            Value values = realm.guest().tree(realm.run().test().options());
            tools.getMember("overwrite").execute(own.getMember("options"), values);
        }
    }

    private ScriptFault stopped(boolean late, long limitNanos) {
        if (abortedInInit) {
            String message = abortMessage == null ? "test aborted" : "test aborted: " + abortMessage;
            return new ScriptFault(ScriptFault.Kind.ABORTED, "", message);
        }
        return late
                ? new ScriptFault(
                        ScriptFault.Kind.TIMEOUT,
                        "",
                        "the init code was stopped after " + limitNanos / 1_000_000 + " ms, the limit for init")
                : new ScriptFault(ScriptFault.Kind.INTERRUPTED, "", "the init code was interrupted");
    }

    private void checkUnresolved() throws ScriptFault {
        if (!files.unresolved().isEmpty()) {
            throw loader.unresolved(files.unresolved());
        }
    }

    /** Thrown after a task when a promise was rejected and nobody handles it. */
    static final class Rejected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Rejected(String text) {
            super(text, null, false, false);
        }
    }

    /** Throws if a promise was rejected without a handler since the last call. */
    void checkRejection() {
        String text = rejection;
        if (text != null) {
            rejection = null;
            throw new Rejected(text);
        }
    }

    void forgetRejection() {
        rejection = null;
    }

    /** Starts to run guest code; false if the realm shall stop. */
    boolean enter() {
        entered = true;
        if (realm.vu().stopped()) {
            leave();
            return false;
        }
        return true;
    }

    /** Ends a stretch of guest code. */
    @SuppressWarnings("ResultOfMethodCallIgnored")
    void leave() {
        entered = false;
        if (realm.vu().stopped()) {
            engine.interrupter().awaitEnd(this);
        }
        // the engine's interrupt may have left its mark on the thread
        Thread.interrupted();
    }

    /** Stops the realm: what runs is cut off, nothing more runs until the VU is resumed. From any thread. */
    void stop() {
        realm.vu().stop();
        engine.interrupter().interrupt(this);
    }

    @Override
    public Context context() {
        return context;
    }

    @Override
    public boolean mustLeave() {
        return entered && realm.vu().stopped();
    }

    Realm realm() {
        return realm;
    }

    Value tools() {
        return tools;
    }

    Value exports() {
        return Objects.requireNonNull(exports, "init has not run");
    }

    StackText stackText() {
        return stackText;
    }

    @Override
    public void close() {
        realm.vu().close();
        try {
            context.close(true);
        } catch (PolyglotException | IllegalStateException _) {
            // closing after an interrupt repeats the interrupt; the context is gone all the same
        }
    }
}
