package io.loadbank.output;

import io.loadbank.metric.Metric;
import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.MetricType;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.Registration;
import io.loadbank.metric.SampleTap;
import io.loadbank.metric.Tags;
import io.loadbank.metric.TappedSamples;
import io.loadbank.metric.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A store of samples whose tap keeps what it gets, at a time that stands still. */
final class Lab implements SampleTap {
    final MetricRegistry registry = new MetricRegistry();
    final Metrics metrics = new Metrics(registry, 1000, UnaryOperator.identity(), this, true);
    final List<TappedSamples> taken = new ArrayList<>();
    long now;

    Lab(long now) {
        this.now = now;
    }

    @Override
    public long epochNanos() {
        return now;
    }

    @Override
    public void take(TappedSamples samples) {
        taken.add(samples);
    }

    Metric metric(String name, MetricType type, ValueKind contains) {
        return switch (registry.register(name, type, contains)) {
            case Registration.Registered(Metric metric) -> metric;
            case Registration.Rejected(String reason) -> throw new IllegalStateException(reason);
        };
    }

    /** One sample of a VU. */
    void sample(Metric metric, Map<String, String> tags, double value, Map<String, String> metadata) {
        metrics.newBuffer(() -> metadata).add(metrics.series(metric, Tags.of(tags)), value);
    }

    void sample(Metric metric, Map<String, String> tags, double value) {
        sample(metric, tags, value, Map.of());
    }
}
