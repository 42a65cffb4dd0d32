package io.loadbank.script.module.http;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The condition in {@code #(path op value)}.
 *
 * @param path into the element; empty for the element itself
 * @param operator empty when the path only has to exist
 * @param value without its quotes
 */
record JsonQuery(String path, String operator, String value) {

    private static final String OPERATOR_CHARACTERS = "=!<>%";

    static JsonQuery parse(String text) {
        int at = operatorIn(text);
        if (at < 0) {
            return new JsonQuery(text.strip(), "", "");
        }
        int end = at + 1;
        boolean isLong =
                end < text.length() && (text.charAt(end) == '=' || (text.charAt(at) == '!' && text.charAt(end) == '%'));
        end += isLong ? 1 : 0;
        return new JsonQuery(
                text.substring(0, at).strip(),
                text.substring(at, end),
                unquoted(text.substring(end).strip()));
    }

    private static int operatorIn(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\') {
                i += 2;
            } else if ("([{".indexOf(c) >= 0) {
                int end = JsonPathText.endOfBrackets(text, i);
                i = end < 0 ? text.length() : end;
            } else if (OPERATOR_CHARACTERS.indexOf(c) >= 0) {
                return i;
            } else {
                i++;
            }
        }
        return -1;
    }

    private static String unquoted(String text) {
        if (!text.startsWith("\"")) {
            return text;
        }
        int end = JsonPathText.endOfQuotes(text, 0);
        return JsonPathText.unescaped(text.substring(1, Math.max(1, end - 1)));
    }

    boolean matches(JsonNode element) {
        JsonNode found = path.isEmpty() ? element : element.isContainer() ? JsonSelector.find(element, path) : null;
        if (value.startsWith("~")) {
            return truth(found);
        }
        if (found == null) {
            return false;
        }
        if (operator.isEmpty()) {
            return true;
        }
        if (found.isString()) {
            return compareText(found.asString());
        }
        if (found.isNumber()) {
            return compareNumber(found.asDouble());
        }
        return compareWord(found);
    }

    /** {@code ~true}, {@code ~false}, {@code ~null} and {@code ~*} ask what a value amounts to. */
    private boolean truth(@Nullable JsonNode found) {
        boolean holds = switch (value) {
            case "~true" -> found != null && isTrue(found);
            case "~false" -> found == null || found.isNull() || isFalse(found);
            case "~null" -> found == null || found.isNull();
            case "~*" -> found != null;
            default -> false;
        };
        return operator.startsWith("!") != holds;
    }

    private static boolean isTrue(JsonNode found) {
        return (found.isBoolean() && found.asBoolean())
                || (found.isNumber() && found.asDouble() != 0)
                || (found.isString()
                        && (found.asString().equalsIgnoreCase("true")
                                || found.asString().equals("1")));
    }

    private static boolean isFalse(JsonNode found) {
        return (found.isBoolean() && !found.asBoolean())
                || (found.isNumber() && found.asDouble() == 0)
                || (found.isString()
                        && (found.asString().equalsIgnoreCase("false")
                                || found.asString().equals("0")));
    }

    private boolean compareText(String text) {
        return switch (operator) {
            case "%" -> JsonPathText.matches(text, value);
            case "!%" -> !JsonPathText.matches(text, value);
            default -> compare(text.compareTo(value));
        };
    }

    private boolean compareNumber(double number) {
        try {
            return compare(Double.compare(number, Double.parseDouble(value)));
        } catch (NumberFormatException _) {
            return operator.equals("!=");
        }
    }

    private boolean compare(int order) {
        return switch (operator) {
            case "=", "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> false;
        };
    }

    private boolean compareWord(JsonNode found) {
        if (found.isBoolean() && (value.equals("true") || value.equals("false"))) {
            return compare(Boolean.compare(found.asBoolean(), Boolean.parseBoolean(value)));
        }
        boolean same = found.toString().equals(value);
        return operator.equals("!=") != same && (same || operator.equals("!="));
    }
}
