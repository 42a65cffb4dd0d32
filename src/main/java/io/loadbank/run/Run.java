package io.loadbank.run;

import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.recording.Recording;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One run, as everybody outside this package sees it: live, or ended and kept. Thread-safe. */
public interface Run {

    String id();

    /** The run as it is; cheap. */
    RunView view();

    /** Completes with the last view once the run has ended and its result is kept. */
    Mono<RunView> ended();

    /** Applies a change; answers at once. Errors with {@link IllegalStateException} never: an ended run conflicts. */
    Mono<Patched> patch(RunPatch patch, String who);

    /** What happened, from the first event kept whose id is above the given one; completes after the end. */
    Flux<RunEvent> events(long afterId);

    /** The current values of all metrics. */
    MetricsSnapshot metrics();

    /** The current values of all time series, for a scrape; empty for runs that are no longer in memory. */
    List<SeriesSnapshot> series();

    /** Iterations per second that are asked for now, by scenario, of those that have a rate. */
    default Map<String, Double> desiredRates() {
        return Map.of();
    }

    /** The run second by second, up to now. */
    Recording recording();

    /** Console and daemon lines, oldest first, as many as are kept. */
    List<LogLine> logs();

    /** Every command so far, oldest first. */
    List<HistoryEntry> history();

    /**
     * What {@code handleSummary} receives unless the run wished for the machine-readable one: final once the run has
     * ended, else the values so far.
     */
    Map<String, Object> summary();

    /**
     * The same in every form.
     *
     * @param inFull whether the full text is wanted, which takes long of a live run with many time series; it may be
     *     missing in what is kept all the same
     */
    RunSummary wholeSummary(boolean inFull);

    /** What {@code handleSummary} returned, by destination; empty before the end. */
    Map<String, byte[]> artifacts();

    /** What the run's outputs write to files, by name; they may still grow. */
    Map<String, Path> files();

    /** The consolidated options, as {@code exec.test.options} shows them; empty for runs of an earlier life. */
    Map<String, Object> options();

    /** Whether somebody or something has asked the run to end before its time. */
    boolean stopping();

    /** What {@code setup()} returned, as JSON text; null for none. */
    @Nullable
    String setupData();

    /** Replaces what VUs that have not iterated yet, and teardown, get; null for nothing. */
    void setupData(@Nullable String json);

    /** Runs {@code setup()} now, beside whatever the run does. */
    Mono<LifecycleResult> callSetup();

    /** Runs {@code teardown()} now, beside whatever the run does. */
    Mono<LifecycleResult> callTeardown();

    /** What is needed to run the same again. */
    RunBlueprint blueprint();
}
