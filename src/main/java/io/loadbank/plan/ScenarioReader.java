package io.loadbank.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one scenario; a field that its executor does not have is a problem. */
final class ScenarioReader {
    private static final String EXECUTOR = "executor";
    private static final String EXECUTORS =
            Arrays.stream(ExecutorType.values()).map(ExecutorType::text).collect(Collectors.joining(", "));

    private final ValueReader values;

    ScenarioReader(ValueReader values) {
        this.values = values;
    }

    @Nullable
    ScenarioSpec read(String path, Object value) {
        if (!(value instanceof Map<?, ?> fields)) {
            return values.mismatch(path, "a scenario", value);
        }
        ExecutorType executor = executor(path, fields.get(EXECUTOR));
        Map<ScenarioKey, Object> read = new EnumMap<>(ScenarioKey.class);
        fields.forEach((name, field) -> {
            if (!EXECUTOR.equals(name)) {
                readField(path + "." + name, String.valueOf(name), field, executor, read);
            }
        });
        return executor == null ? null : new ScenarioSpec(executor, read);
    }

    private @Nullable ExecutorType executor(String path, @Nullable Object value) {
        String at = path + "." + EXECUTOR;
        if (value == null) {
            values.refuse(at, "the scenario has no executor type", "choose one of " + EXECUTORS);
            return null;
        }
        ExecutorType executor = value instanceof String text ? ExecutorType.find(text) : null;
        if (executor == null) {
            values.refuse(at, "unknown executor type '" + value + "'", "choose one of " + EXECUTORS);
        }
        return executor;
    }

    private void readField(
            String path,
            String name,
            @Nullable Object value,
            @Nullable ExecutorType executor,
            Map<ScenarioKey, Object> into) {
        ScenarioKey key = ScenarioKey.find(name);
        boolean known = key != null
                && (executor == null
                        || ScenarioKey.common().contains(key)
                        || executor.keys().contains(key));
        if (key == null || !known) {
            values.refuse(
                    path,
                    executor == null
                            ? "unknown field of a scenario"
                            : "unknown field of a " + executor.text() + " scenario",
                    executor == null ? "remove it" : "it has " + names(executor));
            return;
        }
        Object typed = value == null ? null : values.read(key.kind(), path, value);
        if (typed == null) {
            return;
        }
        if (key == ScenarioKey.OPTIONS && typed instanceof Map<?, ?> options) {
            for (Object option : options.keySet()) {
                if (!"browser".equals(option)) {
                    values.refuse(
                            path + "." + option, "unknown field of a scenario's options", "only browser is known");
                }
            }
        }
        into.put(key, typed);
    }

    private static String names(ExecutorType executor) {
        List<String> names = new ArrayList<>(List.of(EXECUTOR));
        executor.keys().forEach(key -> names.add(key.text()));
        ScenarioKey.common().forEach(key -> names.add(key.text()));
        return String.join(", ", names);
    }
}
