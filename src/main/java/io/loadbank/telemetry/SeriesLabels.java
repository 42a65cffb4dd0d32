package io.loadbank.telemetry;

import io.loadbank.metric.Tags;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns tags into labels: names become {@code [a-zA-Z_][a-zA-Z0-9_]*} without a leading {@code __}, {@code le} and
 * {@code quantile} (which have a meaning to Prometheus) get an underscore, empty values are left out. Tags whose names
 * become the same, or become a name of ours, are told apart by a number, in the order of their own names.
 */
final class SeriesLabels {
    static final String RUN = "testid";

    /** Tells the two counters of a rate apart; no tag's name becomes this one. */
    static final String CONDITION = "condition";

    private SeriesLabels() {}

    /** The labels of one series; {@code testid} is the run's id unless the user has a tag of that name. */
    static Labels of(Tags tags, String runId) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        Set<String> taken = new HashSet<>(Set.of(CONDITION));
        // first, so that it keeps its name whatever else would become it
        names.add(free(RUN, taken));
        values.add(testId(tags.get(RUN), runId));
        for (int i = 0; i < tags.size(); i++) {
            if (!tags.value(i).isEmpty() && !tags.key(i).equals(RUN)) {
                names.add(free(sanitised(tags.key(i)), taken));
                values.add(tags.value(i));
            }
        }
        return Labels.of(names, values);
    }

    /** What {@code testid} says, given the user's tag of that name. */
    static String testId(@Nullable String own, String runId) {
        return own == null || own.isEmpty() ? runId : own;
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    private static String sanitised(String tag) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < tag.length(); i++) {
            char c = tag.charAt(i);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            boolean isDigit = c >= '0' && c <= '9';
            if (isDigit && name.isEmpty()) {
                name.append('_');
            }
            name.append(isLetter || isDigit ? c : '_');
        }
        int underscores = 0;
        while (underscores < name.length() && name.charAt(underscores) == '_') {
            underscores++;
        }
        String plain = underscores > 1 ? name.substring(underscores - 1) : name.toString();
        return switch (plain) {
            case "" -> "_";
            case "le", "quantile" -> plain + "_";
            default -> plain;
        };
    }
}
