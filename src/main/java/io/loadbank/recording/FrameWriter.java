package io.loadbank.recording;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes frames into one chunk. Names are written in full where they come first and by their number after that, so that
 * a chunk can be read by itself. Not thread-safe.
 *
 * <pre>
 * frame    = length at length elapsed  n (metric-number [name type kind] length measure)*
 *            n (name-number [name] load)*  n (name-number [name] gauge)*  n outcome*
 * measure  = count | last min max | trues total | sum min max n key (key-step)* count*
 * </pre>
 */
final class FrameWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<MetricKey, Integer> metrics = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();

    void write(Frame frame) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Packed.number(body, frame.atMs());
        Packed.number(body, frame.lengthMs());
        Packed.number(body, frame.elapsedMs());
        Packed.number(body, frame.metrics().size());
        frame.metrics().forEach((key, measure) -> {
            metric(body, key);
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            measure(packed, measure);
            Packed.number(body, packed.size());
            body.writeBytes(packed.toByteArray());
        });
        Packed.number(body, frame.scenarios().size());
        frame.scenarios().forEach((name, load) -> {
            name(body, name);
            load(body, load);
        });
        Packed.number(body, frame.gauges().size());
        frame.gauges().forEach((name, value) -> {
            name(body, name);
            Packed.real(body, value);
        });
        Packed.number(body, frame.outcomes().size());
        frame.outcomes().forEach(outcome -> outcome(body, outcome));
        Packed.number(out, body.size());
        out.writeBytes(body.toByteArray());
    }

    private void metric(ByteArrayOutputStream to, MetricKey key) {
        Integer known = metrics.get(key);
        Packed.number(to, known == null ? metrics.size() : known);
        if (known == null) {
            metrics.put(key, metrics.size());
            Packed.text(to, key.name());
            Packed.text(to, key.type().name());
            Packed.text(to, key.contains().name());
        }
    }

    private void name(ByteArrayOutputStream to, String name) {
        Integer known = names.get(name);
        Packed.number(to, known == null ? names.size() : known);
        if (known == null) {
            names.put(name, names.size());
            Packed.text(to, name);
        }
    }

    private static void measure(ByteArrayOutputStream to, Measure measure) {
        switch (measure) {
            case Measure.Count(double count) -> Packed.real(to, count);
            case Measure.Level(double last, double min, double max) -> {
                Packed.real(to, last);
                Packed.real(to, min);
                Packed.real(to, max);
            }
            case Measure.Ratio(long trues, long total) -> {
                Packed.number(to, trues);
                Packed.number(to, total);
            }
            case Measure.Values(double sum, double min, double max, Spread spread) -> {
                Packed.real(to, sum);
                Packed.real(to, min);
                Packed.real(to, max);
                spread(to, spread);
            }
        }
    }

    private static void spread(ByteArrayOutputStream to, Spread spread) {
        Packed.number(to, spread.size());
        for (int i = 0; i < spread.size(); i++) {
            if (i == 0) {
                Packed.signed(to, spread.key(0));
            } else {
                Packed.number(to, spread.key(i) - (long) spread.key(i - 1));
            }
        }
        for (int i = 0; i < spread.size(); i++) {
            Packed.number(to, spread.countOf(i));
        }
    }

    private static void load(ByteArrayOutputStream to, ScenarioLoad load) {
        Packed.real(to, load.desiredVus());
        Packed.real(to, load.vus());
        Packed.real(to, load.desiredRate());
        Packed.number(to, load.started());
        Packed.number(to, load.completed());
        Packed.number(to, load.interrupted());
        Packed.number(to, load.dropped());
    }

    private void outcome(ByteArrayOutputStream to, Outcome outcome) {
        name(to, outcome.method());
        name(to, outcome.name());
        name(to, outcome.status());
        name(to, outcome.errorCode());
        name(to, outcome.error());
        Packed.number(to, outcome.count());
    }

    int size() {
        return out.size();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
