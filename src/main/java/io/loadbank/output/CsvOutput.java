package io.loadbank.output;

import io.loadbank.run.OutputStand;
import io.loadbank.run.RunOutput;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.function.Function;

/** {@code csv=results.csv}: each sample a line of comma-separated values in a file. */
final class CsvOutput implements OutputType {

    @Override
    public String argument() {
        return "fileName";
    }

    @Override
    public Function<OutputStand, RunOutput> read(SettingReader settings) {
        String file = settings.fileName("K6_CSV_FILENAME", "file.csv");
        Duration interval = settings.interval("saveInterval", "K6_CSV_SAVE_INTERVAL", Duration.ofSeconds(1));
        CsvLines.TimeFormat format = CsvLines.TimeFormat.of(settings.choice(
                "timeFormat",
                "K6_CSV_TIME_FORMAT",
                Arrays.stream(CsvLines.TimeFormat.values())
                        .map(CsvLines.TimeFormat::text)
                        .toList()));
        long maxBytes = settings.maxFileBytes();
        return stand -> new SampleFeed(
                stand.name(),
                new FileWriter(
                        stand.directory().resolve(file),
                        maxBytes,
                        bytes -> new CsvLines(bytes, stand.systemTags(), format, ZoneId.systemDefault())),
                new OutputTally(stand.name(), file, stand.log()),
                interval);
    }
}
