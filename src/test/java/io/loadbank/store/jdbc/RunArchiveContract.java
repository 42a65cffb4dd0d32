package io.loadbank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.generator.GeneratorVerdict;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.plan.Problem;
import io.loadbank.run.HistoryEntry;
import io.loadbank.run.LogLine;
import io.loadbank.run.RunArchive;
import io.loadbank.run.RunProgress;
import io.loadbank.run.RunState;
import io.loadbank.run.RunSummary;
import io.loadbank.run.RunView;
import io.loadbank.run.ScriptIdentity;
import io.loadbank.run.SeriesChunk;
import io.loadbank.summary.SummaryMode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every archive of runs does. */
public abstract class RunArchiveContract {

    /** An archive over the same place each time: opening again is what a restart does. */
    protected abstract RunArchive open() throws IOException;

    @Test
    void an_empty_archive_has_nothing() throws IOException {
        var archive = open();

        assertThat(archive.load()).isEmpty();
        assertThat(archive.summary("r-1")).isEqualTo(RunSummary.NONE);
        assertThat(archive.artifacts("r-1")).isEmpty();
        assertThat(archive.logs("r-1")).isEmpty();
        assertThat(archive.history("r-1")).isEmpty();
        assertThat(archive.series("r-1")).isEmpty();
    }

    @Test
    void a_run_is_there_after_a_restart_as_it_was() throws IOException {
        var run = run("r-1", 1, "all well");

        long bytes = open().save(run);

        var archive = open();
        assertThat(archive.load())
                .usingRecursiveComparison()
                .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
                .isEqualTo(List.of(new RunArchive.Entry(run.view(), run.at(), bytes)));
        assertThat(archive.summary("r-1")).isEqualTo(run.summary());
        assertThat(archive.logs("r-1")).containsExactly(line("all well"));
        assertThat(archive.history("r-1")).containsExactly(entry(1));
        assertThat(archive.artifacts("r-1")).containsOnlyKeys("out/report.html");
        assertThat(archive.artifacts("r-1").get("out/report.html")).containsExactly(1, 2, 3);
        assertThat(archive.series("r-1"))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new SeriesChunk(0, new byte[] {0, -1, 127, -128})));
    }

    @Test
    void runs_come_oldest_first() throws IOException {
        open().save(run("r-b", 20, ""));
        open().save(run("r-c", 30, ""));
        open().save(run("r-a", 10, ""));

        assertThat(open().load()).extracting(it -> it.view().id()).containsExactly("r-a", "r-b", "r-c");
    }

    @Test
    void a_run_grows_step_by_step() throws IOException {
        var archive = open();
        archive.save(step(RunState.RUNNING, null, log(0, 0, "a", "b"), history(0, 1)));
        archive.save(step(RunState.RUNNING, new RunSummary(Map.of("n", 1), "one"), log(0, 2, "c"), history(1, 2, 3)));
        archive.save(step(RunState.RUNNING, null, null, null));

        archive = open();
        assertThat(archive.load()).singleElement().satisfies(it -> {
            assertThat(it.view().state()).isEqualTo(RunState.RUNNING);
            assertThat(it.bytes()).isZero();
        });
        assertThat(archive.logs("r-1")).extracting(LogLine::message).containsExactly("a", "b", "c");
        assertThat(archive.history("r-1")).containsExactly(entry(1), entry(2), entry(3));
        assertThat(archive.summary("r-1")).isEqualTo(new RunSummary(Map.of("n", 1), "one"));
    }

    @Test
    void a_summary_is_kept_in_every_form_it_has() throws IOException {
        var compact = new RunSummary(
                Map.of("n", 1),
                "one",
                new RunSummary.Detail(SummaryMode.COMPACT, false, null, Map.of("a", List.of(1))));
        var full = new RunSummary(
                Map.of("n", 2), "two", new RunSummary.Detail(SummaryMode.FULL, true, "█ all", Map.of("a", List.of(2))));
        var archive = open();
        archive.save(step(RunState.RUNNING, compact, null, null));
        assertThat(archive.summary("r-1")).isEqualTo(compact);
        archive.save(step(RunState.FINISHED, full, null, null));

        archive = open();
        assertThat(archive.summary("r-1")).isEqualTo(full);
        archive.save(step(RunState.FINISHED, new RunSummary(Map.of("n", 3), "three"), null, null));
        assertThat(archive.summary("r-1").detail()).isNull();
    }

    @Test
    void a_step_that_is_saved_again_replaces_itself_and_what_came_after() throws IOException {
        var archive = open();
        archive.save(step(RunState.RUNNING, null, log(0, 0, "a", "b", "c"), history(0, 1, 2)));
        archive.save(step(RunState.RUNNING, null, log(0, 0, "a", "b", "c"), history(0, 1, 2)));
        archive.save(step(RunState.RUNNING, null, log(0, 3, "d"), history(2, 3)));
        archive.save(step(RunState.RUNNING, null, log(0, 3, "d", "e"), history(2, 3, 4)));

        assertThat(open().logs("r-1")).extracting(LogLine::message).containsExactly("a", "b", "c", "d", "e");
        assertThat(open().history("r-1")).containsExactly(entry(1), entry(2), entry(3), entry(4));
    }

    @Test
    void forgotten_lines_leave_and_are_told_of() throws IOException {
        var archive = open();
        archive.save(step(RunState.RUNNING, null, log(0, 0, "a", "b"), null));
        archive.save(step(RunState.RUNNING, null, log(2, 2, "c"), null));

        assertThat(open().logs("r-1")).extracting(LogLine::message).containsExactly("2 older lines were not kept", "c");
    }

    @Test
    void chunks_are_replaced_by_index_and_hold_any_bytes() throws IOException {
        var archive = open();
        byte[] noise = new byte[300_000];
        new Random(7).nextBytes(noise);
        var first = new SeriesChunk(0, new byte[] {0, 1, -1});
        var second = new SeriesChunk(1, new byte[0]);
        var grown = new SeriesChunk(1, noise);
        archive.save(chunks(first, second));
        archive.save(chunks(new SeriesChunk(2, new byte[] {9}), grown));

        assertThat(open().series("r-1"))
                .usingRecursiveComparison()
                .isEqualTo(List.of(first, grown, new SeriesChunk(2, new byte[] {9})));
    }

    @Test
    void an_ended_run_tells_what_it_takes() throws IOException {
        long small = open().save(run("r-1", 1, ""));
        var large = run("r-2", 2, "");
        long larger = open().save(new RunProgress(
                large.view(),
                large.at(),
                large.summary(),
                large.log(),
                large.history(),
                List.of(new SeriesChunk(0, new byte[50_000])),
                Map.of("a", new byte[50_000])));

        assertThat(small).isPositive();
        assertThat(larger).isGreaterThan(small + 90_000);
        assertThat(open().load()).extracting(RunArchive.Entry::bytes).containsExactly(small, larger);
    }

    @Test
    void what_scripts_write_is_kept_whatever_it_is() throws IOException {
        var strange = "\u0000 \u2028 ünïcode \uD83D\uDE80 'quote' \"double\" \\ \r\n\t";
        var artifacts = new LinkedHashMap<String, byte[]>();
        artifacts.put("z" + strange, new byte[0]);
        artifacts.put("a", "ü".repeat(1_000_000).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        var run = run("r-1", 1, strange);
        var archive = open();
        archive.save(new RunProgress(
                run.view(),
                run.at(),
                new RunSummary(Map.of(strange, strange), strange),
                new RunProgress.LogPart(0, 0, List.of(line(strange), line("half a pair \uD83D"))),
                run.history(),
                List.of(),
                artifacts));

        assertThat(open().logs("r-1")).hasSize(2);
        assertThat(open().logs("r-1").getFirst().message()).isEqualTo(strange);
        assertThat(open().logs("r-1").getLast().message()).startsWith("half a pair ");
        assertThat(open().summary("r-1")).isEqualTo(new RunSummary(Map.of(strange, strange), strange));
        assertThat(new ArrayList<>(open().artifacts("r-1").keySet())).containsExactly("z" + strange, "a");
        assertThat(open().artifacts("r-1").get("a")).hasSize(2_000_000);
    }

    @Test
    void ids_that_clients_choose_stay_apart() throws IOException {
        var ids = List.of("../../etc", "a/b", "A", "a", "..", "x".repeat(300), "ü", "'; DROP TABLE run; --");
        var archive = open();
        for (var id : ids) {
            archive.save(run(id, 1, ""));
        }

        assertThat(open().load()).extracting(it -> it.view().id()).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void a_deleted_run_is_gone_with_all_it_had_and_an_unknown_one_is_no_error() throws IOException {
        var archive = open();
        archive.save(run("r-1", 1, ""));
        archive.save(run("r-2", 2, ""));

        archive.delete("r-1");
        archive.delete("r-1");

        archive = open();
        assertThat(archive.load()).extracting(it -> it.view().id()).containsExactly("r-2");
        assertThat(archive.logs("r-1")).isEmpty();
        assertThat(archive.series("r-1")).isEmpty();
        assertThat(archive.artifacts("r-1")).isEmpty();
        assertThat(archive.logs("r-2")).hasSize(1);
    }

    private static RunProgress step(
            RunState state,
            @org.jspecify.annotations.Nullable RunSummary summary,
            RunProgress.@org.jspecify.annotations.Nullable LogPart log,
            RunProgress.@org.jspecify.annotations.Nullable HistoryPart history) {
        RunView view = run("r-1", 1, "").view();
        RunView live = new RunView(
                view.id(),
                view.name(),
                view.script(),
                state,
                null,
                null,
                view.createdAt(),
                view.startedAt(),
                null,
                5,
                1,
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                null,
                List.of());
        return new RunProgress(live, Instant.EPOCH, summary, log, history, List.of(), Map.of());
    }

    private static RunProgress chunks(SeriesChunk... chunks) {
        RunProgress step = step(RunState.RUNNING, null, null, null);
        return new RunProgress(step.view(), step.at(), null, null, null, List.of(chunks), Map.of());
    }

    private static RunProgress.LogPart log(long forgotten, long first, String... messages) {
        return new RunProgress.LogPart(
                forgotten,
                first,
                java.util.Arrays.stream(messages).map(RunArchiveContract::line).toList());
    }

    private static RunProgress.HistoryPart history(int first, Integer... entries) {
        return new RunProgress.HistoryPart(
                first,
                java.util.Arrays.stream(entries).map(RunArchiveContract::entry).toList());
    }

    static RunProgress run(String id, long createdAt, String message) {
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
                at.plusSeconds(1),
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
                List.of());
        return new RunProgress(
                view,
                at.plusSeconds(1).truncatedTo(ChronoUnit.MICROS),
                new RunSummary(
                        Map.of("metrics", Map.of("vus", Map.of("values", Map.of("value", 1.5)))), "█ TOTAL RESULTS"),
                new RunProgress.LogPart(0, 0, List.of(line(message))),
                new RunProgress.HistoryPart(0, List.of(entry(1))),
                List.of(new SeriesChunk(0, new byte[] {0, -1, 127, -128})),
                Map.of("out/report.html", new byte[] {1, 2, 3}));
    }

    static LogLine line(String message) {
        return new LogLine(
                Instant.ofEpochSecond(1_800_000_000L, 987_654_321), "info", "console", "default", 3, message);
    }

    static HistoryEntry entry(int vus) {
        return new HistoryEntry(
                Instant.ofEpochSecond(1_800_000_000L),
                "127.0.0.1",
                "patch",
                Map.of("vus", vus),
                Map.of("vus", vus + 1));
    }
}
