package io.loadbank.plan;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns values of a JSON-like tree into those of one kind; what does not fit becomes a problem, and null. */
final class ValueReader {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");

    private final List<Problem> problems;

    ValueReader(List<Problem> problems) {
        this.problems = problems;
    }

    @Nullable
    Object read(Kind kind, String path, Object value) {
        return switch (kind) {
            case INTEGER -> integer(path, value);
            case FLAG -> flag(path, value);
            case TEXT -> text(path, value);
            case DURATION -> duration(path, value);
            case TEXTS -> list(path, value, "a list of strings", this::text);
            case TEXTS_BY_NAME -> map(path, value, "an object of strings", this::text);
            case OBJECT -> map(path, value, "an object", (at, any) -> any);
            case STAGES -> list(path, value, "a list of stages", this::stage);
            case SCENARIOS -> map(path, value, "an object of scenarios", new ScenarioReader(this)::read);
            case THRESHOLDS ->
                map(
                        path,
                        value,
                        "an object of lists of thresholds",
                        (at, each) -> list(at, each, "a list of thresholds", this::threshold));
            case DNS -> new NetworkReader(this).dns(path, value);
            case TLS_VERSIONS -> new NetworkReader(this).tlsVersions(path, value);
            case TLS_CERTIFICATES ->
                list(path, value, "a list of certificates", new NetworkReader(this)::tlsCertificate);
        };
    }

    void refuse(String path, String message) {
        problems.add(new Problem(path, message));
    }

    void refuse(String path, String message, String hint) {
        problems.add(new Problem(path, message, hint));
    }

    /** Notes that the value is not what it must be, and returns null. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // the value is null always
    <T> @Nullable T mismatch(String path, String expected, @Nullable Object value) {
        refuse(path, "must be " + expected + ", not " + shown(value));
        return null;
    }

    @Nullable
    Long integer(String path, Object value) {
        Long whole = switch (value) {
            case Integer number -> Long.valueOf(number);
            case Long number -> number;
            case String text when WHOLE.matcher(text).matches() -> Long.valueOf(text);
            case Number number -> wholeOrNull(number);
            default -> null;
        };
        return whole == null ? mismatch(path, "a whole number", value) : whole;
    }

    /** A JavaScript engine may hand over 5 as 5.0. */
    private static @Nullable Long wholeOrNull(Number number) {
        try {
            return new BigDecimal(number.toString()).longValueExact();
        } catch (ArithmeticException | NumberFormatException notWhole) {
            return null;
        }
    }

    @Nullable
    Boolean flag(String path, Object value) {
        return switch (value) {
            case Boolean flag -> flag;
            case String text when text.equals("true") -> true;
            case String text when text.equals("false") -> false;
            default -> mismatch(path, "true or false", value);
        };
    }

    @Nullable
    String text(String path, @Nullable Object value) {
        return value instanceof String text ? text : mismatch(path, "a string", value);
    }

    @Nullable
    Duration duration(String path, Object value) {
        Optional<Duration> read = DurationText.parse(value);
        if (read.isEmpty()) {
            refuse(
                    path,
                    "must be a duration, not " + shown(value),
                    "write a text such as \"1m30s\" or \"500ms\", or a number of milliseconds");
        }
        return read.orElse(null);
    }

    <T> @Nullable List<T> list(
            String path, @Nullable Object value, String expected, BiFunction<String, Object, @Nullable T> item) {
        if (!(value instanceof List<?> items)) {
            return mismatch(path, expected, value);
        }
        List<T> read = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            String at = path + "[" + i + "]";
            Object each = items.get(i);
            T typed = each == null ? mismatch(at, "part of " + expected, null) : item.apply(at, each);
            if (typed != null) {
                read.add(typed);
            }
        }
        return Collections.unmodifiableList(read);
    }

    <T> @Nullable Map<String, T> map(
            String path, @Nullable Object value, String expected, BiFunction<String, Object, @Nullable T> item) {
        if (!(value instanceof Map<?, ?> entries)) {
            return mismatch(path, expected, value);
        }
        Map<String, T> read = new LinkedHashMap<>();
        entries.forEach((key, each) -> {
            String at = path + "." + key;
            T typed = each == null ? mismatch(at, "part of " + expected, null) : item.apply(at, each);
            if (typed != null) {
                read.put(String.valueOf(key), typed);
            }
        });
        return Collections.unmodifiableMap(read);
    }

    private @Nullable StageSpec stage(String path, Object value) {
        if (!(value instanceof Map<?, ?> fields)) {
            return mismatch(path, "a stage {duration, target}", value);
        }
        Duration duration = null;
        Long target = null;
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            String name = String.valueOf(field.getKey());
            String at = path + "." + name;
            Object given = field.getValue();
            if (given != null && name.equals("duration")) {
                duration = duration(at, given);
            } else if (given != null && name.equals("target")) {
                target = integer(at, given);
            } else if (!name.equals("duration") && !name.equals("target")) {
                refuse(at, "unknown field of a stage", "a stage has duration and target");
            }
        }
        return new StageSpec(duration, target);
    }

    private @Nullable ThresholdSpec threshold(String path, Object value) {
        if (value instanceof String expression) {
            return new ThresholdSpec(expression, false, null);
        }
        if (!(value instanceof Map<?, ?> fields)) {
            return mismatch(path, "a string or an object {threshold, abortOnFail, delayAbortEval}", value);
        }
        String expression = text(path + ".threshold", fields.get("threshold"));
        Object abort = fields.get("abortOnFail");
        Object delay = fields.get("delayAbortEval");
        Boolean abortOnFail = abort == null ? Boolean.FALSE : flag(path + ".abortOnFail", abort);
        Duration delayAbortEval = delay == null ? null : duration(path + ".delayAbortEval", delay);
        return expression == null
                ? null
                : new ThresholdSpec(expression, Boolean.TRUE.equals(abortOnFail), delayAbortEval);
    }

    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> '"' + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + '"';
            case List<?> list -> "a list";
            case Map<?, ?> map -> "an object";
            default -> value.toString();
        };
    }
}
