package io.loadbank.recording;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one interval of a run, a second while it lives. Immutable.
 *
 * @param atMs when it began, in milliseconds since the recording began, pauses included
 * @param lengthMs how long it was
 * @param elapsedMs test-run time at its end, pauses excluded
 * @param metrics what had a sample in it, gauges always
 * @param gauges further numbers that somebody added, by name, such as those about the generator
 * @param outcomes how requests ended since the beginning; empty in most frames
 */
public record Frame(
        long atMs,
        long lengthMs,
        long elapsedMs,
        Map<MetricKey, Measure> metrics,
        Map<String, ScenarioLoad> scenarios,
        Map<String, Double> gauges,
        List<Outcome> outcomes) {

    public double seconds() {
        return lengthMs / 1e3;
    }

    /** What is recorded of a metric under its full name; null for nothing. */
    public @Nullable Measure measure(String name) {
        for (Map.Entry<MetricKey, Measure> each : metrics.entrySet()) {
            if (each.getKey().name().equals(name)) {
                return each.getValue();
            }
        }
        return null;
    }

    /** The growth of a counter, 0 if it did not grow. */
    public double count(String name) {
        return measure(name) instanceof Measure.Count(double count) ? count : 0;
    }

    /** The frame from the beginning of this interval to the end of a later one; what lies between is in its length. */
    public Frame plus(Frame later) {
        return with(later, later.atMs + later.lengthMs - atMs);
    }

    /** The frame of this interval and a later one as if nothing lay between them. */
    public Frame joined(Frame later) {
        return with(later, lengthMs + later.lengthMs);
    }

    /** The same frame with nothing measured but one metric. */
    public Frame only(String metric) {
        Map<MetricKey, Measure> one = new LinkedHashMap<>();
        metrics.forEach((key, measure) -> {
            if (key.name().equals(metric)) {
                one.put(key, measure);
            }
        });
        return new Frame(atMs, lengthMs, elapsedMs, one, Map.of(), Map.of(), List.of());
    }

    private Frame with(Frame later, long length) {
        Map<MetricKey, Measure> allMetrics = new LinkedHashMap<>(metrics);
        later.metrics.forEach((key, measure) -> allMetrics.merge(key, measure, Measure::plus));
        double share = lengthMs + later.lengthMs == 0 ? 0.5 : (double) lengthMs / (lengthMs + later.lengthMs);
        Map<String, ScenarioLoad> allScenarios = new LinkedHashMap<>(scenarios);
        later.scenarios.forEach(
                (name, load) -> allScenarios.merge(name, load, (mine, theirs) -> mine.plus(theirs, share)));
        Map<String, Double> allGauges = new HashMap<>(gauges);
        allGauges.putAll(later.gauges);
        return new Frame(
                atMs,
                length,
                later.elapsedMs,
                allMetrics,
                allScenarios,
                allGauges,
                later.outcomes.isEmpty() ? outcomes : later.outcomes);
    }
}
