package io.loadbank.crypto.web;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * A key and what may be done with it. Immutable.
 *
 * @param type whether it is a secret key or one half of a pair
 * @param extractable whether it may be exported
 * @param algorithm the algorithm it belongs to and what was settled with it, such as its hash
 * @param usages what it may be used for
 * @param material the key itself
 */
public record WebKey(Type type, boolean extractable, Description algorithm, Set<Usage> usages, KeyMaterial material) {

    public WebKey {
        usages = usages.isEmpty() ? Set.of() : java.util.Collections.unmodifiableSet(EnumSet.copyOf(usages));
    }

    /** Which kind of key it is. */
    public enum Type {
        SECRET("secret"),
        PRIVATE("private"),
        PUBLIC("public");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        /** Its name in scripts. */
        public String label() {
            return label;
        }
    }

    /**
     * What a key's {@code algorithm} shows.
     *
     * @param name the algorithm's name
     * @param details the other members by name: numbers, texts, bytes
     */
    public record Description(String name, Map<String, Object> details) {
        public Description {
            details = Map.copyOf(details);
        }
    }

    /** The hash the key was made for. */
    Sha hash() {
        return Sha.of(
                (String) java.util.Objects.requireNonNull(algorithm.details().get("hash"), "no hash"));
    }

    /** The key's bytes; for secret keys only. */
    byte[] secret() {
        if (material instanceof KeyMaterial.Secret(byte[] bytes)) {
            return bytes;
        }
        throw WebCryptoException.invalidAccess("the key is not a secret key");
    }

    void require(Type wanted) {
        if (type != wanted) {
            throw WebCryptoException.invalidAccess(
                    "this takes a " + wanted.label() + " key, not a " + type.label() + " one");
        }
    }
}
