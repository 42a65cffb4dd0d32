package io.loadbank.output;

import io.loadbank.run.OutputStand;
import io.loadbank.run.RunOutput;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Function;

/** {@code json=results.json}: each sample a line of JSON in a file. */
final class JsonOutput implements OutputType {
    private static final Duration FLUSH = Duration.ofSeconds(1);

    @Override
    public String argument() {
        return "fileName";
    }

    @Override
    public Function<OutputStand, RunOutput> read(SettingReader settings) {
        String file = settings.fileName("", null);
        long maxBytes = settings.maxFileBytes();
        return stand -> new SampleFeed(
                stand.name(),
                new FileWriter(
                        stand.directory().resolve(file),
                        maxBytes,
                        bytes -> new JsonLines(bytes, new MetricFace(stand.thresholds()), ZoneId.systemDefault())),
                new OutputTally(stand.name(), file, stand.log()),
                FLUSH);
    }
}
