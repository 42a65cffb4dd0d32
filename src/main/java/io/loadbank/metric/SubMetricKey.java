package io.loadbank.metric;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The name of a metric or of a sub-metric, taken apart.
 *
 * @param metric the name of the metric, before any brace
 * @param text the whole name as written; sub-metrics are shown under it
 * @param tags the pairs a sample must carry; empty for a plain metric
 */
public record SubMetricKey(String metric, String text, Tags tags) {

    /** The answer to reading a name. */
    public sealed interface Parsed {
        /** A name without braces, in {@code name}. */
        record Plain(String name) implements Parsed {}

        record Sub(SubMetricKey key) implements Parsed {}

        /** Not a name; {@code reason} is a sentence for the user. */
        record Malformed(String reason) implements Parsed {}
    }

    /**
     * Reads {@code metric} or {@code metric{key:value,…}}. Each item is cut at its first colon; spaces and quotes
     * around keys and values are dropped. There is no escaping, no wildcard, and a value cannot be empty.
     */
    public static Parsed parse(String text) {
        int open = text.indexOf('{');
        int close = text.lastIndexOf('}');
        if (open < 0 && close < 0) {
            return new Parsed.Plain(text);
        }
        if (open < 0 || close < open) {
            return new Parsed.Malformed("'" + text + "' has braces that do not match");
        }
        if (close != text.length() - 1) {
            return new Parsed.Malformed("'" + text + "' has text after its closing brace");
        }
        String inner = text.substring(open + 1, close);
        if (inner.isBlank()) {
            return new Parsed.Malformed("'" + text + "' selects nothing, write metric{tag:value}");
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String item : inner.split(",", -1)) {
            int colon = item.indexOf(':');
            String key = colon < 0 ? "" : bare(item.substring(0, colon));
            String value = colon < 0 ? "" : bare(item.substring(colon + 1));
            if (key.isEmpty() || value.isEmpty()) {
                return new Parsed.Malformed("'" + item + "' in '" + text + "' is not of the form tag:value");
            }
            pairs.put(key, value);
        }
        return new Parsed.Sub(new SubMetricKey(text.substring(0, open), text, Tags.of(pairs)));
    }

    private static String bare(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isPadding(text.charAt(from))) {
            from++;
        }
        while (to > from && isPadding(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isPadding(char c) {
        return c == ' ' || c == '"' || c == '\'';
    }
}
