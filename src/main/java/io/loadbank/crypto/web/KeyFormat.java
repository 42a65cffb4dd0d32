package io.loadbank.crypto.web;

/** How a key is written down. */
public enum KeyFormat {
    RAW("raw"),
    SPKI("spki"),
    PKCS8("pkcs8"),
    JWK("jwk");

    private final String label;

    KeyFormat(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** The format of a name; an unknown one is a TypeError. */
    public static KeyFormat of(String label) {
        for (KeyFormat format : values()) {
            if (format.label.equals(label)) {
                return format;
            }
        }
        throw WebCryptoException.type("'" + label + "' is no key format; there are raw, spki, pkcs8 and jwk");
    }
}
