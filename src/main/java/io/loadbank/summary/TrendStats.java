package io.loadbank.summary;

import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import io.loadbank.plan.Defaults;
import io.loadbank.plan.Options;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of a trend by their names in {@code summaryTrendStats}. */
final class TrendStats {
    private static final Pattern PERCENTILE = Pattern.compile("p\\(([0-9]*\\.?[0-9]*)\\)");

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
            case "count" -> OptionalDouble.of(trend.count());
            default -> percentile(trend, stat);
        };
    }

    /** The value of p(N); empty for another name. */
    static OptionalDouble percentile(TrendSnapshot trend, String stat) {
        Matcher matcher = PERCENTILE.matcher(stat);
        if (!matcher.matches() || matcher.group(1).isEmpty() || matcher.group(1).equals(".")) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(trend.percentile(Double.parseDouble(matcher.group(1))));
    }
}
