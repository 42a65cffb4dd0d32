package io.loadbank.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.plan.Problem;
import io.loadbank.run.RunOutputs;
import io.loadbank.run.RunOutputs.ChosenOutput;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs are read in k6's text form and as objects; everything that is wrong is told at once. */
class OutputCatalogTest {
    private final OutputCatalog catalog = new OutputCatalog(List.of("csv"), Map.of(), 1 << 30);

    private static List<ChosenOutput> made(OutputCatalog catalog, @Nullable List<Object> wishes) {
        return switch (catalog.choose(wishes)) {
            case RunOutputs.Choice.Made(var outputs) -> outputs;
            case RunOutputs.Choice.Refused(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static List<Problem> refused(OutputCatalog catalog, List<Object> wishes) {
        return switch (catalog.choose(wishes)) {
            case RunOutputs.Choice.Made(var outputs) -> throw new AssertionError(outputs.toString());
            case RunOutputs.Choice.Refused(var problems) -> problems;
        };
    }

    @Test
    void runs_that_wish_for_nothing_get_the_default() {
        assertThat(made(catalog, null)).extracting(ChosenOutput::wish).containsExactly("csv");
        assertThat(made(catalog, List.of())).isEmpty();
    }

    @Test
    void all_problems_are_told_at_once() {
        List<Object> wishes = List.of(
                "jsn=a.json",
                "json",
                "json=../a.json",
                "csv=-",
                "csv=saveInterval=soon,timeFormat=lunar,colour=red",
                Map.of("type", "json", "fileName", "same.json"),
                "json=same.json",
                Map.of("fileName", "a"),
                7,
                "cloud");

        assertThat(refused(catalog, wishes))
                .extracting(problem -> problem.path() + " " + problem.message())
                .containsExactly(
                        "outputs[0] \"jsn\" is not an output",
                        "outputs[1].fileName is missing: a daemon has no standard output to write to",
                        "outputs[2].fileName must be a plain file name, without directories: files are kept in the run's own",
                        "outputs[3].fileName is missing: a daemon has no standard output to write to",
                        "outputs[4].saveInterval must be a duration",
                        "outputs[4].timeFormat must be one of unix, unix_milli, unix_micro, unix_nano, rfc3339, rfc3339_nano",
                        "outputs[4].colour is not a setting of this output",
                        "outputs[6] writes to same.json as another output does",
                        "outputs[7].type is missing",
                        "outputs[8] must be text or an object",
                        "outputs[9] \"cloud\" is a service of Grafana Labs with a protocol of its own, which is not there");
    }

    @ParameterizedTest
    @CsvSource({"a/b.json", "/etc/passwd", "..", ".hidden", "a\\b", "'a b'", "a%2fb"})
    void files_are_only_in_the_runs_own_directory(String name) {
        assertThat(refused(catalog, List.of(Map.of("type", "json", "fileName", name))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("must be a plain file name"));
    }

    @Test
    void the_environment_of_the_daemon_counts_below_the_wish() {
        var daemon = new OutputCatalog(
                List.of(), Map.of("K6_CSV_SAVE_INTERVAL", "never", "K6_CSV_FILENAME", "e.csv"), 1 << 30);

        assertThat(refused(daemon, List.of("csv")))
                .extracting(Problem::message)
                .containsExactly("K6_CSV_SAVE_INTERVAL in the daemon's environment must be a duration");
        assertThat(made(daemon, List.of("csv=saveInterval=2s"))).hasSize(1);
    }
}
