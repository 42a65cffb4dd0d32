package io.loadbank.plan;

import java.util.OptionalDouble;
import java.util.Set;

/** The names that {@code summaryTrendStats} takes: avg, min, med, max, count and p(N). */
public final class TrendStat {
    private static final Set<String> NAMED = Set.of("avg", "min", "med", "max", "count");

    private TrendStat() {}

    public static boolean isKnown(String stat) {
        return NAMED.contains(stat) || percent(stat).isPresent();
    }

    /** The N of p(N), from 0 to 100; empty for any other text. */
    public static OptionalDouble percent(String stat) {
        boolean isPercentile = stat.startsWith("p(") && stat.endsWith(")");
        double percent = isPercentile
                ? FloatText.parse(stat.substring(2, stat.length() - 1)).orElse(Double.NaN)
                : Double.NaN;
        return percent >= 0 && percent <= 100 ? OptionalDouble.of(percent) : OptionalDouble.empty();
    }
}
