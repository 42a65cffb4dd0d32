package io.loadbank.run;

import io.loadbank.metric.Metrics;
import io.loadbank.metric.SampleTap;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.metric.TappedSamples;
import io.loadbank.plan.Problem;
import io.loadbank.run.RunOutputs.ChosenOutput;
import io.loadbank.vu.LogSink.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The outputs of one run. Thread-safe. */
final class RunSinks implements SampleTap {

    /** How long outputs may take to write what they hold before the run is {@code finished}. */
    private static final Duration FLUSH = Duration.ofSeconds(10);

    private final List<RunOutput> outputs = new ArrayList<>();
    private final List<RunOutput> samplers = new ArrayList<>();
    private final long anchorNanos = System.nanoTime();
    private final long anchorEpochNanos;
    private final String runId;

    RunSinks(String runId, PreparedRun.Ready prepared, RunBook book, Path directory, Supplier<Metrics> metrics) {
        Instant now = Instant.now();
        this.anchorEpochNanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        this.runId = runId;
        Map<String, Integer> ofType = new LinkedHashMap<>();
        Supplier<List<SeriesSnapshot>> series = () -> metrics.get().seriesSnapshot(0);
        for (ChosenOutput chosen : prepared.outputs()) {
            String type = chosen.type();
            int number = ofType.merge(type, 1, Integer::sum);
            String name = number == 1 ? type : type + "#" + number;
            RunOutput output = chosen.open(new OutputStand(
                    runId,
                    name,
                    directory,
                    prepared.plan().systemTags(),
                    prepared.plan().thresholds(),
                    series,
                    line -> book.log().note(Level.WARN, line)));
            outputs.add(output);
            if (output.takesSamples()) {
                samplers.add(output);
            }
        }
    }

    /** Who wants every sample; null if nobody does. */
    @Nullable
    SampleTap tap() {
        return samplers.isEmpty() ? null : this;
    }

    @Override
    public long epochNanos() {
        return anchorEpochNanos + (System.nanoTime() - anchorNanos);
    }

    @Override
    public void take(TappedSamples samples) {
        for (RunOutput output : samplers) {
            output.offer(samples);
        }
    }

    void start() {
        outputs.forEach(RunOutput::start);
    }

    /** Lets the outputs write what they hold, for a bounded time. {@code then} runs after that, on any thread. */
    void finish(Runnable then) {
        if (outputs.isEmpty()) {
            then.run();
            return;
        }
        outputs.forEach(output -> output.finish(FLUSH));
        Thread.ofPlatform().daemon().name("outputs-" + runId).start(() -> {
            try {
                for (RunOutput output : outputs) {
                    output.awaitEnd();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                then.run();
            }
        });
    }

    List<OutputStatus> statuses() {
        return outputs.stream().map(RunOutput::status).toList();
    }

    /** The problems, and with them what is wrong with outputs now. */
    List<Problem> with(List<Problem> problems) {
        List<Problem> all = new ArrayList<>(problems);
        for (OutputStatus status : statuses()) {
            String wrong = status.problem();
            if (wrong != null) {
                String lost = status.lost() == 0 ? "" : "; " + status.lost() + " of its samples are lost";
                all.add(new Problem("outputs." + status.output(), wrong + lost));
            }
        }
        return all;
    }
}
