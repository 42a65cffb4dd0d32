package io.loadbank.script.module;

import io.loadbank.metric.Tags;
import java.util.TreeMap;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Reads the tags a script gives with a call: string, boolean and number values, nothing else. */
public final class TagArguments {

    private TagArguments() {}

    /**
     * The tags of an argument.
     *
     * @return null when none were given (null, undefined, an empty object)
     * @throws RuntimeException the raised JavaScript error, when a value cannot be a tag
     */
    public static @Nullable Tags read(Guest guest, Value given) {
        if (given.isNull()) {
            return null;
        }
        TreeMap<String, String> tags = new TreeMap<>();
        if (given.isString()) {
            String text = given.asString();
            for (int i = 0; i < text.length(); i++) {
                tags.put(Integer.toString(i), text.substring(i, i + 1));
            }
        } else if (given.hasArrayElements()) {
            for (long i = 0; i < given.getArraySize(); i++) {
                tags.put(Long.toString(i), value(guest, Long.toString(i), given.getArrayElement(i)));
            }
        } else {
            for (String key : given.getMemberKeys()) {
                tags.put(key, value(guest, key, given.getMember(key)));
            }
        }
        return tags.isEmpty() ? null : Tags.of(tags);
    }

    private static String value(Guest guest, String key, Value value) {
        String text = text(guest, value);
        if (text == null) {
            throw guest.raise(
                    "TypeError",
                    "invalid value for tag '" + key + "': only string, boolean and number values can be tags");
        }
        return text;
    }

    /** The text of a tag value, or null when the value cannot be one. */
    public static @Nullable String text(Guest guest, Value value) {
        boolean bigint = value.isNumber() && "bigint".equals(Guest.typeName(value));
        return !bigint && (value.isString() || value.isBoolean() || value.isNumber()) ? guest.text(value) : null;
    }
}
