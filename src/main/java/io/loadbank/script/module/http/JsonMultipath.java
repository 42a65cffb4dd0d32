package io.loadbank.script.module.http;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code {p1,"name":p2}} and {@code [p1,p2]}: an object or an array made of what several paths find. */
final class JsonMultipath {

    private JsonMultipath() {}

    /** @param text with its brackets */
    static JsonNode collect(JsonNode from, String text) {
        List<String> parts = split(text.substring(1, text.length() - 1));
        if (text.charAt(0) == '[') {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (String part : parts) {
                JsonNode found = JsonSelector.find(from, part);
                if (found != null) {
                    array.add(found);
                }
            }
            return array;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String part : parts) {
            int colon = keyEnd(part);
            String path = colon < 0 ? part : part.substring(colon + 1);
            JsonNode found = JsonSelector.find(from, path);
            if (found != null) {
                object.set(colon < 0 ? lastPart(path) : key(part.substring(0, colon)), found);
            }
        }
        return object;
    }

    private static List<String> split(String inner) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int i = 0;
        while (i < inner.length()) {
            char c = inner.charAt(i);
            if (c == '"') {
                i = JsonPathText.endOfQuotes(inner, i);
            } else if ("([{".indexOf(c) >= 0) {
                int end = JsonPathText.endOfBrackets(inner, i);
                i = end < 0 ? inner.length() : end;
            } else if (c == ',') {
                parts.add(inner.substring(start, i));
                start = ++i;
            } else {
                i += c == '\\' ? 2 : 1;
            }
        }
        parts.add(inner.substring(Math.min(start, inner.length())));
        return parts;
    }

    /** Where the key in front of a path ends; -1 if there is none. */
    private static int keyEnd(String part) {
        if (part.startsWith("\"")) {
            int end = JsonPathText.endOfQuotes(part, 0);
            return end < part.length() && part.charAt(end) == ':' ? end : -1;
        }
        int colon = part.indexOf(':');
        return colon > 0 && part.substring(0, colon).matches("[A-Za-z0-9_$-]+") ? colon : -1;
    }

    private static String key(String text) {
        return text.startsWith("\"") ? JsonPathText.unescaped(text.substring(1, text.length() - 1)) : text;
    }

    private static String lastPart(String path) {
        String last = path;
        int i = 0;
        while (i < path.length()) {
            int end = JsonPathText.endOfPart(path, i);
            last = path.substring(i, end);
            i = end + 1;
        }
        boolean plain = !last.isEmpty() && "@!#{[".indexOf(last.charAt(0)) < 0;
        return plain ? JsonPathText.unescaped(last) : "_";
    }
}
