package io.loadbank.script.module.http;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Finds values in a JSON document by a path in the GJSON notation: {@code friends.0.first}, {@code friends.#.age},
 * {@code friends.#(last=="Craig").first}, {@code {names:friends.#.first}|@pretty}.
 */
final class JsonSelector {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonSelector() {}

    /** The value a path leads to, or null when there is none. */
    static @Nullable JsonNode find(JsonNode from, String path) {
        if (path.isEmpty()) {
            return from;
        }
        return switch (path.charAt(0)) {
            case '@' -> modified(from, path);
            case '!' -> literal(path);
            case '{', '[' -> collected(from, path);
            case '#' -> path.startsWith("#(") ? queried(from, path) : each(from, path);
            default -> member(from, path);
        };
    }

    private static @Nullable JsonNode modified(JsonNode from, String path) {
        int end = JsonPathText.endOfModifier(path);
        JsonNode result = JsonModifier.apply(from, path.substring(1, end));
        return result == null ? null : rest(result, path, end);
    }

    private static @Nullable JsonNode literal(String path) {
        int end = JsonPathText.endOfValue(path, 1);
        JsonNode value = JsonModifier.parse(path.substring(1, end));
        return value == null ? null : rest(value, path, end);
    }

    private static @Nullable JsonNode collected(JsonNode from, String path) {
        int end = JsonPathText.endOfBrackets(path, 0);
        return end < 0 ? null : rest(JsonMultipath.collect(from, path.substring(0, end)), path, end);
    }

    private static @Nullable JsonNode queried(JsonNode from, String path) {
        int close = JsonPathText.endOfBrackets(path, 1);
        if (close < 0 || !from.isArray()) {
            return null;
        }
        JsonQuery query = JsonQuery.parse(path.substring(2, close - 1));
        boolean all = close < path.length() && path.charAt(close) == '#';
        if (!all) {
            for (JsonNode element : from) {
                if (query.matches(element)) {
                    return rest(element, path, close);
                }
            }
            return null;
        }
        ArrayNode matching = NODES.arrayNode();
        for (JsonNode element : from) {
            if (query.matches(element)) {
                matching.add(element);
            }
        }
        return forEach(matching, path, close + 1);
    }

    private static @Nullable JsonNode each(JsonNode from, String path) {
        int end = JsonPathText.endOfPart(path, 0);
        if (end > 1) {
            return member(from, path);
        }
        if (!from.isArray()) {
            return null;
        }
        boolean counts = end == path.length() || path.charAt(end) == '|';
        return counts ? rest(NODES.numberNode(from.size()), path, end) : forEach((ArrayNode) from, path, end);
    }

    /** A dot applies what follows to each element, up to the next pipe; a pipe applies it to the array. */
    private static @Nullable JsonNode forEach(ArrayNode array, String path, int at) {
        if (at >= path.length() || path.charAt(at) == '|') {
            return rest(array, path, at);
        }
        int pipe = JsonPathText.nextPipe(path, at);
        String inner = path.substring(at + 1, pipe);
        ArrayNode found = NODES.arrayNode();
        for (JsonNode element : array) {
            JsonNode value = find(element, inner);
            if (value != null) {
                found.add(value);
            }
        }
        return rest(found, path, pipe);
    }

    private static @Nullable JsonNode member(JsonNode from, String path) {
        int end = JsonPathText.endOfPart(path, 0);
        String part = path.substring(0, end);
        JsonNode found = null;
        if (from.isArray()) {
            int index = JsonPathText.index(part);
            found = index < 0 ? null : from.get(index);
        } else if (JsonPathText.hasWildcard(part)) {
            for (String key : from.propertyNames()) {
                if (JsonPathText.matches(key, part)) {
                    found = from.get(key);
                    break;
                }
            }
        } else {
            found = from.get(JsonPathText.unescaped(part));
        }
        return found == null ? null : rest(found, path, end);
    }

    private static @Nullable JsonNode rest(JsonNode found, String path, int end) {
        return end >= path.length() ? found : find(found, path.substring(end + 1));
    }
}
