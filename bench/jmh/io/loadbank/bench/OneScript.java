package io.loadbank.bench;

import io.loadbank.http.HttpTransport;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.Tags;
import io.loadbank.plan.Options;
import io.loadbank.plan.Planned;
import io.loadbank.plan.Planner;
import io.loadbank.script.ScriptEngine;
import io.loadbank.script.ScriptFiles;
import io.loadbank.script.ScriptLoader;
import io.loadbank.script.ScriptSession;
import io.loadbank.vu.Activation;
import io.loadbank.vu.IterationOutcome;
import io.loadbank.vu.SecretVault;
import io.loadbank.vu.VirtualUser;
import io.loadbank.vu.VuInitException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** A script that has been loaded and bound to a run that goes nowhere; makes VUs of it. Owns its transport. */
final class OneScript implements AutoCloseable {

    private final ScriptEngine engine = new ScriptEngine();
    private final HttpTransport transport;
    private final ScriptSession session;
    private final Nowhere nowhere = new Nowhere();

    OneScript(String text, HttpTransport transport) {
        this.transport = transport;
        ScriptLoader.Loaded loaded = new ScriptLoader(engine, transport)
                .load(
                        ScriptFiles.single("main.js", text),
                        Map.of(),
                        SecretVault.EMPTY,
                        (_, _, _, _, message) -> System.err.println(message),
                        Duration.ofSeconds(30));
        session = switch (loaded) {
            case ScriptLoader.Loaded.Ready ready -> ready.session();
            case ScriptLoader.Loaded.Failed failed -> throw new IllegalStateException(failed.toString());
        };
        Planned.Ready planned = (Planned.Ready) Planner.plan(Options.NONE, Set.of("default"));
        session.bind(new Metrics(session.registry(), 1_000), planned.plan(), Tags.EMPTY, "bench", nowhere);
    }

    /** A VU that has run its init code. */
    VirtualUser user(int id) throws VuInitException {
        VirtualUser user = session.create(id);
        user.activate(new Activation(nowhere, "default", Map.of(), Map.of()));
        return user;
    }

    static IterationOutcome completed(IterationOutcome outcome) {
        if (!(outcome instanceof IterationOutcome.Completed)) {
            throw new IllegalStateException("the iteration failed: " + outcome);
        }
        return outcome;
    }

    @Override
    public void close() {
        engine.close();
        transport.close();
    }
}
