package io.loadbank.script.module.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code @name} and {@code @name:argument}: transforms a value on its way. */
final class JsonModifier {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonModifier() {}

    /** The document of a text, or null when it is not one valid JSON document. */
    static @Nullable JsonNode parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node == null || node.isMissingNode() ? null : node;
        } catch (JacksonException _) {
            return null;
        }
    }

    /**
     * Applies a modifier; null when there is none of that name.
     *
     * @param text name and argument, without the at sign
     */
    static @Nullable JsonNode apply(JsonNode value, String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String argument = colon < 0 ? "" : text.substring(colon + 1);
        return switch (name) {
            case "this", "ugly", "pretty", "valid" -> value;
            case "reverse" -> reversed(value);
            case "flatten" -> value.isArray() ? flattened(value, flag(argument, "deep")) : value;
            case "join" -> value.isArray() ? joined(value, flag(argument, "preserve")) : value;
            case "keys" -> keys(value);
            case "values" -> values(value);
            case "tostr" -> NODES.stringNode(value.toString());
            case "fromstr" -> value.isString() ? parse(value.asString()) : null;
            case "group" -> grouped(value);
            case "dig" -> dug(value, argument);
            default -> null;
        };
    }

    private static boolean flag(String argument, String name) {
        JsonNode options = parse(argument);
        return options != null && options.path(name).asBoolean(false);
    }

    private static JsonNode reversed(JsonNode value) {
        if (value.isArray()) {
            ArrayNode reversed = NODES.arrayNode();
            for (int i = value.size() - 1; i >= 0; i--) {
                reversed.add(value.get(i));
            }
            return reversed;
        }
        if (value.isObject()) {
            ObjectNode reversed = NODES.objectNode();
            List<String> names = new ArrayList<>(value.propertyNames());
            for (String name : names.reversed()) {
                reversed.set(name, value.get(name));
            }
            return reversed;
        }
        return value;
    }

    private static ArrayNode flattened(JsonNode array, boolean deep) {
        ArrayNode flat = NODES.arrayNode();
        for (JsonNode element : array) {
            if (element.isArray()) {
                (deep ? flattened(element, true) : element).forEach(flat::add);
            } else {
                flat.add(element);
            }
        }
        return flat;
    }

    private static ObjectNode joined(JsonNode array, boolean preserve) {
        ObjectNode all = NODES.objectNode();
        for (JsonNode element : array) {
            for (String name : element.propertyNames()) {
                if (!preserve || !all.has(name)) {
                    all.set(name, element.get(name));
                }
            }
        }
        return all;
    }

    private static JsonNode keys(JsonNode value) {
        ArrayNode keys = NODES.arrayNode();
        if (value.isObject()) {
            value.propertyNames().forEach(keys::add);
        } else if (value.isArray()) {
            value.forEach(_ -> keys.addNull());
        }
        return keys;
    }

    private static JsonNode values(JsonNode value) {
        ArrayNode values = NODES.arrayNode();
        if (value.isContainer()) {
            value.forEach(values::add);
        }
        return values;
    }

    private static JsonNode grouped(JsonNode value) {
        ArrayNode groups = NODES.arrayNode();
        for (String name : value.propertyNames()) {
            JsonNode column = value.get(name);
            for (int i = 0; i < column.size() && column.isArray(); i++) {
                while (groups.size() <= i) {
                    groups.add(NODES.objectNode());
                }
                ((ObjectNode) groups.get(i)).set(name, column.get(i));
            }
        }
        return groups;
    }

    private static JsonNode dug(JsonNode value, String path) {
        ArrayNode found = NODES.arrayNode();
        dig(value, path, found);
        return found;
    }

    private static void dig(JsonNode value, String path, ArrayNode into) {
        JsonNode here = value.isObject() ? JsonSelector.find(value, path) : null;
        if (here != null) {
            into.add(here);
        }
        if (value.isContainer()) {
            value.forEach(child -> dig(child, path, into));
        }
    }
}
