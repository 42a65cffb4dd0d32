package io.loadbank.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is measured of one metric: in all, by time series and by sub-metric. Guarded by the store's lock. */
final class Measured {
    final Metric metric;
    private final List<SubMetric> subMetrics = new ArrayList<>();
    final Sink total;
    /** The one part that is read without the lock. */
    final ConcurrentHashMap<Tags, Series> series = new ConcurrentHashMap<>();

    /** Shown even without samples. */
    boolean expected;

    Measured(Metric metric) {
        this.metric = metric;
        this.total = Sink.of(metric.type());
    }

    SubMetric declare(String name, Tags tags) {
        for (SubMetric known : subMetrics) {
            if (known.tags().equals(tags)) {
                return known;
            }
        }
        SubMetric made = new SubMetric(metric, name, tags);
        subMetrics.add(made);
        for (Series each : series.values()) {
            each.targets = targets(each.own, each.tags());
        }
        return made;
    }

    /** Every sink that samples with these tags go to. */
    Sink[] targets(@Nullable Sink own, Tags tags) {
        List<Sink> targets = new ArrayList<>();
        if (own != null) {
            targets.add(own);
        }
        targets.add(total);
        for (SubMetric subMetric : subMetrics) {
            if (tags.containsAll(subMetric.tags())) {
                targets.add(subMetric.sink);
            }
        }
        return targets.toArray(Sink[]::new);
    }

    /** What the gauges of this metric were since this was asked before; nothing if it is no gauge. */
    void spans(Map<String, SinkSnapshot.GaugeSnapshot> into) {
        if (total instanceof GaugeSink gauge && !gauge.isEmpty()) {
            into.put(metric.name(), gauge.span());
            for (SubMetric each : subMetrics) {
                if (each.sink instanceof GaugeSink part && !part.isEmpty()) {
                    into.put(each.name(), part.span());
                }
            }
        }
    }

    void snapshot(double testSeconds, List<MetricSnapshot> into) {
        if (!expected && total.isEmpty()) {
            return;
        }
        into.add(new MetricSnapshot(
                metric.name(), null, metric.type(), metric.contains(), !total.isEmpty(), total.snapshot(testSeconds)));
        for (SubMetric each : subMetrics) {
            if (each.expected || !each.sink.isEmpty()) {
                into.add(new MetricSnapshot(
                        each.name(),
                        metric.name(),
                        metric.type(),
                        metric.contains(),
                        !each.sink.isEmpty(),
                        each.sink.snapshot(testSeconds)));
            }
        }
    }
}
