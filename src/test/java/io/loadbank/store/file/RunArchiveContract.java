package io.loadbank.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.generator.GeneratorVerdict;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.plan.Problem;
import io.loadbank.run.HistoryEntry;
import io.loadbank.run.LogLine;
import io.loadbank.run.OutputStatus;
import io.loadbank.run.RunArchive;
import io.loadbank.run.RunRecord;
import io.loadbank.run.RunState;
import io.loadbank.run.RunView;
import io.loadbank.run.ScriptIdentity;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every archive of runs does. */
public abstract class RunArchiveContract {

    /** An archive over the same place each time: opening again is what a restart does. */
    protected abstract RunArchive open();

    @Test
    void an_empty_archive_has_nothing() throws IOException {
        assertThat(open().load()).isEmpty();
    }

    @Test
    void a_run_is_there_after_a_restart_as_it_was() throws IOException {
        var run = run("r-1", 1, "all well");

        open().save(run);

        assertSame(open().load(), run);
    }

    @Test
    void runs_come_oldest_first() throws IOException {
        open().save(run("r-b", 20, ""));
        open().save(run("r-c", 30, ""));
        open().save(run("r-a", 10, ""));

        assertThat(open().load()).extracting(it -> it.view().id()).containsExactly("r-a", "r-b", "r-c");
    }

    @Test
    void a_run_that_is_saved_again_replaces_the_one_before() throws IOException {
        open().save(run("r-1", 1, "before"));
        open().save(run("r-1", 1, "after\nwith a second line, ünïcode and \u2028"));

        assertSame(open().load(), run("r-1", 1, "after\nwith a second line, ünïcode and \u2028"));
    }

    @Test
    void ids_that_clients_choose_cannot_leave_the_archive_and_stay_apart() throws IOException {
        var ids = List.of("../../etc", "a/b", "A", "a", "..", "x".repeat(300), "ü");
        for (var id : ids) {
            open().save(run(id, 1, ""));
        }

        assertThat(open().load()).extracting(it -> it.view().id()).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void a_deleted_run_is_gone_and_an_unknown_one_is_no_error() throws IOException {
        open().save(run("r-1", 1, ""));
        open().save(run("r-2", 2, ""));

        open().delete("r-1");
        open().delete("r-1");

        assertSame(open().load(), run("r-2", 2, ""));
    }

    /** Compares by content: arrays are no values to a record's equals. */
    static void assertSame(List<RunRecord> actual, RunRecord expected) {
        assertThat(actual)
                .usingRecursiveComparison()
                .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
                .isEqualTo(List.of(expected));
    }

    static RunRecord run(String id, long createdAt, String message) {
        var at = Instant.ofEpochSecond(1_800_000_000L + createdAt, 123_456_789);
        var view = new RunView(
                id,
                "checkout",
                new ScriptIdentity("checkout", 3, "sha256:00"),
                RunState.FINISHED,
                "passed",
                0,
                at,
                at,
                null,
                12_873,
                7,
                List.of("TARGET"),
                List.of("TOKEN"),
                Map.of("team", "blue"),
                Map.of(
                        "default",
                        new RunView.ScenarioView(
                                "constant-vus",
                                "ended",
                                1.0,
                                List.of("vus"),
                                Map.of("vus", 20, "duration", "10m0s"),
                                List.of(),
                                new RunView.Actual(20, 100, 412, 1, 2))),
                Map.of(
                        "checks",
                        List.of(
                                new ThresholdResult("checks", "rate>0.9", true, Double.NaN),
                                new ThresholdResult("checks", "rate>0.95", false, 0.93))),
                List.of(new Problem("vus", "too many", null), new Problem("a", "b", "c")),
                new GeneratorVerdict(GeneratorVerdict.Level.DEGRADED, List.of("CPU: busy")),
                List.of(new OutputStatus("json", "a.json", 5, 1, "too slow")));
        return new RunRecord(
                view,
                Map.of("metrics", Map.of("vus", Map.of("values", Map.of("value", 1.5)))),
                "█ TOTAL RESULTS",
                Map.of("out/report.html", new byte[] {1, 2, 3}),
                List.of(new LogLine(at, "info", "console", "default", 3, message)),
                List.of(new HistoryEntry(at, "127.0.0.1", "patch", Map.of("vus", 1), Map.of("vus", 2))));
    }
}
