package io.loadbank.comparison;

import io.loadbank.recording.Frame;
import io.loadbank.recording.MetricKey;
import io.loadbank.recording.Recording;
import io.loadbank.recording.ScenarioLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Two runs, metric by metric.
 *
 * @param metrics those that either run has, by name
 * @param notes what makes the runs hard to compare, in sentences
 */
public record Comparison(List<MetricComparison> metrics, List<String> notes) {

    private static final double SAME_LOAD = 0.1;

    /**
     * Compares a run with an earlier one.
     *
     * @param first the one compared with
     * @param second the one whose differences are named
     */
    public static Comparison of(Recording first, Recording second) {
        List<Frame> before = going(first);
        List<Frame> after = going(second);
        Map<String, MetricKey> keys = new TreeMap<>();
        first.metrics().forEach(key -> keys.put(key.name(), key));
        second.metrics().forEach(key -> keys.putIfAbsent(key.name(), key));
        List<MetricComparison> metrics = new ArrayList<>();
        for (MetricKey key : keys.values()) {
            metrics.add(new Judgement(key, before, after).judged());
        }
        return new Comparison(metrics, notes(before, after));
    }

    /** The frames in which the test's clock went on, without a last one that is only a part of a second. */
    private static List<Frame> going(Recording recording) {
        List<Frame> going = new ArrayList<>();
        long elapsed = 0;
        for (Frame frame : recording.read(Recording.Range.ALL, _ -> true)) {
            if (frame.lengthMs() >= 500 && frame.elapsedMs() - elapsed >= frame.lengthMs() / 2) {
                going.add(frame);
            }
            elapsed = frame.elapsedMs();
        }
        return going;
    }

    private static List<String> notes(List<Frame> before, List<Frame> after) {
        List<String> notes = new ArrayList<>();
        if (before.isEmpty()) {
            notes.add("nothing is recorded of the first run");
        }
        if (after.isEmpty()) {
            notes.add("nothing is recorded of the second run");
        }
        if (!notes.isEmpty()) {
            return notes;
        }
        double vus = vus(before);
        double others = vus(after);
        if (Math.abs(vus - others) > SAME_LOAD * Math.max(vus, others)) {
            notes.add(String.format(
                    Locale.ROOT,
                    "the runs did not carry the same load: %.1f VUs on average against %.1f",
                    vus,
                    others));
        }
        step(notes, "first", before);
        step(notes, "second", after);
        return notes;
    }

    private static void step(List<String> notes, String run, List<Frame> frames) {
        double coarsest = frames.stream().mapToDouble(Frame::seconds).max().orElse(0);
        if (coarsest > 2) {
            notes.add(
                    String.format(Locale.ROOT, "parts of the %s run are kept in steps of %.0f s only", run, coarsest));
        }
    }

    private static double vus(List<Frame> frames) {
        double sum = 0;
        double seconds = 0;
        for (Frame frame : frames) {
            for (ScenarioLoad load : frame.scenarios().values()) {
                sum += load.vus() * frame.seconds();
            }
            seconds += frame.seconds();
        }
        return seconds == 0 ? 0 : sum / seconds;
    }
}
