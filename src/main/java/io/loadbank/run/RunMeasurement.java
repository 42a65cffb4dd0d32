package io.loadbank.run;

import io.loadbank.executor.VuPool;
import io.loadbank.metric.Breakdown;
import io.loadbank.metric.BuiltinMetrics;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.Series;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.metric.Tags;
import io.loadbank.plan.Problem;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

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
    private volatile long overflowed;

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
        overflowed = metrics.overflowedSamples();
        return taken;
    }

    /** What the user should know when the run has more time series than are kept; null while it has not. Any thread. */
    @Nullable
    Problem overflow() {
        return overflowed == 0
                ? null
                : new Problem(
                        "tags",
                        "the run has more than " + metrics.maxSeries() + " time series; " + overflowed
                                + " samples of further ones count in their metrics and sub-metrics, and in no series of"
                                + " their own, nor in the groups and scenarios of a full summary",
                        "use fewer different tag values, name URLs that hold ids (the tag name, or http.url), or raise"
                                + " loadbank.run.max-series");
    }

    MetricsSnapshot last() {
        return last;
    }

    List<SeriesSnapshot> series() {
        return metrics.seriesSnapshot(testSeconds.getAsDouble());
    }

    /** The samples so far by scenario and group. Any thread. */
    Breakdown breakdown() {
        return metrics.breakdown(testSeconds.getAsDouble());
    }

    Metrics metrics() {
        return metrics;
    }
}
