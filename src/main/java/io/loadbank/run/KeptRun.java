package io.loadbank.run;

import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.recording.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An ended run as it is kept: its view in memory, all else read from storage when somebody asks. */
final class KeptRun implements Run {

    private static final String OVER = "the run has ended and left the daemon's memory";

    private final RunView view;
    private final long bytes;
    private final RunArchive archive;
    private final RunFiles files;

    /** @param bytes what it takes in storage */
    KeptRun(RunView view, long bytes, RunArchive archive, RunFiles files) {
        this.files = files;
        this.view = view;
        this.bytes = bytes;
        this.archive = archive;
    }

    long bytes() {
        return bytes;
    }

    /** Something to read from storage. */
    private interface Reading<T> {
        T read(String id) throws IOException;
    }

    private <T> T read(Reading<T> reading) {
        try {
            return reading.read(id());
        } catch (IOException e) {
            throw new UncheckedIOException("the run " + id() + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String id() {
        return view.id();
    }

    @Override
    public RunView view() {
        return view;
    }

    @Override
    public Mono<RunView> ended() {
        return Mono.just(view);
    }

    @Override
    public Mono<Patched> patch(RunPatch patch, String who) {
        return Mono.just(RunPatches.over(view.state()));
    }

    @Override
    public Flux<RunEvent> events(long afterId) {
        return Flux.just(new RunEvent(
                        1,
                        "end",
                        Map.of(
                                "state", view.state().text(),
                                "verdict", String.valueOf(view.verdict()),
                                "exitCode", String.valueOf(view.exitCode()))))
                .filter(event -> event.id() > afterId);
    }

    @Override
    public MetricsSnapshot metrics() {
        return new Metrics(new MetricRegistry(), 1).snapshot(0);
    }

    @Override
    public List<SeriesSnapshot> series() {
        return List.of();
    }

    @Override
    public Recording recording() {
        return Recording.of(
                () -> read(archive::series).stream().map(SeriesChunk::bytes).toList());
    }

    @Override
    public List<LogLine> logs() {
        return read(archive::logs);
    }

    @Override
    public List<HistoryEntry> history() {
        return read(archive::history);
    }

    @Override
    public Map<String, Object> summary() {
        return read(archive::summary).tree();
    }

    @Override
    public RunSummary wholeSummary(boolean inFull) {
        return read(archive::summary);
    }

    @Override
    public Map<String, byte[]> artifacts() {
        return read(archive::artifacts);
    }

    @Override
    public Map<String, Path> files() {
        return files.list(id());
    }

    @Override
    public Map<String, Object> options() {
        return Map.of();
    }

    @Override
    public boolean stopping() {
        return view.state() == RunState.ABORTED;
    }

    @Override
    public @Nullable String setupData() {
        return null;
    }

    @Override
    public void setupData(@Nullable String json) {
        // nobody will ever ask for it
    }

    @Override
    public Mono<LifecycleResult> callSetup() {
        return Mono.just(new LifecycleResult(OVER));
    }

    @Override
    public Mono<LifecycleResult> callTeardown() {
        return Mono.just(new LifecycleResult(OVER));
    }

    @Override
    public RunBlueprint blueprint() {
        Map<String, Object> asked = history().stream()
                .filter(entry -> entry.command().equals("create"))
                .findFirst()
                .map(HistoryEntry::after)
                .orElse(Map.of());
        Map<String, String> tags = new LinkedHashMap<>();
        tree(asked.get("tags")).forEach((name, value) -> tags.put(name, String.valueOf(value)));
        List<Object> outputs = asked.get("outputs") instanceof List<?> list ? List.copyOf(list) : null;
        return new RunBlueprint(
                tree(asked.get("options")),
                tags,
                asked.get("paused") instanceof Boolean paused ? paused : null,
                view.envNames().isEmpty() ? Map.of() : null,
                view.secretNames().isEmpty() ? Map.of() : null,
                Boolean.TRUE.equals(asked.get("failOnSaturation")),
                outputs,
                String.valueOf(outputs).contains(RunOutput.HIDDEN),
                RuntimeOptions.of(asked));
    }

    private static Map<String, Object> tree(@Nullable Object value) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> tree.put(String.valueOf(key), member));
        }
        return tree;
    }
}
