package io.loadbank.script;

import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.Tags;
import io.loadbank.plan.Options;
import io.loadbank.plan.Problem;
import io.loadbank.plan.TestPlan;
import io.loadbank.vu.TestInfo;
import io.loadbank.vu.VirtualUser;
import io.loadbank.vu.VirtualUsers;
import io.loadbank.vu.VuInitException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A script as one run executes it, after its first init. Thread-safe.
 *
 * <p>{@link #bind} is called once, before any VU is made or function called.
 */
public final class ScriptSession implements VirtualUsers {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final ScriptEngine engine;
    private final ScriptProgram program;
    private final ScriptRun run;
    private final Duration initLimit;
    private final Map<String, Object> options;
    private final List<String> exports;
    private final SetupData setupData = new SetupData();
    private volatile long initBytes;

    ScriptSession(
            ScriptEngine engine,
            ScriptProgram program,
            ScriptRun run,
            Duration initLimit,
            Map<String, Object> options,
            List<String> exports) {
        this.engine = engine;
        this.program = program;
        this.run = run;
        this.initLimit = initLimit;
        this.options = options;
        this.exports = List.copyOf(exports);
    }

    /** The exported options as a JSON-like tree; empty without any. */
    public Map<String, Object> options() {
        return options;
    }

    /** Names of the exported functions. */
    public List<String> exports() {
        return exports;
    }

    /** Bytes that the init code of a further VU allocates on its way, kept or not; 0 where nobody counts. */
    public long initBytes() {
        return initBytes;
    }

    void initBytes(long bytes) {
        initBytes = bytes;
    }

    public MetricRegistry registry() {
        return run.scope().registry();
    }

    /** What is wrong with options that only using them shows, such as an unreadable certificate; null if nothing. */
    public @Nullable Problem complaint(Options consolidated) {
        try {
            ConnectionOptions.policy(consolidated);
            return null;
        } catch (IllegalArgumentException e) {
            return new Problem("options", String.valueOf(e.getMessage()));
        }
    }

    /**
     * Tells how samples are kept and requests made; from now on VUs can be made.
     *
     * @param userAgent what requests say unless the plan says otherwise
     */
    public void bind(Metrics metrics, TestPlan plan, Tags runTags, String userAgent, TestInfo test) {
        run.scope().bind(metrics, ScriptSettings.of(plan, runTags, userAgent), test);
    }

    @Override
    public VirtualUser create(int id) throws VuInitException {
        try {
            return new ScriptUser(realm(id), setupData);
        } catch (ScriptFault e) {
            throw new VuInitException(e.text(), e.kind() == ScriptFault.Kind.ABORTED);
        }
    }

    private ScriptRealm realm(int vu) throws ScriptFault {
        ScriptRealm realm = new ScriptRealm(engine, program, run, vu);
        try {
            return realm.init(initLimit.toNanos(), () -> {
                realm.showOptions();
                return realm;
            });
        } catch (ScriptFault | RuntimeException e) {
            realm.close();
            throw e;
        }
    }

    /** What {@code setup()} returned last, as JSON text; null for none. */
    public @Nullable String setupData() {
        return setupData.json();
    }

    /** A JSON-like value, which may be null itself. */
    public record SetupValue(@Nullable Object value) {}

    /** What {@code setup()} returned last; null for none. */
    public @Nullable SetupValue setupValue() {
        String json = setupData.json();
        return json == null ? null : new SetupValue(MAPPER.readValue(json, Object.class));
    }

    /** Replaces the data that VUs get at their first iteration. */
    public void setupData(@Nullable String json) {
        setupData.set(json);
    }

    /** Prepares a call of a lifecycle function in a fresh realm; it is made by the thread that runs the call. */
    public LifecycleCall call(LifecycleFunction function, Duration limit) {
        return new LifecycleCall(this::realm, engine, setupData, function, limit);
    }
}
