package io.loadbank.http;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The text of a value in a form field, as Go's {@code %v} prints it: {@code <nil>}, {@code true}, {@code 5},
 * {@code 1e+21}, {@code [1 2]}, {@code map[k:v]}.
 */
public final class FormText {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter NANOS =
            DateTimeFormatter.ofPattern("nnnnnnnnn", Locale.ROOT).withZone(ZoneOffset.UTC);

    private FormText() {}

    /** The text of null, a string, boolean, number, {@link Instant}, list or map; of anything else its own. */
    public static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "<nil>";
            case String text -> text;
            case Double number -> number(number);
            case Float number -> number(number.doubleValue());
            case Instant moment -> date(moment);
            case Collection<?> items -> items(items);
            case Map<?, ?> map -> map(map);
            default -> value.toString();
        };
    }

    /** Decimal while the exponent is from -4 to 20, else with an exponent of at least two digits. */
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        BigInteger digits = exact.unscaledValue().abs();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= -4 && exponent < 21) {
            return exact.toPlainString();
        }
        String shown = digits.toString();
        String fraction = shown.length() > 1 ? "." + shown.substring(1) : "";
        String size = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
        return (value < 0 ? "-" : "") + shown.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + size;
    }

    @SuppressWarnings("JavaInstantGetSecondsGetNano") // the seconds are in the format
    private static String date(Instant moment) {
        String seconds = DATE.format(moment);
        String nanos = NANOS.format(moment).replaceAll("0+$", "");
        return seconds + (nanos.isEmpty() ? "" : "." + nanos) + " +0000 UTC";
    }

    private static String items(Collection<?> items) {
        StringBuilder text = new StringBuilder("[");
        for (Object item : items) {
            text.append(text.length() > 1 ? " " : "").append(of(item));
        }
        return text.append(']').toString();
    }

    private static String map(Map<?, ?> map) {
        Map<String, String> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(of(key), of(value)));
        StringBuilder text = new StringBuilder("map[");
        sorted.forEach((key, value) -> text.append(text.length() > 4 ? " " : "")
                .append(key)
                .append(':')
                .append(value));
        return text.append(']').toString();
    }
}
