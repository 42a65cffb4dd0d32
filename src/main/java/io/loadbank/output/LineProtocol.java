package io.loadbank.output;

import io.loadbank.metric.Tags;
import io.loadbank.metric.TappedSamples;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** InfluxDB's line protocol: a metric is a measurement, its value the field {@code value}. Not thread-safe. */
final class LineProtocol {
    private static final double LARGEST_EXACT = 1L << 53;

    /** How a tag that becomes a field is written. */
    enum Kind {
        STRING,
        INT,
        BOOL,
        FLOAT;

        static @Nullable Kind of(String text) {
            for (Kind kind : values()) {
                if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return kind;
                }
            }
            return null;
        }

        /** A field's value; null if the text is none of the kind. */
        @Nullable
        String field(String text) {
            try {
                return switch (this) {
                    case STRING -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
                    case INT -> Long.parseLong(text) + "i";
                    case BOOL -> text.equals("true") || text.equals("false") ? text : null;
                    case FLOAT -> number(Double.parseDouble(text));
                };
            } catch (NumberFormatException _) {
                return null;
            }
        }
    }

    private final Map<String, Kind> fields;
    private final long nanosPerUnit;
    private @Nullable Tags lastTags;
    private String lastText = "";
    private Map<String, String> lastFields = Map.of();

    /**
     * A way to write points.
     *
     * @param fields tags and metadata that become fields, by name
     * @param precision ns, u, ms or s
     */
    LineProtocol(Map<String, Kind> fields, String precision) {
        this.fields = Map.copyOf(fields);
        this.nanosPerUnit = switch (precision) {
            case "s" -> 1_000_000_000;
            case "ms" -> 1_000_000;
            case "u" -> 1_000;
            default -> 1;
        };
    }

    /** Appends a line for each sample; answers how many there is no number for. */
    int write(TappedSamples samples, StringBuilder to) {
        int refused = 0;
        long time = Math.floorDiv(samples.epochNanos(), nanosPerUnit);
        for (int i = 0; i < samples.size(); i++) {
            double value = samples.values()[i];
            if (!Double.isFinite(value)) {
                refused++;
                continue;
            }
            look(samples.series()[i].tags());
            Map<String, String> all = new TreeMap<>(lastFields);
            samples.metadata().forEach((name, text) -> putField(all, name, text));
            all.put("value", number(value));
            to.append(samples.series()[i].metric().name()).append(lastText);
            char separator = ' ';
            for (Map.Entry<String, String> field : all.entrySet()) {
                to.append(separator).append(escaped(field.getKey())).append('=').append(field.getValue());
                separator = ',';
            }
            to.append(' ').append(time).append('\n');
        }
        return refused;
    }

    /** Writes the tags of one series, and keeps that for the next one. */
    private void look(Tags tags) {
        if (tags.equals(lastTags)) {
            return;
        }
        StringBuilder text = new StringBuilder();
        Map<String, String> asFields = new TreeMap<>();
        for (int i = 0; i < tags.size(); i++) {
            if (tags.value(i).isEmpty() || tags.key(i).isEmpty()) {
                continue;
            }
            if (fields.containsKey(tags.key(i))) {
                putField(asFields, tags.key(i), tags.value(i));
            } else {
                text.append(',').append(escaped(tags.key(i))).append('=').append(escaped(tags.value(i)));
            }
        }
        lastTags = tags;
        lastText = text.toString();
        lastFields = asFields;
    }

    private void putField(Map<String, String> to, String name, String text) {
        Kind kind = fields.get(name);
        String field = kind == null ? null : kind.field(text);
        if (field != null) {
            to.put(name, field);
        }
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < LARGEST_EXACT
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case ',', '=', ' ' -> escaped.append('\\').append(c);
                case '\n', '\r' -> escaped.append("\\ ");
                default -> escaped.append(c);
            }
        }
        // a backslash at the end would escape what follows
        return text.endsWith("\\") ? escaped.append("\\ ").toString() : escaped.toString();
    }
}
