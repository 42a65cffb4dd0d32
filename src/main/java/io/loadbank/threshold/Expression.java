package io.loadbank.threshold;

import io.loadbank.plan.FloatText;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A threshold expression, such as {@code p(95) < 500}.
 *
 * <pre>
 * expression  = aggregation comparison number
 * aggregation = value | count | rate | avg | min | med | max | p | p(number from 0 to 100)
 * comparison  = &lt;= | &lt; | &gt;= | &gt; | === | == | !=
 * </pre>
 */
record Expression(Aggregation aggregation, Comparison comparison, double bound) {
    /** The answer to reading a text. */
    sealed interface Parsed {
        record Understood(Expression expression) implements Parsed {}

        /** {@code reason} is a sentence for the user. */
        record Malformed(String reason) implements Parsed {}
    }

    static Parsed parse(String text) {
        for (Comparison comparison : Comparison.values()) {
            int at = text.indexOf(comparison.sign());
            String right = at < 0 ? "" : text.substring(at + comparison.sign().length());
            if (!right.isEmpty()) {
                return parse(text.substring(0, at).strip(), comparison, right.strip());
            }
        }
        return new Parsed.Malformed(
                "'" + text + "' is not of the form 'aggregation operator number', such as 'p(95)<500'");
    }

    private static Parsed parse(String left, Comparison comparison, String right) {
        OptionalDouble bound = FloatText.parse(right);
        if (bound.isEmpty()) {
            return new Parsed.Malformed("'" + right + "' is not a number");
        }
        if (left.startsWith("p(") && left.endsWith(")")) {
            String inner = left.substring(2, left.length() - 1);
            OptionalDouble percent = FloatText.parse(inner);
            if (percent.isEmpty() || !(percent.getAsDouble() >= 0 && percent.getAsDouble() <= 100)) {
                return new Parsed.Malformed("'" + inner + "' is not a percentile from 0 to 100");
            }
            return understood(new Aggregation.Percentile(percent.getAsDouble()), comparison, bound.getAsDouble());
        }
        Aggregation aggregation = left.equals("p") ? new Aggregation.Percentile(0) : named(left);
        return aggregation == null
                ? new Parsed.Malformed("'" + left
                        + "' is not an aggregation, choose one of value, count, rate, avg, min, med, max, p(N)")
                : understood(aggregation, comparison, bound.getAsDouble());
    }

    private static Parsed understood(Aggregation aggregation, Comparison comparison, double bound) {
        return new Parsed.Understood(new Expression(aggregation, comparison, bound));
    }

    private static @Nullable Aggregation named(String text) {
        for (Aggregation.Named each : Aggregation.Named.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
                return each;
            }
        }
        return null;
    }
}
