package io.loadbank.crypto.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm argument of a call, copied out of the script: its name and members, where texts are {@code String},
 * numbers {@code Double}, bytes {@code byte[]} and keys {@link WebKey}. Immutable.
 */
public final class Parameters {

    /** The members any algorithm may have. */
    public static final java.util.List<String> MEMBERS = java.util.List.of(
            "hash",
            "length",
            "namedCurve",
            "modulusLength",
            "publicExponent",
            "iv",
            "counter",
            "additionalData",
            "tagLength",
            "label",
            "saltLength",
            "salt",
            "iterations",
            "public");

    private final String name;
    private final Map<String, Object> members;

    public Parameters(String name, Map<String, Object> members) {
        this.name = name;
        this.members = Map.copyOf(members);
    }

    String name() {
        return name;
    }

    boolean has(String member) {
        return members.containsKey(member);
    }

    byte[] bytes(String member) {
        byte[] bytes = optionalBytes(member);
        if (bytes == null) {
            throw missing(member);
        }
        return bytes;
    }

    byte @Nullable [] optionalBytes(String member) {
        return switch (members.get(member)) {
            case null -> null;
            case byte[] bytes -> bytes;
            case Object _ -> throw WebCryptoException.type(name + ": " + member + " must be an ArrayBuffer or a view");
        };
    }

    /** A whole number from 0 to the largest of an unsigned long. */
    int integer(String member) {
        Object value = members.get(member);
        if (value == null) {
            throw missing(member);
        }
        if (value instanceof Double number && number >= 0 && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw WebCryptoException.type(name + ": " + member + " must be a whole number that is not negative");
    }

    String text(String member) {
        return switch (members.get(member)) {
            case null -> throw missing(member);
            case String text -> text;
            case Object _ -> throw WebCryptoException.type(name + ": " + member + " must be a string");
        };
    }

    Sha hash() {
        return Sha.of(text("hash"));
    }

    WebKey key(String member) {
        return switch (members.get(member)) {
            case null -> throw missing(member);
            case WebKey key -> key;
            case Object _ -> throw WebCryptoException.type(name + ": " + member + " must be a CryptoKey");
        };
    }

    private WebCryptoException missing(String member) {
        return WebCryptoException.type(name + ": " + member + " is missing");
    }
}
