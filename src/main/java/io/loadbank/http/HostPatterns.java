package io.loadbank.http;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values by host name or leading wildcard, letter case ignored: an exact name beats a wildcard, a longer wildcard a
 * shorter one. Immutable.
 */
final class HostPatterns<V> {

    private final Map<String, V> exact = new HashMap<>();
    /** Suffixes after the star, longest first. */
    private final Map<String, V> suffixes =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    HostPatterns(Map<String, V> patterns) {
        patterns.forEach((pattern, value) -> {
            String key = pattern.toLowerCase(Locale.ROOT);
            if (key.lastIndexOf('*') > 0) {
                throw new IllegalArgumentException(
                        "invalid host pattern \"" + pattern + "\": a wildcard may only stand at the beginning");
            }
            if (key.startsWith("*")) {
                suffixes.put(key.substring(1), value);
            } else {
                exact.put(key, value);
            }
        });
    }

    @Nullable
    V find(String host) {
        if (exact.isEmpty() && suffixes.isEmpty()) {
            return null;
        }
        String key = host.toLowerCase(Locale.ROOT);
        V found = exact.get(key);
        if (found != null) {
            return found;
        }
        for (Map.Entry<String, V> suffix : suffixes.entrySet()) {
            if (key.length() > suffix.getKey().length() && key.endsWith(suffix.getKey())) {
                return suffix.getValue();
            }
        }
        return null;
    }
}
