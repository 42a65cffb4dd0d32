package io.loadbank.run;

import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.plan.Problem;
import io.loadbank.script.CallOutcome;
import io.loadbank.script.ScriptSession;
import io.loadbank.summary.SummaryData;
import io.loadbank.summary.SummaryState;
import io.loadbank.summary.SummaryText;
import io.loadbank.threshold.Evaluation;
import io.loadbank.vu.LogSink.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The end of a run: last judgement, summary, artifacts. Its writing half is confined to the loop thread. */
final class RunFinish {

    private final PreparedRun.Ready prepared;
    private final RunMeasurement measurement;
    private final RunBook book;
    private volatile @Nullable Map<String, Object> finalSummary;
    private volatile @Nullable String finalText;
    private volatile Map<String, byte[]> artifacts = Map.of();
    private boolean thresholdsFailed;

    RunFinish(PreparedRun.Ready prepared, RunMeasurement measurement, RunBook book) {
        this.prepared = prepared;
        this.measurement = measurement;
        this.book = book;
    }

    /** Judges for the last time and makes the summary; null if that broke, which is written down. */
    @Nullable
    Map<String, Object> judge(long testNanos) {
        try {
            MetricsSnapshot snapshot = measurement.snapshot();
            Evaluation evaluation = prepared.thresholds().evaluate(snapshot, true);
            book.judged(evaluation.results());
            thresholdsFailed = !evaluation.breached().isEmpty();
            if (thresholdsFailed) {
                String breached = String.join(", ", evaluation.breached());
                book.log().note(Level.ERROR, "thresholds on metrics '" + breached + "' have been crossed");
            }
            Map<String, Object> summary = tree(snapshot, evaluation.results(), testNanos);
            finalSummary = shown(summary);
            finalText = text(snapshot, evaluation.results());
            return summary;
        } catch (RuntimeException e) {
            // the run ends all the same
            book.log().note(Level.ERROR, "defect in the daemon: " + e);
            book.note(new Problem("run", "the summary could not be made: " + e));
            return null;
        }
    }

    /** Keeps what {@code handleSummary} returned. */
    void handled(CallOutcome outcome) {
        switch (outcome) {
            case CallOutcome.Files files -> artifacts(files);
            case CallOutcome.Threw(String text) -> complain(text);
            case CallOutcome.Unusable(String text) -> complain(text);
            case CallOutcome.TimedOut(String text) -> complain(text);
            case CallOutcome.CutOff _ -> complain("it was cut off");
            case CallOutcome.Returned _ -> {
                // nothing was returned: nothing to keep
            }
        }
    }

    private void artifacts(CallOutcome.Files files) {
        Map<String, byte[]> contents = files.contents();
        if (contents != null) {
            Map<String, byte[]> shown = new LinkedHashMap<>();
            contents.forEach((name, bytes) ->
                    shown.put(book.secrets().redact(name), book.secrets().redact(bytes)));
            artifacts = Collections.unmodifiableMap(shown);
            shown.forEach((destination, bytes) -> {
                if (destination.equals("stdout") || destination.equals("stderr")) {
                    book.log().note(Level.INFO, new String(bytes, StandardCharsets.UTF_8));
                }
            });
        }
    }

    private void complain(String text) {
        book.log().note(Level.ERROR, "handleSummary: " + text);
        book.note(new Problem("handleSummary", text));
    }

    boolean thresholdsFailed() {
        return thresholdsFailed;
    }

    /** The final summary, or that of the values so far. Any thread. */
    Map<String, Object> summary(long testNanos) {
        Map<String, Object> last = finalSummary;
        return last != null
                ? last
                : shown(tree(measurement.last(), book.status().thresholds(), testNanos));
    }

    @SuppressWarnings("unchecked") // a map stays a map of names
    private Map<String, Object> shown(Map<String, Object> tree) {
        return (Map<String, Object>) Objects.requireNonNull(book.secrets().redactTree(tree));
    }

    /** k6's end-of-test text of the final values, or of those so far. Any thread. */
    String summaryText() {
        String last = finalText;
        return last != null ? last : text(measurement.last(), book.status().thresholds());
    }

    /** Both together. Any thread. */
    RunSummary summing(long testNanos) {
        return new RunSummary(summary(testNanos), summaryText());
    }

    /** What {@code handleSummary} returned. Any thread. */
    Map<String, byte[]> artifacts() {
        return artifacts;
    }

    private String text(MetricsSnapshot snapshot, List<ThresholdResult> results) {
        return book.secrets()
                .redact(SummaryText.of(snapshot, results, prepared.plan().options()));
    }

    private Map<String, Object> tree(MetricsSnapshot snapshot, List<ThresholdResult> results, long testNanos) {
        ScriptSession.SetupValue setup = prepared.session().setupValue();
        SummaryState state = new SummaryState(
                Duration.ofNanos(testNanos), setup == null ? null : new SummaryState.SetupData(setup.value()));
        return SummaryData.tree(snapshot, results, prepared.plan().options(), state);
    }
}
