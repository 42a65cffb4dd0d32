package io.loadbank.plan;

import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that {@code summaryTrendStats} takes: avg, min, med, max, count and p(N). */
public final class TrendStat {
    private static final Pattern PERCENTILE = Pattern.compile("p\\(([0-9]+\\.?[0-9]*|\\.[0-9]+)\\)");
    private static final Set<String> NAMED = Set.of("avg", "min", "med", "max", "count");

    private TrendStat() {}

    public static boolean isKnown(String stat) {
        return NAMED.contains(stat) || percent(stat).isPresent();
    }

    /** The N of p(N), from 0 to 100; empty for any other text. */
    public static OptionalDouble percent(String stat) {
        Matcher matcher = PERCENTILE.matcher(stat);
        double percent = matcher.matches() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
        return percent >= 0 && percent <= 100 ? OptionalDouble.of(percent) : OptionalDouble.empty();
    }
}
