package io.loadbank.compat;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a PATCH of {@code /v1/status} asks for; null means not given.
 *
 * <p>As in k6, ids and types are not looked at, unknown members are ignored, names match in any letter case, and a
 * number may stand in quotes.
 */
record StatusPatch(
        @Nullable Boolean paused,
        @Nullable Long vus,
        @Nullable Long vusMax,
        boolean stopped) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Thrown when a body is not what it should be; the message says what is wrong. */
    static final class InvalidData extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidData(String message) {
            super(message, null, false, false);
        }
    }

    static StatusPatch read(String body) throws InvalidData {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new InvalidData("the body is not one JSON document: " + e.getOriginalMessage());
        }
        if (root == null || root.isMissingNode()) {
            throw new InvalidData("the body is empty");
        }
        JsonNode attributes = object(object(root, "data"), "attributes");
        whole(member(attributes, "status"), "status", 0);
        flag(member(attributes, "running"), "running");
        flag(member(attributes, "tainted"), "tainted");
        Boolean stopped = flag(member(attributes, "stopped"), "stopped");
        return new StatusPatch(
                flag(member(attributes, "paused"), "paused"),
                count(member(attributes, "vus"), "vus"),
                count(member(attributes, "vus-max"), "vus-max"),
                Boolean.TRUE.equals(stopped));
    }

    private static @Nullable JsonNode object(@Nullable JsonNode parent, String name) throws InvalidData {
        if (parent == null || parent.isNull()) {
            return null;
        }
        if (!parent.isObject()) {
            throw new InvalidData("an object is needed where '" + name + "' should be found");
        }
        JsonNode child = member(parent, name);
        if (child != null && !child.isNull() && !child.isObject()) {
            throw new InvalidData("'" + name + "' must be an object");
        }
        return child;
    }

    private static @Nullable JsonNode member(@Nullable JsonNode object, String name) {
        if (object == null || !object.isObject()) {
            return null;
        }
        JsonNode exact = object.get(name);
        if (exact != null) {
            return exact;
        }
        for (String key : object.propertyNames()) {
            if (key.toLowerCase(Locale.ROOT).equals(name)) {
                return object.get(key);
            }
        }
        return null;
    }

    private static @Nullable Boolean flag(@Nullable JsonNode value, String name) throws InvalidData {
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isBoolean()) {
            throw new InvalidData("'" + name + "' must be true or false");
        }
        return value.asBoolean();
    }

    private static @Nullable Long count(@Nullable JsonNode value, String name) throws InvalidData {
        if (value == null
                || value.isNull()
                || (value.isString() && value.asString().isEmpty())) {
            return null;
        }
        if (value.isString()) {
            try {
                return Long.valueOf(value.asString());
            } catch (NumberFormatException _) {
                throw new InvalidData("'" + name + "' must be a whole number");
            }
        }
        return whole(value, name, Long.MIN_VALUE);
    }

    private static @Nullable Long whole(@Nullable JsonNode value, String name, long least) throws InvalidData {
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < least) {
            throw new InvalidData("'" + name + "' must be a whole number");
        }
        return value.asLong();
    }
}
