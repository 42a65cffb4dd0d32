package io.loadbank.api;

import io.loadbank.plan.DurationText;
import io.loadbank.plan.Problem;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object and notes every problem instead of stopping at the first. A field that is wrong
 * reads as if it were not there; {@link #nothingElse} reports those that nobody asked for.
 */
final class ObjectReader {
    private final Map<String, ? extends @Nullable Object> tree;
    private final String path;
    private final List<Problem> problems;
    private final boolean nullIsAbsent;
    private final Set<String> asked = new LinkedHashSet<>();

    /**
     * Reads an object.
     *
     * @param path where it is, empty for the body itself
     * @param problems where to note them
     * @param nullIsAbsent otherwise null is a problem, as in a merge patch that cannot remove a field
     */
    ObjectReader(
            Map<String, ? extends @Nullable Object> tree, String path, List<Problem> problems, boolean nullIsAbsent) {
        this.tree = tree;
        this.path = path;
        this.problems = problems;
        this.nullIsAbsent = nullIsAbsent;
    }

    String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    void problem(String field, String message, @Nullable String hint) {
        problems.add(new Problem(path(field), message, hint));
    }

    boolean has(String field) {
        return tree.containsKey(field);
    }

    @Nullable
    String text(String field) {
        return get(field) instanceof String text ? text : wrong(field, "text");
    }

    @Nullable
    Boolean flag(String field) {
        return get(field) instanceof Boolean flag ? flag : wrong(field, "true or false");
    }

    /** A whole number, 0 or more. */
    @Nullable
    Long count(String field) {
        Object value = get(field);
        if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            if (number >= 0) {
                return number;
            }
            problem(field, "must be 0 or more, is " + number, null);
            return null;
        }
        if (value instanceof BigInteger) {
            problem(field, "is too large a number", null);
            return null;
        }
        return wrong(field, "a whole number");
    }

    /** A duration as in options: text such as {@code 1m30s}, or milliseconds as a number; not negative. */
    @Nullable
    Duration duration(String field) {
        Object value = get(field);
        if (value == null) {
            return null;
        }
        Optional<Duration> read = value instanceof Boolean ? Optional.empty() : DurationText.parse(value);
        if (read.isEmpty()) {
            problem(field, "must be a duration, is " + shown(value), "write it like \"1m30s\" or \"500ms\"");
            return null;
        }
        if (read.get().isNegative()) {
            problem(field, "must not be negative, is " + shown(value), null);
            return null;
        }
        return read.get();
    }

    @Nullable
    Instant instant(String field) {
        String text = text(field);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            problem(field, "must be a time, is " + shown(text), "write it like \"2026-11-21T20:00:00Z\"");
            return null;
        }
    }

    @Nullable
    Map<String, @Nullable Object> object(String field) {
        @SuppressWarnings("unchecked") // the keys of JSON objects are texts
        Map<String, @Nullable Object> map =
                get(field) instanceof Map<?, ?> it ? (Map<String, @Nullable Object>) it : null;
        return map != null ? map : wrong(field, "an object");
    }

    @Nullable
    List<? extends @Nullable Object> list(String field) {
        return get(field) instanceof List<?> list ? list : wrong(field, "a list");
    }

    /** Names and texts; their values are not shown in problems, they may be secrets. */
    Map<String, String> texts(String field) {
        Map<String, @Nullable Object> object = object(field);
        Map<String, String> texts = new LinkedHashMap<>();
        if (object != null) {
            object.forEach((name, value) -> {
                if (value instanceof String text) {
                    texts.put(name, text);
                } else {
                    problem(field + "." + name, "must be text, is " + kindOf(value), null);
                }
            });
        }
        return texts;
    }

    /** Notes every field that was not asked for. */
    void nothingElse() {
        for (String field : tree.keySet()) {
            if (!asked.contains(field)) {
                String close = Spelling.closest(field, asked);
                problem(
                        field,
                        "is not a field here",
                        close != null ? "did you mean " + close + "?" : "known here: " + String.join(", ", asked));
            }
        }
    }

    private @Nullable Object get(String field) {
        asked.add(field);
        return tree.get(field);
    }

    /** Notes that a field that is there is not what it should be. */
    private <T> @Nullable T wrong(String field, String wanted) {
        Object value = tree.get(field);
        if (value != null) {
            problem(field, "must be " + wanted + ", is " + shown(value), null);
        } else if (tree.containsKey(field) && !nullIsAbsent) {
            problem(field, "must be " + wanted + ", is null", null);
        }
        return null;
    }

    /** A value in a sentence. */
    static String shown(@Nullable Object value) {
        return switch (value) {
            case String text -> '"' + (text.length() <= 60 ? text : text.substring(0, 57) + "...") + '"';
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            case null, default -> kindOf(value);
        };
    }

    static String kindOf(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String _ -> "text";
            case Number _ -> "a number";
            case Boolean flag -> flag.toString();
            case List<?> _ -> "a list";
            case Map<?, ?> _ -> "an object";
            default -> "something else";
        };
    }
}
