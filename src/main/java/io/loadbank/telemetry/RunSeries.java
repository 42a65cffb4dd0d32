package io.loadbank.telemetry;

import io.loadbank.metric.Metric;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.metric.SinkSnapshot;
import io.loadbank.metric.Tags;
import io.loadbank.metric.ValueKind;
import io.loadbank.run.Run;
import io.loadbank.run.RunBoard;
import io.loadbank.run.RunView;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The time series of all runs for Prometheus, under the names that k6's dashboards ask for.
 *
 * <ul>
 *   <li>a counter is {@code k6_<name>_total}, a gauge {@code k6_<name>};
 *   <li>a rate is {@code k6_<name>_rate} from 0 to 1, and exactly {@code k6_<name>_total} by {@code condition};
 *   <li>a trend is a gauge for each statistic, {@code k6_<name>_p95}; of metrics that hold times in seconds;
 *   <li>to a scrape that can carry it, a trend is a native histogram too: {@code k6_<name>_seconds} of times,
 *       {@code k6_<name>_bytes} of data, {@code k6_<name>} of anything else;
 *   <li>values are those since the run's beginning; {@code testid} is the run.
 * </ul>
 *
 * Runs that have ended stay long enough for their last values to be scraped. Reads snapshots only; any thread.
 */
public final class RunSeries implements MultiCollector {
    private static final double MILLIS_PER_SECOND = 1_000;
    private static final int[] PERCENTILES = {90, 95, 99};

    private final RunBoard board;
    private final Set<String> dropped;
    private final Duration kept;
    private final InstantSource clock;
    private final SeriesWatch watch = new SeriesWatch();

    /**
     * Collects the series of the board's runs.
     *
     * @param dropped tags that are not shown
     * @param kept how long the series of a run outlive it; two scrapes at least
     */
    public RunSeries(RunBoard board, Set<String> dropped, Duration kept, InstantSource clock) {
        this.board = board;
        this.dropped = Set.copyOf(dropped);
        this.kept = kept;
        this.clock = clock;
    }

    /** How many time series the runs had in the last scrape. */
    public int lastCount() {
        return watch.last();
    }

    @Override
    public MetricSnapshots collect() {
        return collect(false);
    }

    @Override
    public MetricSnapshots collect(@Nullable PrometheusScrapeRequest request) {
        return collect(ScrapeCall.carriesHistograms(request));
    }

    private MetricSnapshots collect(boolean histograms) {
        Families families = new Families();
        Instant oldest = clock.instant().minus(kept);
        // oldest first: the run that was there first keeps the plain name when types differ
        for (Run run : board.runs().reversed()) {
            RunView view = run.view();
            if (view.endedAt() == null || view.endedAt().isAfter(oldest)) {
                families.nextRun();
                new Scene(run.id(), millis(view.startedAt()), histograms, families).add(run, dropped);
            }
        }
        watch.saw(families.size());
        return families.snapshots();
    }

    private static long millis(@Nullable Instant time) {
        return time == null ? 0 : time.toEpochMilli();
    }

    /** One run in one scrape. */
    private static final class Scene {
        private final String runId;
        private final long sinceMillis;
        private final boolean histograms;
        private final Families families;
        private final Map<Tags, Labels> labels = new HashMap<>();

        Scene(String runId, long sinceMillis, boolean histograms, Families families) {
            this.runId = runId;
            this.sinceMillis = sinceMillis;
            this.histograms = histograms;
            this.families = families;
        }

        void add(Run run, Set<String> dropped) {
            for (SeriesSnapshot series : ExposedSeries.of(run.series(), dropped)) {
                add(series, labels.computeIfAbsent(series.tags(), it -> SeriesLabels.of(it, runId)));
            }
        }

        private void add(SeriesSnapshot series, Labels labels) {
            Metric metric = series.metric();
            String name = "k6_" + metric.name();
            switch (series.sink()) {
                case SinkSnapshot.CounterSnapshot it ->
                    families.counter(name, help(metric, "sum"), labels, it.count(), sinceMillis);
                case SinkSnapshot.GaugeSnapshot it ->
                    families.gauge(name, help(metric, "last value"), labels, it.value());
                case SinkSnapshot.RateSnapshot it -> addRate(name, metric, it, labels);
                case SinkSnapshot.TrendSnapshot it -> {
                    addStatistics(name, metric, it, labels);
                    if (histograms) {
                        addHistogram(name, metric, it, labels);
                    }
                }
            }
        }

        private void addRate(String name, Metric metric, SinkSnapshot.RateSnapshot rate, Labels labels) {
            families.gauge(name + "_rate", help(metric, "share, 0 to 1"), labels, rate.rate());
            String help = help(metric, "samples by whether they were zero");
            Labels nonzero = labels.merge(Labels.of(SeriesLabels.CONDITION, "nonzero"));
            Labels zero = labels.merge(Labels.of(SeriesLabels.CONDITION, "zero"));
            families.counter(name, help, nonzero, rate.trues(), sinceMillis);
            families.counter(name, help, zero, rate.total() - rate.trues(), sinceMillis);
        }

        private void addStatistics(String name, Metric metric, SinkSnapshot.TrendSnapshot trend, Labels labels) {
            double unit = unit(metric);
            String in = metric.contains() == ValueKind.TIME ? ", seconds" : "";
            families.gauge(name + "_min", help(metric, "minimum" + in), labels, trend.min() / unit);
            families.gauge(name + "_max", help(metric, "maximum" + in), labels, trend.max() / unit);
            families.gauge(name + "_avg", help(metric, "average" + in), labels, trend.avg() / unit);
            families.gauge(name + "_med", help(metric, "median" + in), labels, trend.med() / unit);
            for (int p : PERCENTILES) {
                String help = help(metric, p + "th percentile" + in);
                families.gauge(name + "_p" + p, help, labels, trend.percentile(p) / unit);
            }
            families.gauge(name + "_count", help(metric, "number of samples"), labels, trend.count());
            families.gauge(name + "_sum", help(metric, "sum" + in), labels, trend.sum() / unit);
        }

        private void addHistogram(String name, Metric metric, SinkSnapshot.TrendSnapshot trend, Labels labels) {
            double unit = unit(metric);
            String full = switch (metric.contains()) {
                case TIME -> name + "_seconds";
                case DATA -> name + "_bytes";
                case DEFAULT -> name;
            };
            NativeBuckets buckets = NativeBuckets.of(trend.distribution(), unit);
            families.histogram(full, help(metric, "distribution"), labels, buckets, trend.sum() / unit, sinceMillis);
        }

        private static double unit(Metric metric) {
            return metric.contains() == ValueKind.TIME ? MILLIS_PER_SECOND : 1;
        }

        private static String help(Metric metric, String what) {
            return "k6 " + metric.type().text() + " " + metric.name() + ": " + what;
        }
    }
}
