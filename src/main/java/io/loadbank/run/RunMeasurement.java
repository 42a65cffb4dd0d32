package io.loadbank.run;

import io.loadbank.executor.VuPool;
import io.loadbank.metric.BuiltinMetrics;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.Series;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.metric.Tags;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * What a run measures: its samples, the gauges of its VUs, the last snapshot of all that.
 *
 * <p>Snapshots are taken by the loop thread; readers get the last one.
 */
final class RunMeasurement {

    private final Metrics metrics;
    private final DoubleSupplier testSeconds;
    private final Series vus;
    private final Series vusMax;
    private volatile MetricsSnapshot last;

    RunMeasurement(Metrics metrics, Tags runTags, DoubleSupplier testSeconds) {
        this.metrics = metrics;
        this.testSeconds = testSeconds;
        BuiltinMetrics builtins = metrics.registry().builtins();
        this.vus = metrics.series(builtins.vus, runTags);
        this.vusMax = metrics.series(builtins.vusMax, runTags);
        this.last = metrics.snapshot(0);
    }

    void sampleVus(VuPool pool) {
        metrics.add(vus, pool.active());
        metrics.add(vusMax, pool.initialized());
    }

    MetricsSnapshot snapshot() {
        MetricsSnapshot taken = metrics.snapshot(testSeconds.getAsDouble());
        last = taken;
        return taken;
    }

    MetricsSnapshot last() {
        return last;
    }

    List<SeriesSnapshot> series() {
        return metrics.seriesSnapshot(testSeconds.getAsDouble());
    }

    Metrics metrics() {
        return metrics;
    }
}
