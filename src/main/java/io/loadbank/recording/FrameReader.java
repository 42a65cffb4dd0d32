package io.loadbank.recording;

import io.loadbank.metric.MetricType;
import io.loadbank.metric.ValueKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Reads the frames of one chunk, in order. Not thread-safe. */
final class FrameReader {
    private final ByteBuffer in;
    private final Predicate<String> wanted;
    private final List<MetricKey> metrics = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /** @param wanted metrics whose measures are read; others are passed over */
    FrameReader(ByteBuffer in, Predicate<String> wanted) {
        this.in = in;
        this.wanted = wanted;
    }

    boolean hasNext() {
        return in.hasRemaining();
    }

    /** Every metric that a frame so far had a measure of. */
    List<MetricKey> metrics() {
        return metrics;
    }

    Frame next() {
        Packed.number(in);
        long at = Packed.number(in);
        long length = Packed.number(in);
        long elapsed = Packed.number(in);
        Map<MetricKey, Measure> measures = new LinkedHashMap<>();
        for (long left = Packed.number(in); left > 0; left--) {
            MetricKey key = metric();
            int bytes = Math.toIntExact(Packed.number(in));
            if (wanted.test(key.name())) {
                measures.put(key, measure(key.type()));
            } else {
                in.position(in.position() + bytes);
            }
        }
        Map<String, ScenarioLoad> scenarios = new LinkedHashMap<>();
        for (long left = Packed.number(in); left > 0; left--) {
            scenarios.put(name(), load());
        }
        Map<String, Double> gauges = new HashMap<>();
        for (long left = Packed.number(in); left > 0; left--) {
            gauges.put(name(), Packed.real(in));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (long left = Packed.number(in); left > 0; left--) {
            outcomes.add(new Outcome(name(), name(), name(), name(), name(), Packed.number(in)));
        }
        return new Frame(at, length, elapsed, measures, scenarios, gauges, outcomes);
    }

    private MetricKey metric() {
        int number = Math.toIntExact(Packed.number(in));
        if (number == metrics.size()) {
            String name = Packed.text(in);
            MetricType type = MetricType.valueOf(Packed.text(in));
            metrics.add(new MetricKey(name, type, ValueKind.valueOf(Packed.text(in))));
        }
        return metrics.get(number);
    }

    private String name() {
        int number = Math.toIntExact(Packed.number(in));
        if (number == names.size()) {
            names.add(Packed.text(in));
        }
        return names.get(number);
    }

    private Measure measure(MetricType type) {
        return switch (type) {
            case COUNTER -> new Measure.Count(Packed.real(in));
            case GAUGE -> new Measure.Level(Packed.real(in), Packed.real(in), Packed.real(in));
            case RATE -> new Measure.Ratio(Packed.number(in), Packed.number(in));
            case TREND -> new Measure.Values(Packed.real(in), Packed.real(in), Packed.real(in), spread());
        };
    }

    private Spread spread() {
        int size = Math.toIntExact(Packed.number(in));
        int[] keys = new int[size];
        long[] counts = new long[size];
        for (int i = 0; i < size; i++) {
            keys[i] = Math.toIntExact(i == 0 ? Packed.signed(in) : keys[i - 1] + Packed.number(in));
        }
        for (int i = 0; i < size; i++) {
            counts[i] = Packed.number(in);
        }
        return new Spread(keys, counts);
    }

    private ScenarioLoad load() {
        return new ScenarioLoad(
                Packed.real(in),
                Packed.real(in),
                Packed.real(in),
                Packed.number(in),
                Packed.number(in),
                Packed.number(in),
                Packed.number(in));
    }
}
