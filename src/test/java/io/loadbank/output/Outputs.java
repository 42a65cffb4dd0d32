package io.loadbank.output;

import io.loadbank.metric.TappedSamples;
import io.loadbank.run.OutputStand;
import io.loadbank.run.OutputStatus;
import io.loadbank.run.RunOutput;
import io.loadbank.run.RunOutputs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Opens outputs as a run does. */
final class Outputs {
    final List<String> lines = new CopyOnWriteArrayList<>();
    private final Lab lab;

    Outputs(Lab lab) {
        this.lab = lab;
    }

    RunOutput open(Object wish) {
        return open(wish, Map.of());
    }

    RunOutput open(Object wish, Map<String, String> environment) {
        return switch (new OutputCatalog(List.of(), environment, 1 << 30).choose(List.of(wish))) {
            case RunOutputs.Choice.Refused(var problems) -> throw new AssertionError(problems.toString());
            case RunOutputs.Choice.Made(var outputs) ->
                outputs.getFirst()
                        .open(new OutputStand(
                                "r-1",
                                "it",
                                Path.of("none"),
                                Set.of(),
                                Map.of(),
                                () -> lab.metrics.seriesSnapshot(1),
                                lines::add));
        };
    }

    /** Opens an output, gives it all samples of the lab, and ends it. */
    OutputStatus all(Object wish) throws InterruptedException {
        RunOutput output = open(wish);
        output.start();
        for (TappedSamples samples : lab.taken) {
            output.offer(samples);
        }
        output.finish(Duration.ofSeconds(10));
        output.awaitEnd();
        return output.status();
    }
}
