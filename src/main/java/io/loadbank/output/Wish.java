package io.loadbank.output;

import io.loadbank.plan.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An output as somebody wrote it down, taken apart.
 *
 * @param settings by name; texts, numbers, truth values or trees
 */
record Wish(String type, Map<String, Object> settings) {

    /** Reads {@code type}, {@code type=argument}, {@code type=name=value,...} or a tree; null after a problem. */
    static @Nullable Wish read(Object written, String path, Map<String, OutputType> known, List<Problem> problems) {
        return switch (written) {
            case String text -> fromText(text, path, known, problems);
            case Map<?, ?> tree -> fromTree(tree, path, problems);
            default -> {
                problems.add(new Problem(
                        path,
                        "must be text or an object",
                        "write it like \"json=results.json\" or {\"type\":\"json\"}"));
                yield null;
            }
        };
    }

    private static @Nullable Wish fromTree(Map<?, ?> tree, String path, List<Problem> problems) {
        Map<String, Object> settings = new LinkedHashMap<>();
        tree.forEach((name, value) -> {
            if (value != null) {
                settings.put(String.valueOf(name), value);
            }
        });
        if (settings.remove("type") instanceof String type) {
            return new Wish(type, settings);
        }
        problems.add(
                new Problem(path + ".type", "is missing", "write it like {\"type\":\"json\",\"fileName\":\"a.json\"}"));
        return null;
    }

    private static @Nullable Wish fromText(
            String text, String path, Map<String, OutputType> known, List<Problem> problems) {
        int cut = text.indexOf('=');
        String name = cut < 0 ? text : text.substring(0, cut);
        String argument = cut < 0 ? "" : text.substring(cut + 1);
        OutputType type = known.get(name);
        Map<String, Object> settings = new LinkedHashMap<>();
        if (argument.isEmpty() || type == null) {
            return new Wish(name, settings);
        }
        if (!argument.matches("[A-Za-z]+=.*")) {
            settings.put(type.argument(), argument);
            return new Wish(name, settings);
        }
        for (String pair : argument.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                problems.add(new Problem(path, "has a setting without a value", "write it like " + name + "=a=b,c=d"));
            } else if (settings.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                problems.add(new Problem(path + "." + pair.substring(0, equals), "is given twice"));
            }
        }
        return new Wish(name, settings);
    }
}
