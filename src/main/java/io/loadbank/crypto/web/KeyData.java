package io.loadbank.crypto.web;

import java.util.Map;

/** A key as it is written down. */
public sealed interface KeyData {

    /** Raw bytes, SubjectPublicKeyInfo or PKCS #8. */
    @SuppressWarnings("ArrayRecordComponent")
    record Encoded(byte[] bytes) implements KeyData {}

    /**
     * A JSON Web Key (RFC 7517): texts, {@code ext} a boolean, {@code key_ops} a list of texts.
     */
    record Jwk(Map<String, Object> members) implements KeyData {}
}
