package io.loadbank.output;

import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statistic of a trend.
 *
 * @param text as k6 spells it
 * @param suffix in the names of series
 */
record TrendStat(String text, String suffix) {
    private static final List<String> PLAIN = List.of("count", "sum", "min", "max", "avg", "med");

    /** Null if there is no such statistic. */
    static @Nullable TrendStat parse(String text) {
        if (PLAIN.contains(text)) {
            return new TrendStat(text, text);
        }
        if (!text.matches("p\\([0-9]{1,3}(\\.[0-9]{1,6})?\\)")) {
            return null;
        }
        String number = text.substring(2, text.length() - 1);
        return Double.parseDouble(number) > 100 ? null : new TrendStat(text, "p" + number.replace(".", ""));
    }

    double of(TrendSnapshot trend) {
        return switch (text) {
            case "count" -> trend.count();
            case "sum" -> trend.sum();
            case "min" -> trend.min();
            case "max" -> trend.max();
            case "avg" -> trend.avg();
            case "med" -> trend.med();
            default -> trend.percentile(Double.parseDouble(text.substring(2, text.length() - 1)));
        };
    }

    /** Whether it has the unit of the values. */
    boolean hasUnit() {
        return !text.equals("count");
    }
}
