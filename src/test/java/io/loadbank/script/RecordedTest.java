package io.loadbank.script;

import io.loadbank.vu.LogSink;
import io.loadbank.vu.ScenarioInfo;
import io.loadbank.vu.TestInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The test, its scenario and its log as a script sees them, with what the script did to them. */
public final class RecordedTest implements TestInfo, ScenarioInfo, LogSink {

    /** One line of the log. */
    public record Line(Level level, String source, String scenario, int vu, String message) {}

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final List<String> aborts = new CopyOnWriteArrayList<>();
    private final List<String> fails = new CopyOnWriteArrayList<>();
    private final List<Runnable> onAbort = new CopyOnWriteArrayList<>();
    private volatile Map<String, Object> options = Map.of();

    void options(Map<String, Object> consolidated) {
        options = consolidated;
    }

    /** What happens when the script aborts the test: a run interrupts its VUs then. */
    void onAbort(Runnable action) {
        onAbort.add(action);
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** What the script wrote to the console. */
    public List<String> console() {
        return messages("console");
    }

    /** What the daemon wrote. */
    public List<String> notes() {
        return messages("run");
    }

    private List<String> messages(String source) {
        List<String> messages = new ArrayList<>();
        lines.stream().filter(line -> line.source().equals(source)).forEach(line -> messages.add(line.message()));
        return messages;
    }

    public List<String> aborts() {
        return List.copyOf(aborts);
    }

    public List<String> fails() {
        return List.copyOf(fails);
    }

    @Override
    public void log(Level level, String source, String scenario, int vu, String message) {
        lines.add(new Line(level, source, scenario, vu, message));
    }

    @Override
    public String name() {
        return "browse";
    }

    @Override
    public String executor() {
        return "constant-vus";
    }

    @Override
    public long startEpochMillis() {
        return 1_700_000_000_000L;
    }

    @Override
    public double progress() {
        return 0.25;
    }

    @Override
    public double currentTestRunMillis() {
        return 1_234.5;
    }

    @Override
    public long iterationsCompleted() {
        return 11;
    }

    @Override
    public long iterationsInterrupted() {
        return 12;
    }

    @Override
    public int vusActive() {
        return 13;
    }

    @Override
    public long vuInTest(int inInstance) {
        return inInstance * 10L;
    }

    @Override
    public int vusInitialized() {
        return 14;
    }

    @Override
    public Map<String, Object> options() {
        return options;
    }

    @Override
    public void abort(@Nullable String message) {
        aborts.add(String.valueOf(message));
        onAbort.forEach(Runnable::run);
    }

    @Override
    public void fail(@Nullable String message) {
        fails.add(String.valueOf(message));
    }
}
