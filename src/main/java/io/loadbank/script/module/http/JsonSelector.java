package io.loadbank.script.module.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A path into a JSON document, such as {@code friends.0.first}. */
final class JsonSelector {

    private final List<String> parts;

    private JsonSelector(List<String> parts) {
        this.parts = parts;
    }

    static JsonSelector parse(String text) {
        return new JsonSelector(List.of(text.split("\\.", -1)));
    }

    /** The node the path leads to, or null. */
    @Nullable JsonNode find(JsonNode document) {
        JsonNode at = document;
        for (String part : parts) {
            at = at.isArray() ? index(at, part) : at.get(part);
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    private static @Nullable JsonNode index(JsonNode array, String part) {
        if (part.equals("#")) {
            return tools.jackson.databind.node.JsonNodeFactory.instance.numberNode(array.size());
        }
        return part.matches("[0-9]{1,9}") ? array.get(Integer.parseInt(part)) : null;
    }
}
