package io.loadbank.plan;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as k6 reads them from text, in thresholds and names of percentiles. */
public final class FloatText {
    private static final String DIGITS = "[0-9]+(?:_[0-9]+)*";
    private static final String HEX_DIGITS = "[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*";
    private static final Pattern DECIMAL = Pattern.compile(
            "[+-]?(?:" + DIGITS + "(?:\\.(?:" + DIGITS + ")?)?|\\." + DIGITS + ")(?:[eE][+-]?" + DIGITS + ")?");
    private static final Pattern HEXADECIMAL = Pattern.compile("[+-]?0[xX](?:_?" + HEX_DIGITS + "(?:\\.(?:" + HEX_DIGITS
            + ")?)?|\\." + HEX_DIGITS + ")[pP][+-]?" + DIGITS);
    private static final Pattern SPECIAL = Pattern.compile("([+-]?)(inf|infinity)|nan");

    private FloatText() {}

    /**
     * Reads a decimal, a hexadecimal with an exponent, either with underscores between digits, an infinity, or what is
     * not a number; empty for any other text.
     */
    public static OptionalDouble parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (SPECIAL.matcher(lower).matches()) {
            return OptionalDouble.of(
                    lower.equals("nan")
                            ? Double.NaN
                            : lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        if (!DECIMAL.matcher(text).matches() && !HEXADECIMAL.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(text.replace("_", "")));
    }
}
