package io.loadbank.output;

import io.loadbank.plan.DurationText;
import io.loadbank.plan.Problem;
import io.loadbank.run.RunOutput;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of one output: from the wish, else from the environment, else their defaults. Notes every problem
 * instead of stopping at the first; values are never part of one, they may be secrets.
 */
final class SettingReader {
    private static final String FILE = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}";

    private final String path;
    private final Map<String, Object> given;
    private final Map<String, String> environment;
    private final List<Problem> problems;
    private final long maxFileBytes;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Map<String, Object> hidden = new LinkedHashMap<>();
    private Map<String, String> below = Map.of();
    private @Nullable String file;

    /** @param maxFileBytes how large a file of an output may become */
    SettingReader(
            String path,
            Map<String, Object> given,
            Map<String, String> environment,
            List<Problem> problems,
            long maxFileBytes) {
        this.maxFileBytes = maxFileBytes;
        this.path = path;
        this.given = given;
        this.environment = environment;
        this.problems = problems;
    }

    void problem(String name, String variable, String message, @Nullable String hint) {
        boolean own = given.containsKey(name) || !environment.containsKey(variable);
        String where = own ? (name.isEmpty() ? path : path + "." + name) : path;
        problems.add(new Problem(where, own ? message : variable + " in the daemon's environment " + message, hint));
    }

    @Nullable
    String text(String name, String variable) {
        asked.add(name);
        Object value = given.get(name);
        return switch (value) {
            case null -> below.containsKey(name) ? below.get(name) : environment.get(variable);
            case String text -> text;
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> {
                problem(name, variable, "must be text", null);
                yield null;
            }
        };
    }

    String text(String name, String variable, String otherwise) {
        String text = text(name, variable);
        return text == null ? otherwise : text;
    }

    /** A text that is never shown. */
    @Nullable
    String secret(String name, String variable) {
        if (given.containsKey(name)) {
            hidden.put(name, RunOutput.HIDDEN);
        }
        return text(name, variable);
    }

    boolean flag(String name, String variable) {
        String text = text(name, variable);
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0", "" -> false;
            case null -> false;
            default -> {
                problem(name, variable, "must be true or false", null);
                yield false;
            }
        };
    }

    /** At least 100 ms, at most an hour. */
    Duration interval(String name, String variable, Duration otherwise) {
        String text = text(name, variable);
        if (text == null) {
            return otherwise;
        }
        Duration read = DurationText.parse(text).orElse(null);
        if (read == null) {
            problem(name, variable, "must be a duration", "write it like 1s or 500ms");
        } else if (read.compareTo(Duration.ofMillis(100)) < 0 || read.compareTo(Duration.ofHours(1)) > 0) {
            problem(name, variable, "must be from 100ms to 1h", null);
        } else {
            return read;
        }
        return otherwise;
    }

    int count(String name, String variable, int otherwise, int most) {
        String text = text(name, variable);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            problem(name, variable, "must be a whole number from 1 to " + most, null);
            return otherwise;
        }
        return Integer.parseInt(text);
    }

    String choice(String name, String variable, List<String> choices) {
        String text = text(name, variable, choices.getFirst());
        if (!choices.contains(text)) {
            problem(name, variable, "must be one of " + String.join(", ", choices), null);
            return choices.getFirst();
        }
        return text;
    }

    List<String> list(String name, String variable, List<String> otherwise) {
        if (given.get(name) instanceof List<?> list) {
            asked.add(name);
            return list.stream().map(String::valueOf).toList();
        }
        String text = text(name, variable);
        if (text == null) {
            return otherwise;
        }
        List<String> items = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return items;
    }

    /** Names and values, from a tree or from text such as {@code a:b,c:d}; never shown. */
    Map<String, String> headers(String name, String variable, char separator) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (given.get(name) instanceof Map<?, ?> tree) {
            asked.add(name);
            hidden.put(name, RunOutput.HIDDEN);
            tree.forEach((key, value) -> headers.put(String.valueOf(key), String.valueOf(value)));
        } else {
            String text = secret(name, variable);
            for (String pair : text == null || text.isBlank() ? new String[0] : text.split(",", -1)) {
                int cut = pair.indexOf(separator);
                if (cut < 1) {
                    problem(name, variable, "must be pairs like name" + separator + "value", null);
                } else {
                    headers.put(
                            pair.substring(0, cut).strip(),
                            pair.substring(cut + 1).strip());
                }
            }
        }
        headers.forEach((key, value) -> {
            if (!key.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") || value.chars().anyMatch(c -> c < ' ' && c != '\t')) {
                problem(name, variable, "has a name or value that no header can have", null);
            }
        });
        return headers;
    }

    /** An http or https URL with a host; its user, password and query are never shown. */
    @Nullable
    URI url(String name, String variable, @Nullable String otherwise) {
        String text = text(name, variable);
        if (text == null) {
            return otherwise == null ? null : URI.create(otherwise);
        }
        if (given.containsKey(name)) {
            hide(name, text);
        }
        URI url = null;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            hidden.put(name, RunOutput.HIDDEN);
        }
        if (url == null
                || url.getHost() == null
                || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                || url.getPort() > 65_535) {
            problem(
                    name,
                    variable,
                    "is not an http or https URL",
                    "write it like " + (otherwise == null ? "http://127.0.0.1:8080/path" : otherwise));
            return null;
        }
        return url;
    }

    private void hide(String name, String text) {
        String shown = text.replaceFirst("^([a-z]+://)[^/?#]*@", "$1" + RunOutput.HIDDEN + "@")
                .replaceFirst("\\?.*", "?" + RunOutput.HIDDEN);
        if (!shown.equals(text)) {
            hidden.put(name, shown);
        }
    }

    /** The name of a file in the run's own directory. */
    String fileName(String variable, @Nullable String otherwise) {
        String name = text("fileName", variable);
        if (name == null) {
            name = otherwise;
        }
        if (name == null || name.isEmpty() || name.equals("-")) {
            problem(
                    "fileName",
                    variable,
                    "is missing: a daemon has no standard output to write to",
                    "name a file; GET /api/v1/runs/{id}/artifacts/{name} answers it");
            return "none";
        }
        if (!name.matches(FILE)) {
            problem(
                    "fileName",
                    variable,
                    "must be a plain file name, without directories: files are kept in the run's own",
                    "use 1 to 100 of A-Z a-z 0-9 . _ - and no dot in front");
            return "none";
        }
        file = name;
        return name;
    }

    /** How large the file may become, in bytes. */
    long maxFileBytes() {
        return maxFileBytes;
    }

    /** The file this output writes to; null for none. */
    @Nullable
    String file() {
        return file;
    }

    /** Settings that were found within another one; they count after those of their own. */
    void alsoFrom(Map<String, String> settings) {
        below = Map.copyOf(settings);
    }

    /** A variable of the environment that no setting goes before. */
    String variable(String name, String otherwise) {
        return environment.getOrDefault(name, otherwise);
    }

    /** Variables that begin alike, by the rest of their names. */
    Map<String, String> variables(String prefix) {
        Map<String, String> rest = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                rest.put(name.substring(prefix.length()), value);
            }
        });
        return rest;
    }

    /** Refuses a setting that k6 has and this daemon has not. */
    void refuse(String name, String variable, String reason) {
        if (!name.isEmpty()) {
            asked.add(name);
        }
        if (given.containsKey(name) || environment.containsKey(variable)) {
            problem(name, variable, reason, "leave it out");
        }
    }

    /** Notes every setting that was not asked for. */
    void nothingElse() {
        for (String name : given.keySet()) {
            if (!asked.contains(name)) {
                String shown = name.matches("[A-Za-z0-9_-]{1,40}") ? "." + name : "";
                problems.add(new Problem(
                        path + shown, "is not a setting of this output", "known here: " + String.join(", ", asked)));
            }
        }
    }

    boolean hasHidden() {
        return !hidden.isEmpty();
    }

    /** The wish as a tree, without its secrets. */
    Map<String, Object> shown(String type) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", type);
        tree.putAll(given);
        tree.putAll(hidden);
        return tree;
    }
}
