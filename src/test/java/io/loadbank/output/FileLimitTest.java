package io.loadbank.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.TappedSamples;
import io.loadbank.run.OutputStand;
import io.loadbank.run.OutputStatus;
import io.loadbank.run.RunOutput;
import io.loadbank.run.RunOutputs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file of samples ends at its limit, whole lines and all, and tells what was lost. */
class FileLimitTest {
    private static final long LIMIT = 200_000;
    private static final int SAMPLES = 40_000;

    @TempDir
    Path folder;

    private final Lab lab = new Lab(1_795_294_433_380_551_857L);

    private OutputStatus write(String wish, long limit, int samples) throws InterruptedException {
        RunOutputs catalog = new OutputCatalog(List.of(), Map.of(), limit);
        if (!(catalog.choose(List.of(wish)) instanceof RunOutputs.Choice.Made(var chosen))) {
            throw new AssertionError("refused");
        }
        RunOutput output =
                chosen.getFirst().open(new OutputStand("r-1", "it", folder, Set.of(), Map.of(), List::of, line -> {}));
        output.start();
        for (int i = 0; i < samples; i++) {
            lab.taken.clear();
            lab.sample(lab.registry.builtins().httpReqDuration, Map.of("n", "n" + i % 50), Math.sin(i));
            TappedSamples one = lab.taken.getFirst();
            output.offer(one);
            if (i % 10_000 == 9_999) {
                long offered = i + 1;
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> output.status().sent() + output.status().lost() == offered);
            }
        }
        output.finish(Duration.ofSeconds(30));
        output.awaitEnd();
        return output.status();
    }

    @ParameterizedTest
    @CsvSource({"json=a.json", "csv=a.csv", "json=a.json.gz"})
    void a_file_ends_at_its_limit_and_counts_what_is_lost(String wish) throws Exception {
        OutputStatus status = write(wish, LIMIT, SAMPLES);

        Path file = folder.resolve(wish.substring(wish.indexOf('=') + 1));
        assertThat(Files.size(file)).isBetween(LIMIT, LIMIT + 200_000);
        assertThat(status.sent() + status.lost()).isEqualTo(SAMPLES);
        assertThat(status.lost()).isPositive();
        assertThat(status.problem())
                .isEqualTo(
                        "the file has reached 200000 bytes, the most it may have (loadbank.run.max-output-file-size)");
        assertThat(points(file)).isEqualTo(status.sent());
    }

    @Test
    void a_file_within_its_limit_loses_nothing() throws Exception {
        OutputStatus status = write("csv=a.csv", LIMIT, 100);

        assertThat(status.lost()).isZero();
        assertThat(status.problem()).isNull();
        assertThat(points(folder.resolve("a.csv"))).isEqualTo(100);
    }

    /** Lines with a sample; the last one ends with a line end as all do. */
    private static long points(Path file) throws IOException {
        boolean packed = file.toString().endsWith(".gz");
        try (InputStream raw = Files.newInputStream(file);
                InputStream bytes = packed ? new GZIPInputStream(raw) : raw;
                var lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> line.startsWith("http_req_duration,")
                            || (line.contains("\"type\":\"Point\"") && line.endsWith("}")))
                    .count();
        }
    }
}
