package io.loadbank.telemetry;

import io.loadbank.metric.Metric;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.metric.SinkSnapshot;
import io.loadbank.metric.ValueKind;
import io.loadbank.run.Run;
import io.loadbank.run.RunBoard;
import io.loadbank.run.RunView;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time series of all runs for Prometheus, under the names that k6's dashboards ask for.
 *
 * <ul>
 *   <li>a counter is {@code k6_<name>_total}, a gauge {@code k6_<name>}, a rate {@code k6_<name>_rate} from 0 to 1;
 *   <li>a trend is a gauge for each statistic, {@code k6_<name>_p95}; of metrics that hold times in seconds;
 *   <li>values are those since the run's beginning; {@code testid} is the run.
 * </ul>
 *
 * Runs that have ended stay long enough for their last values to be scraped. Reads snapshots only; any thread.
 */
public final class RunSeries implements MultiCollector {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final RunBoard board;
    private final Duration kept;
    private final InstantSource clock;

    /**
     * Collects the series of the board's runs.
     *
     * @param kept how long the series of a run outlive it; two scrapes at least
     */
    public RunSeries(RunBoard board, Duration kept, InstantSource clock) {
        this.board = board;
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public MetricSnapshots collect() {
        var families = new Families();
        Instant oldest = clock.instant().minus(kept);
        // oldest first: the run that was there first keeps the plain name when types differ
        for (Run run : board.runs().reversed()) {
            RunView view = run.view();
            if (view.endedAt() == null || view.endedAt().isAfter(oldest)) {
                for (SeriesSnapshot series : run.series()) {
                    add(series, SeriesLabels.of(series.tags(), run.id()), families);
                }
            }
        }
        return families.snapshots();
    }

    private static void add(SeriesSnapshot series, Labels labels, Families families) {
        Metric metric = series.metric();
        String name = "k6_" + metric.name();
        switch (series.sink()) {
            case SinkSnapshot.CounterSnapshot it -> families.counter(name, help(metric, "sum"), labels, it.count());
            case SinkSnapshot.GaugeSnapshot it -> families.gauge(name, help(metric, "last value"), labels, it.value());
            case SinkSnapshot.RateSnapshot it ->
                families.gauge(name + "_rate", help(metric, "share, 0 to 1"), labels, it.rate());
            case SinkSnapshot.TrendSnapshot it -> addTrend(name, metric, it, labels, families);
        }
    }

    private static void addTrend(
            String name, Metric metric, SinkSnapshot.TrendSnapshot trend, Labels labels, Families families) {
        boolean isTime = metric.contains() == ValueKind.TIME;
        double unit = isTime ? MILLIS_PER_SECOND : 1;
        String in = isTime ? ", seconds" : "";
        families.gauge(name + "_min", help(metric, "minimum" + in), labels, trend.min() / unit);
        families.gauge(name + "_max", help(metric, "maximum" + in), labels, trend.max() / unit);
        families.gauge(name + "_avg", help(metric, "average" + in), labels, trend.avg() / unit);
        families.gauge(name + "_med", help(metric, "median" + in), labels, trend.med() / unit);
        for (int p : new int[] {90, 95, 99}) {
            families.gauge(name + "_p" + p, help(metric, p + "th percentile" + in), labels, trend.percentile(p) / unit);
        }
        families.gauge(name + "_count", help(metric, "number of samples"), labels, trend.count());
        families.gauge(name + "_sum", help(metric, "sum" + in), labels, trend.sum() / unit);
    }

    private static String help(Metric metric, String what) {
        return "k6 " + metric.type().text() + " " + metric.name() + ": " + what;
    }
}
