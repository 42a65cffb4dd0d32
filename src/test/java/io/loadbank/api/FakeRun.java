package io.loadbank.api;

import io.loadbank.metric.BuiltinMetrics;
import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.metric.Tags;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.plan.Problem;
import io.loadbank.recording.Recording;
import io.loadbank.run.HistoryEntry;
import io.loadbank.run.LogLine;
import io.loadbank.run.Patched;
import io.loadbank.run.Run;
import io.loadbank.run.RunEvent;
import io.loadbank.run.RunPatch;
import io.loadbank.run.RunSpec;
import io.loadbank.run.RunState;
import io.loadbank.run.RunSummary;
import io.loadbank.run.RunView;
import io.loadbank.summary.SummaryMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A run that makes no load: tests move it through its states and see what reached it. */
final class FakeRun implements Run {
    private static final AtomicLong STARTED = new AtomicLong();

    final RunSpec spec;
    final List<RunPatch> patches = new CopyOnWriteArrayList<>();
    final Metrics metrics = new Metrics(new MetricRegistry(), 1_000);
    private final String id;
    private final Instant createdAt = Instant.ofEpochSecond(1_800_000_000L + STARTED.incrementAndGet());
    private final Sinks.Many<RunEvent> events = Sinks.many().replay().limit(1_000);
    private final Sinks.One<RunView> end = Sinks.one();
    private final AtomicLong eventIds = new AtomicLong();
    private volatile RunState state = RunState.RUNNING;
    private final AtomicLong revision = new AtomicLong(1);
    volatile long vus = 10;

    FakeRun(String id, RunSpec spec) {
        this.id = id;
        this.spec = spec;
        BuiltinMetrics builtins = metrics.registry().builtins();
        metrics.add(metrics.series(builtins.httpReqs, Tags.of("status", "200")), 1);
        metrics.add(metrics.series(builtins.httpReqDuration, Tags.of("status", "200")), 250);
    }

    void happens(String type, Map<String, Object> data) {
        events.emitNext(new RunEvent(eventIds.incrementAndGet(), type, data), Sinks.EmitFailureHandler.FAIL_FAST);
    }

    void end(RunState as) {
        state = as;
        revision.incrementAndGet();
        happens("end", Map.of("state", as.text()));
        events.tryEmitComplete();
        end.tryEmitValue(view());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public RunView view() {
        @Nullable Integer exitCode = state.isEnd() ? 0 : null;
        return new RunView(
                id,
                spec.name(),
                spec.script(),
                state,
                state.isEnd() ? "passed" : null,
                exitCode,
                createdAt,
                createdAt,
                state.isEnd() ? createdAt.plusSeconds(5) : null,
                12_873,
                revision.get(),
                List.copyOf(spec.env().keySet()),
                List.of(),
                spec.tags(),
                Map.of(
                        "default",
                        new RunView.ScenarioView(
                                "externally-controlled",
                                "running",
                                0.31,
                                List.of("vus", "maxVUs", "duration", "paused"),
                                Map.of("vus", vus, "maxVUs", 100),
                                List.of(),
                                new RunView.Actual((int) vus, 100, 412, 0, 0))),
                Map.of(
                        "http_req_duration",
                        List.of(new ThresholdResult("http_req_duration", "p(95)<500", true, Double.NaN))),
                List.of(),
                null,
                List.of());
    }

    @Override
    public Mono<RunView> ended() {
        return end.asMono();
    }

    @Override
    public Mono<Patched> patch(RunPatch patch, String who) {
        return Mono.fromSupplier(() -> {
            if (state.isEnd()) {
                return new Patched.Conflict(List.of(new Problem("", "the run has ended")));
            }
            var only = patch.only();
            if (only != null && only.rate() != null) {
                return new Patched.Conflict(List.of(
                        new Problem("rate", "is not live in default", "live there: vus, maxVUs, duration, paused")));
            }
            if (only != null && only.vus() != null && only.vus() > 100) {
                return new Patched.Invalid(List.of(new Problem("vus", "150 is more than maxVUs, which is 100")));
            }
            if (only != null && only.vus() != null && only.vus() == 66) {
                return new Patched.NotKept(view(), new Problem("", "the change is in force, but is not on disk"));
            }
            patches.add(patch);
            if (only != null && only.vus() != null) {
                vus = only.vus();
            }
            revision.incrementAndGet();
            return new Patched.Applied(view());
        });
    }

    @Override
    public Flux<RunEvent> events(long afterId) {
        return events.asFlux().filter(it -> it.id() > afterId);
    }

    @Override
    public MetricsSnapshot metrics() {
        return metrics.snapshot(2);
    }

    volatile Recording recording = Recording.NONE;
    volatile List<HistoryEntry> history = List.of();

    @Override
    public Recording recording() {
        return recording;
    }

    @Override
    public List<SeriesSnapshot> series() {
        return metrics.seriesSnapshot(2);
    }

    @Override
    public List<LogLine> logs() {
        List<LogLine> lines = new ArrayList<>();
        lines.add(new LogLine(createdAt, "info", "console", "default", 1, "hello"));
        lines.add(new LogLine(createdAt, "warning", "run", "", 0, "two\nlines"));
        return lines;
    }

    @Override
    public List<HistoryEntry> history() {
        List<HistoryEntry> all = new ArrayList<>();
        all.add(new HistoryEntry(createdAt, "127.0.0.1", "create", Map.of(), Map.of("vus", 10)));
        all.addAll(history);
        return all;
    }

    @Override
    public Map<String, Object> summary() {
        return Map.of("metrics", Map.of("vus", Map.of("values", Map.of("value", Double.POSITIVE_INFINITY))));
    }

    @Override
    public RunSummary wholeSummary(boolean inFull) {
        SummaryMode mode = spec.runtime().summaryMode();
        return new RunSummary(
                summary(),
                "  █ TOTAL RESULTS \n",
                new RunSummary.Detail(
                        mode == null ? SummaryMode.COMPACT : mode,
                        Boolean.TRUE.equals(spec.runtime().newMachineReadableSummary()),
                        inFull ? "  █ GROUP: all \n" : null,
                        Map.of(
                                "version",
                                "1.0.0",
                                "results",
                                Map.of(
                                        "metrics",
                                        List.of(Map.of("name", "http_reqs"), Map.of("name", "http_req_waiting"))))));
    }

    @Override
    public Map<String, byte[]> artifacts() {
        return Map.of();
    }

    @Override
    public Map<String, java.nio.file.Path> files() {
        return Map.of();
    }

    @Override
    public Map<String, Object> options() {
        return Map.of();
    }

    @Override
    public boolean stopping() {
        return false;
    }

    @Override
    public @org.jspecify.annotations.Nullable String setupData() {
        return null;
    }

    @Override
    public void setupData(@org.jspecify.annotations.Nullable String json) {}

    @Override
    public Mono<io.loadbank.run.LifecycleResult> callSetup() {
        return Mono.just(new io.loadbank.run.LifecycleResult(""));
    }

    @Override
    public Mono<io.loadbank.run.LifecycleResult> callTeardown() {
        return Mono.just(new io.loadbank.run.LifecycleResult(""));
    }

    @Override
    public io.loadbank.run.RunBlueprint blueprint() {
        return new io.loadbank.run.RunBlueprint(
                Map.of(), Map.of(), null, Map.of(), Map.of(), false, null, false, spec.runtime());
    }
}
