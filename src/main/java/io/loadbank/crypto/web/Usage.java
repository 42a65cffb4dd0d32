package io.loadbank.crypto.web;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a key may be used for. */
public enum Usage {
    ENCRYPT("encrypt"),
    DECRYPT("decrypt"),
    SIGN("sign"),
    VERIFY("verify"),
    DERIVE_KEY("deriveKey"),
    DERIVE_BITS("deriveBits"),
    WRAP_KEY("wrapKey"),
    UNWRAP_KEY("unwrapKey");

    private final String label;

    Usage(String label) {
        this.label = label;
    }

    /** Its name in scripts. */
    public String label() {
        return label;
    }

    /** The usages of their names; an unknown one is a TypeError. */
    public static Set<Usage> of(List<String> labels) {
        Set<Usage> usages = EnumSet.noneOf(Usage.class);
        for (String label : labels) {
            usages.add(one(label));
        }
        return usages;
    }

    private static Usage one(String label) {
        for (Usage usage : values()) {
            if (usage.label.equals(label)) {
                return usage;
            }
        }
        throw WebCryptoException.type("'" + label + "' is no key usage");
    }
}
