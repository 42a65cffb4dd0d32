package io.loadbank.run;

import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.plan.Problem;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An ended run of an earlier life of the daemon, as it was kept. */
final class KeptRun implements Run {

    private final RunRecord kept;

    KeptRun(RunRecord kept) {
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
        return Mono.just(new Patched.Conflict(List.of(new Problem(
                "",
                "the run has ended (" + kept.view().state().text() + ")",
                "start a new one with POST /api/v1/runs"))));
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
}
