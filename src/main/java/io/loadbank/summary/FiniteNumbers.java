package io.loadbank.summary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON-like trees with null for numbers that JSON does not have. */
final class FiniteNumbers {
    private FiniteNumbers() {}

    static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case Double number -> Double.isFinite(number) ? number : null;
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, member) -> copy.put(String.valueOf(key), of(member)));
                yield copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(member -> copy.add(of(member)));
                yield copy;
            }
            case null, default -> value;
        };
    }
}
