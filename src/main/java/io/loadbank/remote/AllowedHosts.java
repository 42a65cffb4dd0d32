package io.loadbank.remote;

import java.util.List;
import java.util.Locale;

/** The hosts that remote modules may be fetched from. */
public sealed interface AllowedHosts {

    /** Nothing is fetched. */
    record None() implements AllowedHosts {}

    /** Every host. */
    record Any() implements AllowedHosts {}

    /** These hosts; {@code *.example.org} stands for the hosts below example.org. */
    record Named(List<String> patterns) implements AllowedHosts {
        public Named {
            patterns = patterns.stream()
                    .map(pattern -> pattern.toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    /** Reads {@code off}, {@code any} or a list of hosts. */
    static AllowedHosts parse(List<String> setting) {
        List<String> words = setting.stream()
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
        // YAML reads a bare off as false
        if (words.isEmpty() || words.equals(List.of("off")) || words.equals(List.of("false"))) {
            return new None();
        }
        return words.equals(List.of("any")) ? new Any() : new Named(words);
    }

    /** Whether a host is among them. */
    default boolean allow(String host) {
        return switch (this) {
            case None _ -> false;
            case Any _ -> true;
            case Named(List<String> patterns) -> {
                String lower = host.toLowerCase(Locale.ROOT);
                yield patterns.stream()
                        .anyMatch(pattern -> pattern.startsWith("*.")
                                ? lower.endsWith(pattern.substring(1))
                                : lower.equals(pattern));
            }
        };
    }
}
