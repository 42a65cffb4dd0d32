package io.loadbank.script.module;

import io.loadbank.metric.Tags;
import java.util.ArrayList;
import java.util.List;
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
        List<String> pairs = pairs(guest, given);
        return pairs.isEmpty() ? null : tags(pairs);
    }

    /**
     * The tags of an argument, names and values in turn, in the order of the script; empty when none were given.
     *
     * @throws RuntimeException the raised JavaScript error, when a value cannot be a tag
     */
    static List<String> pairs(Guest guest, Value given) {
        if (given.isNull()) {
            return List.of();
        }
        List<String> pairs = new ArrayList<>(4);
        if (given.isString()) {
            String text = given.asString();
            for (int i = 0; i < text.length(); i++) {
                pairs.add(Integer.toString(i));
                pairs.add(text.substring(i, i + 1));
            }
        } else if (given.hasArrayElements()) {
            for (long i = 0; i < given.getArraySize(); i++) {
                pairs.add(Long.toString(i));
                pairs.add(value(guest, Long.toString(i), given.getArrayElement(i)));
            }
        } else {
            for (String key : given.getMemberKeys()) {
                pairs.add(key);
                pairs.add(value(guest, key, given.getMember(key)));
            }
        }
        return pairs;
    }

    /** The tags of names and values in turn. */
    static Tags tags(List<String> pairs) {
        TreeMap<String, String> tags = new TreeMap<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            tags.put(pairs.get(i), pairs.get(i + 1));
        }
        return Tags.of(tags);
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
        if (value.isString()) {
            return value.asString();
        }
        boolean bigint = value.isNumber() && "bigint".equals(Guest.typeName(value));
        return !bigint && (value.isBoolean() || value.isNumber()) ? guest.text(value) : null;
    }
}
