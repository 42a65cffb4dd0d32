package io.loadbank.script.module;

import io.loadbank.http.CookieJar;
import io.loadbank.http.HttpClient;
import io.loadbank.metric.Metric;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.SampleBuffer;
import io.loadbank.metric.Tags;
import io.loadbank.vu.ScenarioInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The virtual user a realm belongs to: its phase, its numbers, its tags, where its samples go.
 *
 * <p>Confined to the realm's thread, except {@link #stop()} and {@link #stopped()}.
 */
public final class VuScope {

    private static final long INTERRUPT_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final int id;
    private final RunScope run;
    private final Consumer<@Nullable String> abort;
    private final Thread owner = Thread.currentThread();
    private volatile boolean stopped;
    private boolean abortedTest;
    private Phase phase = Phase.INIT;
    private boolean showsIteration;
    private @Nullable ScenarioInfo scenario;
    private long iterationInInstance = -1;
    private long scenarioIterationInInstance;
    private long scenarioIterationInTest;
    private final Map<String, Long> iterationsByScenario = new LinkedHashMap<>();
    private Map<String, String> metadata = new LinkedHashMap<>();
    private String group = "";
    private volatile @Nullable HttpClient client;
    private CookieJar jar = new CookieJar();
    private long jarIteration = Long.MIN_VALUE;
    private final Attachments attachments = new Attachments();
    private @Nullable Metrics store;
    private @Nullable SampleBuffer samples;
    private @Nullable SeriesCache series;

    /** @param abort what {@code exec.test.abort} does; it must see to it that this VU is interrupted */
    public VuScope(int id, RunScope run, Consumer<@Nullable String> abort) {
        this.id = id;
        this.run = run;
        this.abort = abort;
    }

    public int id() {
        return id;
    }

    public Phase phase() {
        return phase;
    }

    /** Leaves init; from here on samples can be taken. Those of the summary go to a store that nobody reads. */
    public void enter(Phase next) {
        phase = next;
        showsIteration = run.settings().sets("iter");
        if (samples == null && next != Phase.INIT) {
            store = next == Phase.SUMMARY ? new Metrics(run.registry(), 1) : run.metrics();
            samples = store.newBuffer(this::metadata);
            series = new SeriesCache(store);
        }
    }

    /** Where this VU's series are kept. */
    public Metrics store() {
        if (store == null) {
            throw new IllegalStateException("no samples in the init context");
        }
        return store;
    }

    /** Rebuilds the tags for a scenario, or for setup and teardown when there is none. */
    public void bind(@Nullable ScenarioInfo next, Map<String, String> scenarioTags, String rootGroup) {
        RunSettings settings = run.settings();
        scenario = next;
        metadata = new LinkedHashMap<>();
        Tags tags = settings.runTags().with(Tags.of(scenarioTags));
        group = rootGroup;
        if (settings.sets("group")) {
            tags = tags.with("group", rootGroup);
        }
        if (next != null && settings.sets("scenario")) {
            tags = tags.with("scenario", next.name());
        }
        if (next != null && settings.sets("vu")) {
            metadata.put("vu", Integer.toString(id));
        }
        series().use(tags);
    }

    /** Starts the next iteration's count. */
    public void nextIteration(long inInstance, long inTest) {
        iterationInInstance++;
        scenarioIterationInInstance = inInstance;
        scenarioIterationInTest = inTest;
        if (scenario != null) {
            iterationsByScenario.merge(scenario.name(), 1L, Long::sum);
        }
        if (showsIteration) {
            metadata.put("iter", Long.toString(iterationInInstance));
        }
    }

    public @Nullable ScenarioInfo scenario() {
        return scenario;
    }

    /** The VU's iterations so far, minus one: {@code __ITER}; -1 before the first. */
    public long iterationInInstance() {
        return iterationInInstance;
    }

    public long scenarioIterationInInstance() {
        return scenarioIterationInInstance;
    }

    public long scenarioIterationInTest() {
        return scenarioIterationInTest;
    }

    /** This VU's iterations in the current scenario, minus one. */
    public long iterationInScenario() {
        return scenario == null ? 0 : iterationsByScenario.getOrDefault(scenario.name(), 0L) - 1;
    }

    /** Metadata of the VU's samples; not part of a series' identity. */
    public Map<String, String> metadata() {
        return metadata;
    }

    public Tags tags() {
        return series().tags();
    }

    public void tag(String key, String value) {
        series().use(series().tags().with(key, value));
        if (key.equals("group")) {
            group = value;
        }
    }

    public void untag(String key) {
        series().use(series().tags().without(key));
    }

    /** The current group's path, such as {@code ::outer::inner}; empty at the root. */
    public String group() {
        return group;
    }

    public void group(String path) {
        group = path;
        if (run.settings().sets("group")) {
            series().use(series().tags().with("group", path));
        }
    }

    /** The cache that turns the current tags into time series. */
    public SeriesCache series() {
        if (series == null) {
            throw new IllegalStateException("no samples in the init context");
        }
        return series;
    }

    /** Where this VU's samples go. */
    public SampleBuffer samples() {
        if (samples == null) {
            throw new IllegalStateException("no samples in the init context");
        }
        return samples;
    }

    /** Takes one sample with the VU's current tags; nothing once the VU is stopped. */
    public void sample(Metric metric, double value) {
        if (!stopped) {
            samples().add(series().of(metric), value);
        }
    }

    /** Takes one sample with tags over the VU's own; nothing once the VU is stopped. */
    public void sample(Metric metric, Tags tags, double value) {
        if (!stopped) {
            samples().add(series().of(metric, tags), value);
        }
    }

    /** The VU's HTTP client: its own connections, kept across iterations. */
    public HttpClient client() {
        HttpClient existing = client;
        if (existing == null) {
            existing = run.transport().newClient(run.settings().connections(), id());
            client = existing;
            if (stopped) {
                existing.interrupt();
            }
        }
        return existing;
    }

    /** The VU's cookie jar: a new, empty one in each iteration unless the options keep it. */
    public CookieJar jar() {
        if (iterationInInstance != jarIteration && !run.settings().noCookiesReset()) {
            jar = new CookieJar();
        }
        jarIteration = iterationInInstance;
        return jar;
    }

    /** The client if a request was ever made. */
    public @Nullable HttpClient clientIfUsed() {
        return client;
    }

    /** What else of the VU's lives outside its thread. */
    public Attachments attachments() {
        return attachments;
    }

    /** Asks the VU to stop: blocking calls return, samples are no longer taken. From any thread. */
    public void stop() {
        stopped = true;
        HttpClient open = client;
        if (open != null) {
            open.interrupt();
        }
        attachments.interrupt();
        LockSupport.unpark(owner);
    }

    public boolean stopped() {
        return stopped;
    }

    /** Forgets an earlier stop. */
    public void resume() {
        stopped = false;
        HttpClient open = client;
        if (open != null) {
            open.resume();
        }
    }

    /** Blocks the VU for a time; returns early when it is stopped. */
    public void pause(long nanos) {
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !stopped; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /**
     * Called by a blocking host function that returned early: waits for the engine's interrupt, so that not one more
     * statement of the script runs.
     */
    public void awaitInterrupt() {
        long deadline = System.nanoTime() + INTERRUPT_PATIENCE_NANOS;
        while (!Thread.currentThread().isInterrupted() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(this, 1_000_000L);
        }
    }

    /** Asks for the end of the test; in the first init it is the init that ends. */
    void abortTest(@Nullable String message) {
        abortedTest = true;
        abort.accept(message);
    }

    /** Whether it was this VU that asked for the end of the test. */
    public boolean abortedTest() {
        return abortedTest;
    }

    /** Gives back samples and connections. */
    public void close() {
        attachments.close();
        if (samples != null) {
            store().closeBuffer(samples);
        }
        HttpClient open = client;
        if (open != null) {
            open.close();
        }
    }
}
