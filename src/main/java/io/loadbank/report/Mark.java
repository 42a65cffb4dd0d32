package io.loadbank.report;

import io.loadbank.run.HistoryEntry;
import io.loadbank.run.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody did to a run at a certain time.
 *
 * @param atMs milliseconds since the run started, pauses included
 * @param kind {@code retarget}, {@code pause}, {@code resume}, {@code stop} or {@code shutdown}
 * @param what what changed, in words: {@code browse: vus 5 → 40}
 */
public record Mark(Instant at, long atMs, String kind, String who, String what) {

    /** Everything that changed a run after it had started, oldest first. */
    public static List<Mark> of(Run run) {
        Instant started = run.view().startedAt();
        List<Mark> marks = new ArrayList<>();
        for (HistoryEntry entry : run.history()) {
            if (started == null || entry.command().equals("create")) {
                continue;
            }
            long atMs = Duration.between(started, entry.at()).toMillis();
            marks.add(new Mark(entry.at(), atMs, kind(entry), entry.who(), what(entry)));
        }
        return marks;
    }

    /** The time since the start, as on a clock: {@code 1:05}. */
    public String clock() {
        return Clock.text(atMs);
    }

    private static String kind(HistoryEntry entry) {
        return switch (entry.command()) {
            case "stop", "shutdown" -> entry.command();
            default -> {
                boolean changed = !Objects.equals(
                        entry.before().get("paused"), entry.after().get("paused"));
                yield !changed ? "retarget" : Boolean.TRUE.equals(entry.after().get("paused")) ? "pause" : "resume";
            }
        };
    }

    private static String what(HistoryEntry entry) {
        List<String> parts = new ArrayList<>();
        Map<?, ?> before = tree(entry.before().get("scenarios"));
        tree(entry.after().get("scenarios"))
                .forEach((name, is) -> scenario(parts, String.valueOf(name), tree(before.get(name)), tree(is)));
        tree(entry.after().get("scheduled")).forEach((name, _) -> parts.add(name + ": a change for later"));
        if (!Objects.equals(entry.before().get("paused"), entry.after().get("paused"))) {
            parts.add(Boolean.TRUE.equals(entry.after().get("paused")) ? "paused" : "resumed");
        }
        switch (entry.command()) {
            case "stop" -> parts.add("stopped");
            case "shutdown" -> parts.add("the daemon was shut down");
            case "scheduled" -> parts.add("(as scheduled)");
            default -> {
                // a patch says by its fields what it did
            }
        }
        return parts.isEmpty() ? "nothing changed" : String.join(", ", parts);
    }

    private static void scenario(List<String> parts, String name, Map<?, ?> was, Map<?, ?> is) {
        Set<Object> fields = new LinkedHashSet<>(is.keySet());
        fields.addAll(was.keySet());
        for (Object field : fields) {
            if (Objects.equals(was.get(field), is.get(field))) {
                continue;
            }
            if (field.equals("paused")) {
                parts.add(name + (Boolean.TRUE.equals(is.get(field)) ? " paused" : " resumed"));
            } else {
                parts.add(name + ": " + field + " " + value(was.get(field)) + " → " + value(is.get(field)));
            }
        }
    }

    private static String value(@Nullable Object value) {
        if (value instanceof List<?> stages) {
            List<String> shown = new ArrayList<>();
            stages.forEach(stage -> {
                Map<?, ?> fields = tree(stage);
                shown.add(fields.get("target") + " in " + fields.get("duration"));
            });
            return shown.isEmpty() ? "none" : String.join(", ", shown);
        }
        return value == null ? "none" : String.valueOf(value);
    }

    private static Map<?, ?> tree(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
