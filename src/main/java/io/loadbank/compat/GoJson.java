package io.loadbank.compat;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text the way Go's encoder writes it: shortest numbers, exponents from 1e21 and below 1e-6, and the characters
 * {@code < > &} escaped.
 */
final class GoJson {

    private GoJson() {}

    /** Text of a tree of maps, iterables, strings, numbers, booleans, nulls and {@link Raw} pieces. */
    static String of(@Nullable Object tree) {
        StringBuilder out = new StringBuilder();
        write(out, tree);
        return out.toString();
    }

    /** A piece that is JSON already. */
    record Raw(String json) {}

    private static void write(StringBuilder out, @Nullable Object tree) {
        switch (tree) {
            case null -> out.append("null");
            case Raw raw -> out.append(raw.json);
            case Map<?, ?> map -> {
                char separator = '{';
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(separator);
                    text(out, String.valueOf(entry.getKey()));
                    out.append(':');
                    write(out, entry.getValue());
                    separator = ',';
                }
                out.append(map.isEmpty() ? "{}" : "}");
            }
            case Iterable<?> items -> {
                out.append('[');
                int start = out.length();
                for (Object item : items) {
                    if (out.length() > start) {
                        out.append(',');
                    }
                    write(out, item);
                }
                out.append(']');
            }
            case Double number -> out.append(number(number));
            case Number number -> out.append(number);
            case Boolean truth -> out.append(truth.booleanValue());
            default -> text(out, tree.toString());
        }
    }

    /** A double as Go shows it. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return value == 0 ? "0" : Long.toString((long) value);
        }
        double size = Math.abs(value);
        String shortest = Double.toString(value);
        if (size >= 1e-6 && size < 1e21) {
            return new java.math.BigDecimal(shortest).stripTrailingZeros().toPlainString();
        }
        int e = shortest.indexOf('E');
        String mantissa = shortest.substring(0, e).replaceAll("\\.0$", "");
        int exponent = Integer.parseInt(shortest.substring(e + 1));
        String digits = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + digits;
    }

    private static void text(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    boolean escaped = c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029;
                    out.append(escaped ? String.format("\\u%04x", (int) c) : String.valueOf(c));
                }
            }
        }
        out.append('"');
    }
}
