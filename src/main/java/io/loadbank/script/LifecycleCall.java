package io.loadbank.script;

import io.loadbank.http.HttpClient;
import io.loadbank.metric.BuiltinMetrics;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.Realm;
import io.loadbank.script.module.VuScope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** One call of setup, teardown or handleSummary. {@link #interrupt()} may be called from any thread, once or often. */
public final class LifecycleCall {

    /** A member that tells the data of a test from the machine-readable summary, and one that data always has. */
    private static final String DATA = "root_group";

    private static final String SETUP_DATA = "setup_data";

    /** Makes the realm a call runs in. */
    @FunctionalInterface
    interface Realms {
        ScriptRealm create(int vu) throws ScriptFault;
    }

    private final Realms realms;
    private final ScriptEngine engine;
    private final SetupData setupData;
    private final LifecycleFunction function;
    private final Duration limit;
    private volatile boolean interrupted;
    private volatile boolean late;
    private volatile @Nullable ScriptRealm realm;
    private @Nullable Value settled;
    private boolean rejected;

    LifecycleCall(Realms realms, ScriptEngine engine, SetupData setupData, LifecycleFunction function, Duration limit) {
        this.realms = realms;
        this.engine = engine;
        this.setupData = setupData;
        this.function = function;
        this.limit = limit;
    }

    /**
     * Runs the call on the calling thread.
     *
     * @param argument JSON-like tree handed to {@code handleSummary}; the others get the setup data
     */
    public CallOutcome run(@Nullable Map<String, ?> argument) {
        ScriptRealm made;
        try {
            made = realms.create(0);
        } catch (ScriptFault e) {
            return e.kind() == ScriptFault.Kind.ABORTED || e.kind() == ScriptFault.Kind.INTERRUPTED
                    ? new CallOutcome.CutOff()
                    : new CallOutcome.Threw(e.text());
        }
        realm = made;
        try (ScriptEngine.Alarm _ = engine.alarm(limit.toNanos(), this::expire)) {
            if (interrupted) {
                return new CallOutcome.CutOff();
            }
            if (!limit.isPositive()) {
                expire();
            }
            return call(made, argument);
        } finally {
            realm = null;
            made.close();
        }
    }

    private CallOutcome call(ScriptRealm script, @Nullable Map<String, ?> argument) {
        VuScope vu = script.realm().vu();
        vu.enter(function.phase());
        vu.bind(null, Map.of(), function.group());
        if (!script.enter()) {
            return stopped();
        }
        try {
            Guest guest = script.realm().guest();
            Value input = input(guest, argument);
            Value result = script.exports().getMember(function.export()).execute(input);
            script.tools()
                    .getMember("settle")
                    .execute(
                            result,
                            guest.action(arguments -> settled = guest.argument(arguments, 0)),
                            guest.action(arguments -> {
                                settled = guest.argument(arguments, 0);
                                rejected = true;
                            }));
            script.checkRejection();
            script.realm().loop().run(vu, script::checkRejection);
            return vu.stopped() ? stopped() : answer(script);
        } catch (PolyglotException e) {
            return vu.stopped()
                    ? stopped()
                    : new CallOutcome.Threw(script.stackText().of(e));
        } catch (ScriptRealm.Rejected e) {
            return vu.stopped() ? stopped() : new CallOutcome.Unusable("Uncaught (in promise) " + e.getMessage());
        } finally {
            emit(script.realm());
            script.leave();
        }
    }

    private Value input(Guest guest, @Nullable Map<String, ?> argument) {
        if (function == LifecycleFunction.HANDLE_SUMMARY) {
            Value data = guest.tree(argument);
            if (argument != null && argument.containsKey(DATA) && !argument.containsKey(SETUP_DATA)) {
                data.putMember(SETUP_DATA, guest.undefined());
            }
            return data;
        }
        String json = setupData.json();
        return json == null ? guest.undefined() : guest.parseJson(json);
    }

    private CallOutcome answer(ScriptRealm script) {
        Guest guest = script.realm().guest();
        Value value = settled;
        if (value == null) {
            // a promise that nothing will settle keeps nothing alive
            return new CallOutcome.Returned(null);
        }
        if (rejected) {
            return new CallOutcome.Unusable("Uncaught (in promise) " + guest.text(value));
        }
        if (function == LifecycleFunction.HANDLE_SUMMARY) {
            return files(value);
        }
        try {
            Value text = script.tools().getMember("serialise").execute(value);
            return new CallOutcome.Returned(text.isNull() ? null : text.asString());
        } catch (PolyglotException e) {
            return script.realm().vu().stopped() ? stopped() : new CallOutcome.Unusable(StackText.message(e));
        }
    }

    private static CallOutcome files(Value value) {
        if (isFalsy(value)) {
            return new CallOutcome.Files(null);
        }
        if (value.isString() || value.hasArrayElements() || !value.hasMembers()) {
            return new CallOutcome.Unusable("handleSummary() must return an object of destinations and contents");
        }
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (String destination : value.getMemberKeys()) {
            Value content = value.getMember(destination);
            byte[] bytes =
                    content.isString() ? content.asString().getBytes(StandardCharsets.UTF_8) : Guest.bytes(content);
            if (bytes == null) {
                return new CallOutcome.Unusable("handleSummary() returned a " + Guest.typeName(content) + " for '"
                        + destination + "'; contents must be strings or bytes");
            }
            contents.put(destination, bytes);
        }
        return new CallOutcome.Files(contents);
    }

    private static boolean isFalsy(Value value) {
        return value.isNull()
                || (value.isBoolean() && !value.asBoolean())
                || (value.isString() && value.asString().isEmpty())
                || (value.isNumber() && value.fitsInDouble() && !(Math.abs(value.asDouble()) > 0));
    }

    private void emit(Realm realm) {
        HttpClient client = realm.vu().clientIfUsed();
        if (function != LifecycleFunction.HANDLE_SUMMARY) {
            BuiltinMetrics metrics = realm.run().registry().builtins();
            realm.vu().sample(metrics.dataSent, client == null ? 0 : client.takeBytesSent());
            realm.vu().sample(metrics.dataReceived, client == null ? 0 : client.takeBytesReceived());
        }
    }

    private CallOutcome stopped() {
        return late
                ? new CallOutcome.TimedOut(
                        function.export() + "() execution timed out after " + limit.toSeconds() + " seconds")
                : new CallOutcome.CutOff();
    }

    private void expire() {
        late = true;
        stop();
    }

    /** Cuts the call off. */
    public void interrupt() {
        interrupted = true;
        stop();
    }

    private void stop() {
        ScriptRealm running = realm;
        if (running != null) {
            running.stop();
        }
    }
}
