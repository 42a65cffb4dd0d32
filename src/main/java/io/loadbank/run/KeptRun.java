package io.loadbank.run;

import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.SeriesSnapshot;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An ended run of an earlier life of the daemon, as it was kept. */
final class KeptRun implements Run {

    private static final String OVER = "the run ended in an earlier life of the daemon";

    private final RunRecord kept;
    private final RunFiles files;

    KeptRun(RunRecord kept, RunFiles files) {
        this.files = files;
        this.kept = kept;
    }

    @Override
    public String id() {
        return kept.view().id();
    }

    @Override
    public RunView view() {
        return kept.view();
    }

    @Override
    public Mono<RunView> ended() {
        return Mono.just(kept.view());
    }

    @Override
    public Mono<Patched> patch(RunPatch patch, String who) {
        return Mono.just(RunPatches.over(kept.view().state()));
    }

    @Override
    public Flux<RunEvent> events(long afterId) {
        return Flux.just(new RunEvent(
                        1,
                        "end",
                        Map.of(
                                "state", kept.view().state().text(),
                                "verdict", String.valueOf(kept.view().verdict()),
                                "exitCode", String.valueOf(kept.view().exitCode()))))
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
    public List<LogLine> logs() {
        return kept.logs();
    }

    @Override
    public List<HistoryEntry> history() {
        return kept.history();
    }

    @Override
    public Map<String, Object> summary() {
        return kept.summary();
    }

    @Override
    public String summaryText() {
        return kept.summaryText();
    }

    @Override
    public Map<String, byte[]> artifacts() {
        return kept.artifacts();
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
        return kept.view().state() == RunState.ABORTED;
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
        Map<String, Object> asked = kept.history().stream()
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
                kept.view().envNames().isEmpty() ? Map.of() : null,
                kept.view().secretNames().isEmpty() ? Map.of() : null,
                Boolean.TRUE.equals(asked.get("failOnSaturation")),
                outputs,
                String.valueOf(outputs).contains(RunOutput.HIDDEN));
    }

    private static Map<String, Object> tree(@Nullable Object value) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> tree.put(String.valueOf(key), member));
        }
        return tree;
    }
}
