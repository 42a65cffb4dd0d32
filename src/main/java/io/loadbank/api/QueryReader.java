package io.loadbank.api;

import io.loadbank.plan.DurationText;
import io.loadbank.plan.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;

/**
 * Reads the query of a request and notes every problem instead of stopping at the first; {@link #nothingElse} reports
 * parameters that nobody asked for, so that a misspelt one is not silently left out.
 */
final class QueryReader {
    private final MultiValueMap<String, String> query;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<Problem> problems;

    QueryReader(ServerHttpRequest request, List<Problem> problems) {
        this.query = request.getQueryParams();
        this.problems = problems;
    }

    QueryReader(ServerHttpRequest request) {
        this(request, new ArrayList<>());
    }

    /** For resources that have no parameters. */
    static void none(ServerHttpRequest request) {
        new QueryReader(request).done();
    }

    @Nullable
    String text(String name) {
        List<String> values = values(name);
        if (values.size() > 1) {
            problems.add(new Problem(name, "is given " + values.size() + " times"));
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    List<String> values(String name) {
        asked.add(name);
        List<String> values = new ArrayList<>();
        for (String value : query.getOrDefault(name, List.of())) {
            values.add(value == null ? "" : value);
        }
        return values;
    }

    /** A flag; {@code ?paused} alone is true. */
    @Nullable
    Boolean flag(String name) {
        String text = text(name);
        return switch (text) {
            case null -> null;
            case "true", "" -> true;
            case "false" -> false;
            default -> {
                problems.add(new Problem(name, "must be true or false, is " + ObjectReader.shown(text)));
                yield null;
            }
        };
    }

    @Nullable
    Long count(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,18}")) {
            problems.add(new Problem(name, "must be a whole number, is " + ObjectReader.shown(text)));
            return null;
        }
        return Long.valueOf(text);
    }

    @Nullable
    Duration duration(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        var read = DurationText.parse(text);
        if (read.isEmpty() || read.get().isNegative()) {
            problems.add(new Problem(
                    name, "must be a duration, is " + ObjectReader.shown(text), "write it like 1m30s or 500ms"));
            return null;
        }
        return read.get();
    }

    /** Pairs {@code name=K=V}, given as often as wanted. Values are not shown in problems, they may be secrets. */
    Map<String, String> pairs(String name) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String value : values(name)) {
            int equals = value.indexOf('=');
            if (equals < 1) {
                problems.add(new Problem(name, "must be a name and a value", "write it like ?" + name + "=KEY=VALUE"));
            } else if (pairs.put(value.substring(0, equals), value.substring(equals + 1)) != null) {
                problems.add(new Problem(name, value.substring(0, equals) + " is given twice"));
            }
        }
        return pairs;
    }

    /** Notes every parameter that was not asked for. */
    void nothingElse() {
        for (String name : query.keySet()) {
            if (!asked.contains(name)) {
                String close = Spelling.closest(name, asked);
                String known = asked.isEmpty() ? "there are none here" : "known here: " + String.join(", ", asked);
                problems.add(new Problem(
                        name, "is not a query parameter here", close != null ? "did you mean " + close + "?" : known));
            }
        }
    }

    /** Notes what is left over, and refuses the request if anything was wrong. */
    void done() {
        nothingElse();
        if (!problems.isEmpty()) {
            throw Refusal.invalid(problems);
        }
    }
}
