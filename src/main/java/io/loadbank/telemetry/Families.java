package io.loadbank.telemetry;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metric families of one scrape. Prometheus knows one type per name and one value per label set: of two types the
 * one that comes later gets its type as an ending, of two values the later one is left out.
 */
final class Families {
    private enum Type {
        COUNTER,
        GAUGE
    }

    private record Family(String name, Type type, String help, Map<Labels, Double> values) {}

    private final Map<String, Family> families = new LinkedHashMap<>();

    /** Adds a value that only grows; it is shown under the name with {@code _total}, given once. */
    void counter(String name, String help, Labels labels, double value) {
        // the client adds the ending, and refuses names that have it
        add(Type.COUNTER, withoutEndings(name), help, labels, value);
    }

    void gauge(String name, String help, Labels labels, double value) {
        add(Type.GAUGE, withoutEndings(name), help, labels, value);
    }

    private void add(Type type, String name, String help, Labels labels, double value) {
        Family family = families.computeIfAbsent(name, it -> new Family(it, type, help, new LinkedHashMap<>()));
        if (family.type() == type) {
            family.values().putIfAbsent(labels, value);
        } else {
            add(type, name + (type == Type.COUNTER ? "_counter" : "_gauge"), help, labels, value);
        }
    }

    MetricSnapshots snapshots() {
        List<MetricSnapshot> all = new ArrayList<>();
        for (Family family : families.values()) {
            MetricMetadata metadata = new MetricMetadata(family.name(), family.help());
            all.add(
                    switch (family.type()) {
                        case COUNTER -> {
                            List<CounterDataPointSnapshot> points = new ArrayList<>();
                            family.values()
                                    .forEach((labels, value) ->
                                            points.add(new CounterDataPointSnapshot(value, labels, null, 0L)));
                            yield new CounterSnapshot(metadata, points);
                        }
                        case GAUGE -> {
                            List<GaugeDataPointSnapshot> points = new ArrayList<>();
                            family.values()
                                    .forEach((labels, value) ->
                                            points.add(new GaugeDataPointSnapshot(value, labels, null)));
                            yield new GaugeSnapshot(metadata, points);
                        }
                    });
        }
        return new MetricSnapshots(all);
    }

    /** Endings that mean something to Prometheus are the exposition's to give. */
    private static String withoutEndings(String name) {
        for (String ending : List.of("_total", "_created", "_bucket", "_info")) {
            if (name.endsWith(ending) && name.length() > ending.length()) {
                return withoutEndings(name.substring(0, name.length() - ending.length()));
            }
        }
        return name;
    }
}
