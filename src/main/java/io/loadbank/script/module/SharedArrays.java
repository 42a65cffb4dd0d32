package io.loadbank.script.module;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The {@code SharedArray}s of one run: each element once, as JSON text, for all realms. Thread-safe. */
public final class SharedArrays {

    private final Map<String, List<@Nullable String>> arrays = new HashMap<>();

    /** The array of a name; made by the first caller, later callers get what it made. */
    public synchronized List<@Nullable String> array(String name, Supplier<List<@Nullable String>> maker) {
        List<@Nullable String> existing = arrays.get(name);
        if (existing == null) {
            existing = maker.get();
            arrays.put(name, existing);
        }
        return existing;
    }
}
