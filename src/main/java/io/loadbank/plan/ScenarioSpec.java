package io.loadbank.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scenario as written: of the right types, but neither complete nor checked.
 *
 * @param executor the kind of executor it asks for
 * @param values what was set; of the type its key asks for
 */
public record ScenarioSpec(ExecutorType executor, Map<ScenarioKey, Object> values) {
    public ScenarioSpec {
        EnumMap<ScenarioKey, Object> copy = new EnumMap<>(ScenarioKey.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    @Nullable
    Long integer(ScenarioKey key) {
        return (Long) values.get(key);
    }

    @Nullable
    Duration duration(ScenarioKey key) {
        return (Duration) values.get(key);
    }

    @Nullable
    String text(ScenarioKey key) {
        return (String) values.get(key);
    }

    @SuppressWarnings("unchecked") // the reader puts nothing else there
    @Nullable
    List<StageSpec> stages() {
        return (List<StageSpec>) values.get(ScenarioKey.STAGES);
    }

    @SuppressWarnings("unchecked") // the reader puts nothing else there
    Map<String, String> texts(ScenarioKey key) {
        Object texts = values.get(key);
        return texts == null ? Map.of() : (Map<String, String>) texts;
    }
}
