package io.loadbank.telemetry;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The metric families of one scrape. Prometheus knows one type per name and one value per label set: of two types the
 * one that comes later gets its type as an ending; of two values of one run the later one is left out, of two runs
 * the later run's counts.
 */
final class Families {
    private enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        INFO
    }

    /** A value and the run it is of, counted from 1. */
    private record Point(int run, DataPointSnapshot data) {}

    private record Family(String name, Type type, String help, Map<Labels, Point> points) {}

    private final Map<String, Family> families = new LinkedHashMap<>();
    private final Map<String, String> plainNames = new HashMap<>();
    private int run;
    private int size;

    /** From now on values are those of another run. */
    void nextRun() {
        run++;
    }

    /**
     * Adds a value that only grows; it is shown under the name with {@code _total}, given once.
     *
     * @param sinceMillis the time of its zero, in milliseconds of the epoch; 0 if nobody knows
     */
    void counter(String name, String help, Labels labels, double value, long sinceMillis) {
        add(Type.COUNTER, name, help, new CounterDataPointSnapshot(value, labels, null, sinceMillis));
    }

    void gauge(String name, String help, Labels labels, double value) {
        add(Type.GAUGE, name, help, new GaugeDataPointSnapshot(value, labels, null));
    }

    /** Adds a native histogram; it has no classic buckets, so only protobuf can carry it. */
    void histogram(String name, String help, Labels labels, NativeBuckets values, double sum, long sinceMillis) {
        HistogramDataPointSnapshot point = new HistogramDataPointSnapshot(
                NativeBuckets.SCHEMA,
                values.zeros(),
                NativeBuckets.ZERO_THRESHOLD,
                values.positive(),
                values.negative(),
                sum,
                labels,
                Exemplars.EMPTY,
                sinceMillis);
        add(Type.HISTOGRAM, name, help, point);
    }

    /** Adds facts that do not change; shown as a 1 under the name with {@code _info}. */
    void info(String name, String help, Labels labels) {
        add(Type.INFO, name, help, new InfoDataPointSnapshot(labels));
    }

    private void add(Type type, String name, String help, DataPointSnapshot data) {
        // the client adds the endings, and refuses names that have them
        String plain = plainNames.computeIfAbsent(name, Families::withoutEndings);
        Family family = families.computeIfAbsent(plain, it -> new Family(it, type, help, new LinkedHashMap<>()));
        if (family.type() != type) {
            add(type, plain + "_" + type.name().toLowerCase(Locale.ROOT), help, data);
            return;
        }
        Point known = family.points().get(data.getLabels());
        if (known == null) {
            size++;
        }
        if (known == null || known.run() < run) {
            family.points().put(data.getLabels(), new Point(run, data));
        }
    }

    /** How many time series there are. */
    int size() {
        return size;
    }

    MetricSnapshots snapshots() {
        List<MetricSnapshot> all = new ArrayList<>();
        for (Family family : families.values()) {
            MetricMetadata metadata = new MetricMetadata(family.name(), family.help());
            Collection<Point> points = family.points().values();
            all.add(
                    switch (family.type()) {
                        case COUNTER -> new CounterSnapshot(metadata, data(points, CounterDataPointSnapshot.class));
                        case GAUGE -> new GaugeSnapshot(metadata, data(points, GaugeDataPointSnapshot.class));
                        case HISTOGRAM ->
                            new HistogramSnapshot(metadata, data(points, HistogramDataPointSnapshot.class));
                        case INFO -> new InfoSnapshot(metadata, data(points, InfoDataPointSnapshot.class));
                    });
        }
        return new MetricSnapshots(all);
    }

    private static <T extends DataPointSnapshot> List<T> data(Collection<Point> points, Class<T> type) {
        List<T> data = new ArrayList<>(points.size());
        for (Point point : points) {
            data.add(type.cast(point.data()));
        }
        return data;
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
