package io.loadbank.api;

import io.loadbank.plan.DurationText;
import io.loadbank.plan.Problem;
import io.loadbank.recording.MetricKey;
import io.loadbank.recording.Recording;
import io.loadbank.run.Run;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * What somebody wants to see of a run's time series.
 *
 * @param metrics full names; empty for all
 */
record SeriesQuery(Set<String> metrics, Recording.Range range) {
    /** About so many points come when no step is asked for. */
    static final int POINTS = 600;

    /** More are refused. */
    static final int MAX_POINTS = 10_000;

    private static final long[] STEPS_S = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600};

    /** Reads {@code metric}, {@code from}, {@code to} and {@code step}; refuses with everything that is wrong. */
    static SeriesQuery read(ServerHttpRequest request, Run run, Recording recording) {
        List<Problem> problems = new ArrayList<>();
        QueryReader query = new QueryReader(request, problems);
        Set<String> metrics = metrics(query, problems, run, recording);
        Instant started = run.view().startedAt();
        Long from = offset(query, "from", started, problems);
        Long to = offset(query, "to", started, problems);
        Duration step = query.duration("step");
        if (step != null && step.compareTo(Duration.ofSeconds(1)) < 0) {
            problems.add(new Problem("step", "must be at least 1s, is " + step.toMillis() + "ms"));
            step = null;
        }
        if (from != null && to != null && from > to) {
            problems.add(new Problem("from", "is after to"));
        }
        long begin = from == null ? 0 : Math.max(0, from);
        long end = Math.min(to == null ? Long.MAX_VALUE : to, recording.endMs());
        long length = Math.max(0, end - begin);
        long stepMs = step == null ? chosen(length) : step.toMillis();
        if (length / stepMs > MAX_POINTS) {
            problems.add(new Problem(
                    "step",
                    "makes " + length / stepMs + " points, at most " + MAX_POINTS + " come at once",
                    "take a step of " + chosen(length * POINTS / MAX_POINTS) / 1_000 + "s, or a part by from and to"));
        }
        query.done();
        return new SeriesQuery(metrics, new Recording.Range(begin, to == null ? Long.MAX_VALUE : to, stepMs));
    }

    private static long chosen(long lengthMs) {
        for (long step : STEPS_S) {
            if (lengthMs / (step * 1_000) <= POINTS) {
                return step * 1_000;
            }
        }
        return 3_600_000L * (1 + lengthMs / (3_600_000L * POINTS));
    }

    private static Set<String> metrics(QueryReader query, List<Problem> problems, Run run, Recording recording) {
        Set<String> wanted = new LinkedHashSet<>();
        query.values("metric").forEach(value -> wanted.addAll(names(value)));
        if (wanted.isEmpty()) {
            return wanted;
        }
        Set<String> known = new TreeSet<>(run.view().thresholds().keySet());
        recording.metrics().stream().map(MetricKey::name).forEach(known::add);
        run.metrics().metrics().forEach(metric -> known.add(metric.name()));
        for (String name : wanted) {
            if (!known.contains(name)) {
                String close = Spelling.closest(name, known);
                problems.add(new Problem(
                        "metric",
                        "the run has nothing recorded of " + ObjectReader.shown(name),
                        close != null ? "did you mean " + close + "?" : "it has " + String.join(", ", known)));
            }
        }
        return wanted;
    }

    /** The names in a list; commas within the braces of a sub-metric belong to its name. */
    static List<String> names(String list) {
        List<String> names = new ArrayList<>();
        int depth = 0;
        StringBuilder name = new StringBuilder();
        for (int i = 0; i <= list.length(); i++) {
            char c = i == list.length() ? ',' : list.charAt(i);
            if (c == ',' && (depth <= 0 || i == list.length())) {
                if (!name.toString().isBlank()) {
                    names.add(name.toString().strip());
                }
                name.setLength(0);
            } else {
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
                name.append(c);
            }
        }
        return names;
    }

    /** A time as milliseconds since the run started; null for none, or a wrong one, which is noted. */
    private static @Nullable Long offset(
            QueryReader query, String name, @Nullable Instant started, List<Problem> problems) {
        String text = query.text(name);
        if (text == null) {
            return null;
        }
        var duration = DurationText.parse(text);
        if (duration.isPresent() && !duration.get().isNegative()) {
            return duration.get().toMillis();
        }
        try {
            // an offset's plus sign comes as a space out of a query
            Instant at = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            return started == null ? 0L : Duration.between(started, at).toMillis();
        } catch (DateTimeException | ArithmeticException e) {
            problems.add(new Problem(
                    name,
                    "must be a time, is " + ObjectReader.shown(text),
                    "write it like 1m30s, since the start, or like 2026-11-21T20:00:00Z"));
            return null;
        }
    }

    boolean wants(String metric) {
        return metrics.isEmpty() || metrics.contains(metric);
    }
}
