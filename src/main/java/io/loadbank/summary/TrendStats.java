package io.loadbank.summary;

import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import io.loadbank.plan.Defaults;
import io.loadbank.plan.Options;
import io.loadbank.plan.TrendStat;
import java.util.List;
import java.util.OptionalDouble;

/** The numbers of a trend by their names in {@code summaryTrendStats}. */
final class TrendStats {
    private TrendStats() {}

    /** The stats to show, in order. */
    static List<String> chosen(Options options) {
        List<String> stats = options.summaryTrendStats();
        return stats == null ? Defaults.SUMMARY_TREND_STATS : stats;
    }

    /** The value of avg, min, med, max, count or p(N); empty for another name. */
    static OptionalDouble value(TrendSnapshot trend, String stat) {
        return switch (stat) {
            case "avg" -> OptionalDouble.of(trend.avg());
            case "min" -> OptionalDouble.of(trend.min());
            case "med" -> OptionalDouble.of(trend.med());
            case "max" -> OptionalDouble.of(trend.max());
            case "count" -> OptionalDouble.of((double) trend.count());
            default -> percentile(trend, stat);
        };
    }

    /** The value of p(N); empty for another name. */
    static OptionalDouble percentile(TrendSnapshot trend, String stat) {
        OptionalDouble percent = TrendStat.percent(stat);
        return percent.isPresent()
                ? OptionalDouble.of(trend.percentile(percent.getAsDouble()))
                : OptionalDouble.empty();
    }
}
