package io.loadbank.telemetry;

import io.loadbank.run.OutputStatus;
import io.loadbank.run.Run;
import io.loadbank.run.RunBoard;
import io.loadbank.run.RunView;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What the outputs of runs have sent and lost, for Prometheus. Reads views only; any thread. */
public final class OutputSeries implements MultiCollector {
    private final RunBoard board;
    private final Duration kept;
    private final InstantSource clock;

    /**
     * Collects from the board's runs.
     *
     * @param kept how long the series of a run outlive it; two scrapes at least
     */
    public OutputSeries(RunBoard board, Duration kept, InstantSource clock) {
        this.board = board;
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public MetricSnapshots collect() {
        CounterSnapshot.Builder sent = CounterSnapshot.builder()
                .name("loadbank_output_sent")
                .help("samples, or values of time series, that an output has delivered");
        CounterSnapshot.Builder lost =
                CounterSnapshot.builder().name("loadbank_output_lost").help("those that it never will");
        Instant oldest = clock.instant().minus(kept);
        boolean any = false;
        for (Run run : board.runs()) {
            RunView view = run.view();
            if (view.endedAt() == null || view.endedAt().isAfter(oldest)) {
                for (OutputStatus output : view.outputs()) {
                    any = true;
                    Labels labels = Labels.of("testid", view.id(), "output", output.output());
                    sent.dataPoint(point(labels, output.sent()));
                    lost.dataPoint(point(labels, output.lost()));
                }
            }
        }
        return any ? MetricSnapshots.of(sent.build(), lost.build()) : MetricSnapshots.of();
    }

    private static CounterSnapshot.CounterDataPointSnapshot point(Labels labels, long value) {
        return CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build();
    }
}
