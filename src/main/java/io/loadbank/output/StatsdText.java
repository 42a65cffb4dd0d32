package io.loadbank.output;

import io.loadbank.metric.Metric;
import io.loadbank.metric.Tags;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How samples stand in StatsD's lines. */
final class StatsdText {
    private final String namespace;
    private final boolean withTags;
    private final Set<String> blocked;

    /** @param blocked tags that never go out */
    StatsdText(String namespace, boolean withTags, Set<String> blocked) {
        this.namespace = namespace;
        this.withTags = withTags;
        this.blocked = blocked;
    }

    /** A line without its end; null for a number that has no text. */
    @Nullable
    String line(Metric metric, Tags tags, double value) {
        if (!Double.isFinite(value)) {
            return null;
        }
        String line = switch (metric.type()) {
            case COUNTER -> metric.name() + ":" + (long) value + "|c";
            case GAUGE -> metric.name() + ":" + decimal(value) + "|g";
            case TREND -> metric.name() + ":" + decimal(value) + "|ms";
            case RATE -> rate(metric, tags.get("check"), value);
        };
        return namespace + line + (withTags ? tags(tags) : "");
    }

    private static String rate(Metric metric, @Nullable String check, double value) {
        return check == null || check.isEmpty()
                ? metric.name() + ":" + (long) value + "|c"
                : "check." + clean(check) + (value != 0 ? ".pass" : ".fail") + ":1|c";
    }

    private String tags(Tags tags) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tags.size(); i++) {
            if (!tags.value(i).isEmpty() && !blocked.contains(tags.key(i))) {
                text.append(text.isEmpty() ? "|#" : ",")
                        .append(clean(tags.key(i)).replace(',', '_'))
                        .append(':')
                        .append(tags.value(i).replaceAll("[,|\\n\\r]", "_"));
            }
        }
        return text.toString();
    }

    /** Without the characters that mean something in a line. */
    private static String clean(String text) {
        return text.replaceAll("[:|@#\\n\\r]", "_");
    }

    private static String decimal(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? Long.toString((long) value)
                : new BigDecimal(Double.toString(value)).toPlainString();
    }
}
