package io.loadbank.script.module;

import io.loadbank.http.HttpTransport;
import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.Metrics;
import io.loadbank.vu.LogSink;
import io.loadbank.vu.SecretVault;
import io.loadbank.vu.TestInfo;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all realms of one run share. Thread-safe.
 *
 * <p>The first init fills the metric registry and gives the options; only then is it known how samples are kept and how
 * requests are made, and {@link #bind} tells. Nothing that needs it is allowed in init code.
 */
public final class RunScope {

    private final MetricRegistry registry;
    private final Map<String, String> env;
    private final SecretVault secrets;
    private final LogSink log;
    private final HttpTransport transport;
    private final UploadedFiles files;
    private final SharedArrays sharedArrays = new SharedArrays();
    private final Map<Object, Object> shared = new ConcurrentHashMap<>();
    private volatile @Nullable Bound bound;

    private record Bound(Metrics metrics, RunSettings settings, TestInfo test) {}

    public RunScope(
            MetricRegistry registry,
            Map<String, String> env,
            SecretVault secrets,
            LogSink log,
            HttpTransport transport,
            UploadedFiles files) {
        this.registry = registry;
        this.env = Map.copyOf(env);
        this.secrets = secrets;
        this.log = log;
        this.transport = transport;
        this.files = files;
    }

    /** Ends the first init: from now on VUs may be made. */
    public void bind(Metrics metrics, RunSettings settings, TestInfo test) {
        bound = new Bound(metrics, settings, test);
    }

    /** Whether the first init is over. */
    public boolean isBound() {
        return bound != null;
    }

    private Bound bound() {
        return Objects.requireNonNull(bound, "the run is still in its first init");
    }

    public Metrics metrics() {
        return bound().metrics;
    }

    /** The run's settings; the defaults while the first init runs. */
    public RunSettings settings() {
        Bound now = bound;
        return now == null ? RunSettings.DEFAULTS : now.settings;
    }

    public TestInfo test() {
        return bound().test;
    }

    public MetricRegistry registry() {
        return registry;
    }

    public Map<String, String> env() {
        return env;
    }

    public SecretVault secrets() {
        return secrets;
    }

    public LogSink log() {
        return log;
    }

    public HttpTransport transport() {
        return transport;
    }

    /** The files the script came with. */
    public UploadedFiles files() {
        return files;
    }

    public SharedArrays sharedArrays() {
        return sharedArrays;
    }

    /** What the first realm that asks makes of a key, for all realms of the run; nothing is kept if making it throws. */
    public Object shared(Object key, Supplier<Object> maker) {
        return shared.computeIfAbsent(key, _ -> maker.get());
    }
}
