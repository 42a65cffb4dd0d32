package io.loadbank.script.module;

import io.loadbank.metric.Metric;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.Series;
import io.loadbank.metric.Tags;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A VU's memory of the time series it feeds, so that a sample costs no look-up in the run's store.
 *
 * <p>Confined to the VU's thread. It holds a bounded number of entries; beyond that it starts afresh.
 */
public final class SeriesCache {

    private static final int MAX_ROWS = 1_000;
    private static final int MAX_KEYED = 1_000;

    /** The series of one tag set. */
    private final class Row {
        private final Tags tags;
        private @Nullable Series[] byMetric = new Series[24];
        private final Map<Object, Series[]> keyed = new HashMap<>();

        Row(Tags tags) {
            this.tags = tags;
        }

        Series of(Metric metric) {
            int index = metric.index();
            if (index >= byMetric.length) {
                byMetric = java.util.Arrays.copyOf(byMetric, Math.max(index + 8, byMetric.length * 2));
            }
            Series series = byMetric[index];
            if (series == null) {
                series = metrics.series(metric, tags);
                byMetric[index] = series;
            }
            return series;
        }
    }

    /** Finds the series of a key that was not met yet. */
    @FunctionalInterface
    public interface Resolver {
        Series[] resolve(Metrics metrics, Tags current);
    }

    private final Metrics metrics;
    private final Map<Tags, Row> rows = new HashMap<>();
    private Row current;

    SeriesCache(Metrics metrics) {
        this.metrics = metrics;
        this.current = new Row(Tags.EMPTY);
    }

    Tags tags() {
        return current.tags;
    }

    @SuppressWarnings("ReferenceEquality") // equal tags that are another object only cost a look-up
    void use(Tags tags) {
        if (tags != current.tags) {
            current = row(tags);
        }
    }

    private Row row(Tags tags) {
        Row row = rows.get(tags);
        if (row == null) {
            if (rows.size() >= MAX_ROWS) {
                rows.clear();
            }
            row = new Row(tags);
            rows.put(tags, row);
        }
        return row;
    }

    Series of(Metric metric) {
        return current.of(metric);
    }

    @SuppressWarnings("ReferenceEquality") // as above
    Series of(Metric metric, Tags tags) {
        return tags == current.tags ? current.of(metric) : row(tags).of(metric);
    }

    /**
     * The series that belong to a key under the current tags, such as those of one kind of request.
     *
     * @param key immutable, with equals and hashCode
     */
    public Series[] keyed(Object key, Resolver resolver) {
        Series[] series = current.keyed.get(key);
        if (series == null) {
            if (current.keyed.size() >= MAX_KEYED) {
                current.keyed.clear();
            }
            series = resolver.resolve(metrics, current.tags);
            current.keyed.put(key, series);
        }
        return series;
    }
}
