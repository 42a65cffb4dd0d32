package io.loadbank.script;

import io.loadbank.http.HttpClient;
import io.loadbank.metric.BuiltinMetrics;
import io.loadbank.metric.Series;
import io.loadbank.script.module.Console;
import io.loadbank.script.module.EventLoop;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.Phase;
import io.loadbank.script.module.VuScope;
import io.loadbank.vu.Activation;
import io.loadbank.vu.IterationOutcome;
import io.loadbank.vu.LogSink.Level;
import io.loadbank.vu.VirtualUser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** A virtual user that runs a script's functions in a realm of its own. */
final class ScriptUser implements VirtualUser {

    private static final long WIND_DOWN_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Object ITERATION_SERIES = "iteration";

    private final ScriptRealm script;
    private final SetupData setupData;
    private final VuScope vu;
    private final EventLoop loop;
    private final BuiltinMetrics metrics;
    private final double[] values = new double[4];
    private @Nullable Activation fresh;
    private @Nullable Value function;
    private @Nullable Value data;
    private long lastStartNanos;
    private long lastEndNanos;

    ScriptUser(ScriptRealm script, SetupData setupData) {
        this.script = script;
        this.setupData = setupData;
        this.vu = script.realm().vu();
        this.loop = script.realm().loop();
        this.metrics = script.realm().run().registry().builtins();
        vu.enter(Phase.VU);
    }

    @Override
    public int id() {
        return vu.id();
    }

    @Override
    public void activate(Activation activation) {
        vu.resume();
        vu.bind(activation.scenario(), activation.tags(), "");
        fresh = activation;
    }

    /** Shows the script what an activation brought; may run code of the script, such as a setter. */
    private Value prepare(Activation activation) {
        forgetWhatWasCutOff();
        Guest guest = script.realm().guest();
        Map<String, String> env = new LinkedHashMap<>(script.realm().run().env());
        env.putAll(activation.env());
        script.tools().getMember("environment").execute(guest.tree(env));
        Value exported = script.exports().getMember(activation.exec());
        if (exported == null || !exported.canExecute()) {
            throw guest.raise("Error", "the script of this VU exports no function '" + activation.exec() + "'");
        }
        return exported;
    }

    /**
     * An iteration that was interrupted may have left promise jobs behind, which run at the next call, and a rejection
     * that is nothing but the interrupt. Neither belongs to the iteration that comes.
     */
    private void forgetWhatWasCutOff() {
        try {
            script.tools().getMember("newModule").executeVoid();
        } catch (PolyglotException e) {
            if (e.isInterrupted() || e.isCancelled()) {
                throw e;
            }
        }
        script.forgetRejection();
    }

    @Override
    public IterationOutcome iterate(long inInstance, long inTest) {
        if (!script.enter()) {
            return IterationOutcome.interrupted();
        }
        try {
            IterationOutcome outcome = run(inInstance, inTest);
            return isCutWhilePadding(outcome) ? IterationOutcome.interrupted() : outcome;
        } finally {
            script.leave();
        }
    }

    private IterationOutcome run(long inInstance, long inTest) {
        vu.nextIteration(inInstance, inTest);
        long startNanos = System.nanoTime();
        lastStartNanos = startNanos;
        IterationOutcome outcome;
        try {
            if (vu.iterationInInstance() == 0) {
                showIterations();
            }
            function().executeVoid(data());
            script.checkRejection();
            loop.run(vu, script::checkRejection);
            outcome = vu.stopped() ? IterationOutcome.interrupted() : IterationOutcome.completed();
        } catch (PolyglotException e) {
            outcome = failed(
                    e.isInterrupted() || e.isCancelled()
                            ? null
                            : script.stackText().of(e));
        } catch (ScriptRealm.Rejected e) {
            outcome = failed("Uncaught (in promise) " + e.getMessage());
        }
        if (!loop.isDry()) {
            windDown();
        }
        lastEndNanos = System.nanoTime();
        // k6 counts the iteration that aborted the test among the metrics, though not as a complete one
        emit(!(outcome instanceof IterationOutcome.Interrupted) || vu.abortedTest());
        HttpClient client = vu.clientIfUsed();
        if (client != null && script.realm().run().settings().noVuConnectionReuse()) {
            client.closeIdle();
        }
        return outcome;
    }

    private Value function() {
        Value known = function;
        Activation activation = fresh;
        if (activation != null || known == null) {
            known = prepare(Objects.requireNonNull(activation, "not activated"));
            function = known;
            fresh = null;
        }
        return known;
    }

    private void showIterations() {
        Guest guest = script.realm().guest();
        script.tools().getMember("iterations").executeVoid(guest.function(_ -> vu.iterationInInstance()));
    }

    private Value data() {
        Value parsed = data;
        if (parsed == null) {
            String json = setupData.json();
            parsed = json == null
                    ? script.realm().guest().undefined()
                    : script.realm().guest().parseJson(json);
            data = parsed;
        }
        return parsed;
    }

    /** @param text what the script did wrong; null when it was cut off */
    private IterationOutcome failed(@Nullable String text) {
        if (vu.stopped() || text == null) {
            return IterationOutcome.interrupted();
        }
        Console.line(script.realm(), Level.ERROR, text);
        return new IterationOutcome.Failed(text);
    }

    private void windDown() {
        for (int id : loop.disarmAll()) {
            if (!vu.stopped()) {
                Console.line(
                        script.realm(),
                        Level.WARN,
                        "setTimeout " + id + " was stopped because the VU iteration was interrupted");
            }
        }
        HttpClient client = vu.clientIfUsed();
        if (client != null && !vu.stopped()) {
            client.interrupt();
            client.resume();
        }
        vu.attachments().interrupt();
        loop.windDown(
                task -> {
                    if (vu.stopped()) {
                        // not one more statement of a script that was cut off
                        return;
                    }
                    try {
                        task.run();
                    } catch (PolyglotException | ScriptRealm.Rejected _) {
                        // the iteration has failed or been cut off already; its first error is the one that counts
                    }
                },
                WIND_DOWN_NANOS);
        script.forgetRejection();
    }

    private void emit(boolean full) {
        HttpClient client = vu.clientIfUsed();
        values[0] = client == null ? 0 : client.takeBytesSent();
        values[1] = client == null ? 0 : client.takeBytesReceived();
        values[2] = (lastEndNanos - lastStartNanos) / 1e6;
        values[3] = 1;
        Series[] series = vu.series().keyed(ITERATION_SERIES, (store, tags) -> new Series[] {
            store.series(metrics.dataSent, tags),
            store.series(metrics.dataReceived, tags),
            store.series(metrics.iterationDuration, tags),
            store.series(metrics.iterations, tags)
        });
        vu.samples().addAll(series, values, full ? 4 : 2);
    }

    /**
     * Waits until the shortest time of an iteration is over. Whether that was cut short: then the iteration is in the metrics, and
     * counts as interrupted. A stop that comes later than the samples, without padding, changes nothing.
     */
    private boolean isCutWhilePadding(IterationOutcome outcome) {
        long missing = script.realm().run().settings().minIterationNanos() - (lastEndNanos - lastStartNanos);
        if (missing <= 0 || outcome instanceof IterationOutcome.Interrupted) {
            return false;
        }
        vu.pause(missing);
        return vu.stopped();
    }

    @Override
    public void interrupt() {
        script.stop();
    }

    @Override
    public void close() {
        script.close();
    }
}
