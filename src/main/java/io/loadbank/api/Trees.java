package io.loadbank.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes JSON-like trees fit for JSON, which has no infinities. */
final class Trees {
    private Trees() {}

    /** The same tree with null for numbers that are not finite. */
    static Map<String, Object> finite(Map<?, ? extends @Nullable Object> tree) {
        @SuppressWarnings("unchecked") // a map stays a map; its values may be null, which the type does not tell
        var copy = (Map<String, Object>) copy(tree);
        return copy;
    }

    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static Object copy(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), any(value)));
        return copy;
    }

    private static @Nullable Object any(@Nullable Object value) {
        return switch (value) {
            case Double number -> finite(number);
            case Float number -> finite(number);
            case Map<?, ?> map -> copy(map);
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(each -> copy.add(any(each)));
                yield copy;
            }
            case null, default -> value;
        };
    }
}
