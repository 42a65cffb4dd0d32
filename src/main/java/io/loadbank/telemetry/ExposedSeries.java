package io.loadbank.telemetry;

import io.loadbank.metric.Metric;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.metric.SinkSnapshot;
import io.loadbank.metric.SinkSnapshot.CounterSnapshot;
import io.loadbank.metric.SinkSnapshot.GaugeSnapshot;
import io.loadbank.metric.SinkSnapshot.RateSnapshot;
import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import io.loadbank.metric.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The time series of one run without the tags that are not to be shown, nor empty ones. Series that only these told
 * apart become one: counters and rates are summed, trends hold the values of all, of gauges the highest counts.
 */
final class ExposedSeries {
    private record Key(Metric metric, Tags tags) {}

    private final Set<String> dropped;
    private final Map<Tags, Tags> shown = new HashMap<>();
    private final Map<Key, SinkSnapshot> sinks = new LinkedHashMap<>();
    /** Of trends that are several: all of them, the first one included. */
    private final Map<Key, List<TrendSnapshot>> several = new HashMap<>();

    private ExposedSeries(Set<String> dropped) {
        this.dropped = dropped;
    }

    static List<SeriesSnapshot> of(List<SeriesSnapshot> all, Set<String> dropped) {
        ExposedSeries exposed = new ExposedSeries(dropped);
        all.forEach(exposed::add);
        exposed.several.forEach((key, trends) -> exposed.sinks.put(key, TrendSnapshot.ofAll(trends)));
        List<SeriesSnapshot> series = new ArrayList<>(exposed.sinks.size());
        exposed.sinks.forEach((key, sink) -> series.add(new SeriesSnapshot(key.metric(), key.tags(), sink)));
        return series;
    }

    private void add(SeriesSnapshot series) {
        Key key = new Key(series.metric(), shown.computeIfAbsent(series.tags(), this::shown));
        SinkSnapshot known = sinks.putIfAbsent(key, series.sink());
        if (known != null) {
            sinks.put(key, merged(key, known, series.sink()));
        }
    }

    private Tags shown(Tags tags) {
        Tags kept = tags;
        for (int i = 0; i < tags.size(); i++) {
            if (tags.value(i).isEmpty() || dropped.contains(tags.key(i))) {
                kept = kept.without(tags.key(i));
            }
        }
        return kept;
    }

    private SinkSnapshot merged(Key key, SinkSnapshot known, SinkSnapshot added) {
        return switch (added) {
            case CounterSnapshot it -> {
                CounterSnapshot before = (CounterSnapshot) known;
                yield new CounterSnapshot(before.count() + it.count(), before.rate() + it.rate());
            }
            case GaugeSnapshot it -> ((GaugeSnapshot) known).value() >= it.value() ? known : it;
            case RateSnapshot it -> {
                RateSnapshot before = (RateSnapshot) known;
                yield new RateSnapshot(before.trues() + it.trues(), before.total() + it.total());
            }
            case TrendSnapshot it -> {
                several.computeIfAbsent(key, _ -> new ArrayList<>(List.of((TrendSnapshot) known)))
                        .add(it);
                yield known;
            }
        };
    }
}
