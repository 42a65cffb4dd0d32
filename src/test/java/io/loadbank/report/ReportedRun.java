package io.loadbank.report;

import io.loadbank.generator.GeneratorVerdict;
import io.loadbank.metric.MetricType;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.metric.ValueKind;
import io.loadbank.plan.Problem;
import io.loadbank.recording.Frame;
import io.loadbank.recording.Measure;
import io.loadbank.recording.MetricKey;
import io.loadbank.recording.Outcome;
import io.loadbank.recording.Recorder;
import io.loadbank.recording.Recording;
import io.loadbank.recording.ScenarioLoad;
import io.loadbank.recording.Spread;
import io.loadbank.run.HistoryEntry;
import io.loadbank.run.LogLine;
import io.loadbank.run.Run;
import io.loadbank.run.RunState;
import io.loadbank.run.RunView;
import io.loadbank.run.ScriptIdentity;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run that has ended, whose script chose every name to break out of a page. */
final class ReportedRun {
    static final String EVIL = "<script>alert('x')</script>\"&\u0007";
    static final Instant STARTED = Instant.parse("2026-11-21T20:00:00Z");

    private ReportedRun() {}

    static Run ended() {
        return run(recording(), history(), null);
    }

    /** One whose generator was judged. */
    static Run judged(GeneratorVerdict verdict) {
        return run(recording(), history(), verdict);
    }

    /** One of which nothing is recorded. */
    static Run unrecorded() {
        return run(Recording.NONE, List.of(), null);
    }

    private static Run run(Recording recording, List<HistoryEntry> history, @Nullable GeneratorVerdict verdict) {
        var run = Proxy.newProxyInstance(
                ReportedRun.class.getClassLoader(),
                new Class<?>[] {Run.class},
                (_, method, _) -> switch (method.getName()) {
                    case "id" -> "r-1";
                    case "view" -> view(verdict);
                    case "summary" -> summary();
                    case "recording" -> recording;
                    case "history" -> history;
                    case "logs" ->
                        List.of(
                                new LogLine(STARTED, "warning", "console", "", 1, EVIL),
                                new LogLine(STARTED, "warning", "console", "", 2, EVIL),
                                new LogLine(STARTED, "info", "console", "", 1, "not shown"));
                    default -> throw new AssertionError("a report does not need " + method.getName());
                });
        return (Run) run;
    }

    private static RunView view(@Nullable GeneratorVerdict verdict) {
        return new RunView(
                "r-1",
                "shop " + EVIL,
                new ScriptIdentity(EVIL, 3, "sha256:0123456789abcdef"),
                RunState.ABORTED,
                "failed",
                99,
                STARTED,
                STARTED,
                STARTED.plusSeconds(60),
                50_000,
                9,
                List.of(),
                List.of(),
                Map.of(EVIL, EVIL),
                Map.of(
                        EVIL,
                        new RunView.ScenarioView(
                                "constant-vus",
                                "ended",
                                1,
                                List.of("vus"),
                                Map.of("vus", 5),
                                List.of(),
                                new RunView.Actual(0, 5, 100, 1, 2))),
                Map.of(
                        "http_req_duration{name:" + EVIL + "}",
                        List.of(
                                new ThresholdResult("http_req_duration", "p(95)<" + EVIL, false, 712.5),
                                new ThresholdResult("http_req_duration", "max<9", true, Double.NaN))),
                List.of(new Problem("script", EVIL, null)),
                verdict,
                List.of());
    }

    private static Map<String, Object> summary() {
        Map<String, Object> requests =
                Map.of("type", "counter", "contains", "default", "values", Map.of("count", 6_000, "rate", 120));
        Map<String, Object> evil = Map.of("type", "trend", "contains", "time", "values", Map.of("avg", 12.5, EVIL, 1));
        Map<String, Object> check = Map.of("name", EVIL, "passes", 3, "fails", 1);
        Map<String, Object> group = Map.of("name", EVIL, "groups", List.of(), "checks", List.of(check));
        return Map.of(
                "metrics",
                Map.of("http_reqs", requests, EVIL, evil),
                "root_group",
                Map.of("name", "", "checks", List.of(), "groups", List.of(group)));
    }

    private static List<HistoryEntry> history() {
        return List.of(
                new HistoryEntry(STARTED.minusSeconds(1), "127.0.0.1", "create", Map.of(), Map.of()),
                new HistoryEntry(
                        STARTED.plusSeconds(10),
                        "10.0.0.7",
                        "patch",
                        Map.of("scenarios", Map.of("browse", Map.of("vus", 5, "paused", false))),
                        Map.of("scenarios", Map.of("browse", Map.of("vus", 40, "paused", false)))),
                new HistoryEntry(
                        STARTED.plusSeconds(20),
                        EVIL,
                        "patch",
                        Map.of("scenarios", Map.of(), "paused", false),
                        Map.of("scenarios", Map.of(), "paused", true)),
                new HistoryEntry(
                        STARTED.plusSeconds(55),
                        "10.0.0.7",
                        "stop",
                        Map.of("scenarios", Map.of(), "stopped", false),
                        Map.of("scenarios", Map.of(), "stopped", true)));
    }

    private static Recording recording() {
        var recorder = new Recorder(STARTED.toEpochMilli());
        for (int second = 0; second < 60; second++) {
            boolean paused = second >= 20 && second < 30;
            Map<MetricKey, Measure> metrics = new LinkedHashMap<>();
            if (!paused) {
                metrics.put(new MetricKey("http_reqs", MetricType.COUNTER, ValueKind.DEFAULT), new Measure.Count(120));
                metrics.put(
                        new MetricKey("http_req_duration", MetricType.TREND, ValueKind.TIME),
                        new Measure.Values(120 * (10.0 + second), 1, 500, Spread.EMPTY));
            }
            recorder.record(new Frame(
                    second * 1_000L,
                    1_000,
                    1_000L * (second < 20 ? second + 1 : paused ? 20 : second - 9),
                    metrics,
                    Map.of(EVIL, new ScenarioLoad(5, paused ? 0 : 5, Double.NaN, 60, 60, 0, 0)),
                    Map.of(),
                    List.of(new Outcome("GET", EVIL, "500", "1500", EVIL, 12 + second))));
        }
        return recorder.recording();
    }
}
