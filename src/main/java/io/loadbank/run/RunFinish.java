package io.loadbank.run;

import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.plan.Options;
import io.loadbank.plan.Problem;
import io.loadbank.script.CallOutcome;
import io.loadbank.script.ScriptSession;
import io.loadbank.summary.MachineSummary;
import io.loadbank.summary.SummaryData;
import io.loadbank.summary.SummaryExport;
import io.loadbank.summary.SummaryMode;
import io.loadbank.summary.SummaryState;
import io.loadbank.summary.SummaryText;
import io.loadbank.threshold.Evaluation;
import io.loadbank.vu.LogSink.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
    private final RuntimeOptions runtime;
    private volatile @Nullable RunSummary last;
    private volatile Map<String, byte[]> artifacts = Map.of();
    private boolean thresholdsFailed;

    RunFinish(PreparedRun.Ready prepared, RunMeasurement measurement, RunBook book) {
        this.prepared = prepared;
        this.runtime = prepared.runtime();
        this.measurement = measurement;
        this.book = book;
    }

    /**
     * Judges for the last time and makes the summary.
     *
     * @return what {@code handleSummary} gets; null if nobody is to get it, or if it broke, which is written down
     */
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
            Map<String, Object> data = tree(snapshot, evaluation.results(), testNanos);
            Map<String, Object> machine = machine(snapshot, testNanos);
            last = summary(snapshot, evaluation.results(), data, machine, true);
            if (runtime.mode() == SummaryMode.DISABLED) {
                return null;
            }
            Map<String, Object> argument = runtime.machineReadable() ? forMachines(machine) : data;
            export(runtime.machineReadable() ? argument : SummaryExport.of(data));
            return argument;
        } catch (RuntimeException e) {
            // the run ends all the same
            book.log().note(Level.ERROR, "defect in the daemon: " + e);
            book.note(new Problem("run", "the summary could not be made: " + e));
            return null;
        }
    }

    private Map<String, Object> forMachines(Map<String, Object> machine) {
        byte[] script = prepared.files().files().get(prepared.files().entry());
        return MachineSummary.shown(
                machine, runtime.mode(), script == null ? null : new String(script, StandardCharsets.UTF_8));
    }

    private void export(Map<String, Object> tree) {
        String name = runtime.summaryExport();
        if (name != null) {
            byte[] bytes = SummaryExport.text(shown(tree)).getBytes(StandardCharsets.UTF_8);
            artifacts = Map.of(name, bytes);
        }
    }

    /** Keeps what {@code handleSummary} returned; the export stays what it is. */
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
            Map<String, byte[]> all = new LinkedHashMap<>(shown);
            all.putAll(artifacts);
            artifacts = Collections.unmodifiableMap(all);
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
        RunSummary done = last;
        return done != null
                ? done.tree()
                : shown(tree(measurement.last(), book.status().thresholds(), testNanos));
    }

    /**
     * The same in every form. Any thread.
     *
     * @param inFull whether the full text is wanted although the run did not wish for it
     */
    RunSummary whole(long testNanos, boolean inFull) {
        RunSummary done = last;
        if (done != null) {
            return done;
        }
        MetricsSnapshot snapshot = measurement.last();
        List<ThresholdResult> results = book.status().thresholds();
        boolean withParts = inFull || runtime.mode() == SummaryMode.FULL;
        return summary(snapshot, results, tree(snapshot, results, testNanos), machine(snapshot, testNanos), withParts);
    }

    private RunSummary summary(
            MetricsSnapshot snapshot,
            List<ThresholdResult> results,
            Map<String, Object> data,
            Map<String, Object> machine,
            boolean withParts) {
        Options options = prepared.plan().options();
        String full = withParts ? SummaryText.full(snapshot, measurement.breakdown(), results, options) : null;
        return new RunSummary(
                shown(data),
                book.secrets().redact(SummaryText.of(snapshot, results, options)),
                new RunSummary.Detail(
                        runtime.mode(),
                        runtime.machineReadable(),
                        full == null ? null : book.secrets().redact(full),
                        shown(machine)));
    }

    @SuppressWarnings("unchecked") // a map stays a map of names
    private Map<String, Object> shown(Map<String, Object> tree) {
        return (Map<String, Object>) Objects.requireNonNull(book.secrets().redactTree(tree));
    }

    /** What {@code handleSummary} returned, and the export. Any thread. */
    Map<String, byte[]> artifacts() {
        return artifacts;
    }

    private Map<String, Object> tree(MetricsSnapshot snapshot, List<ThresholdResult> results, long testNanos) {
        return SummaryData.tree(snapshot, results, prepared.plan().options(), state(testNanos));
    }

    private Map<String, Object> machine(MetricsSnapshot snapshot, long testNanos) {
        return MachineSummary.tree(snapshot, prepared.plan().options(), state(testNanos), Instant.now());
    }

    private SummaryState state(long testNanos) {
        ScriptSession.SetupValue setup = prepared.session().setupValue();
        return new SummaryState(
                Duration.ofNanos(testNanos), setup == null ? null : new SummaryState.SetupData(setup.value()));
    }
}
