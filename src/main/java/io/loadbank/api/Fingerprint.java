package io.loadbank.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A digest over parts; where one ends and the next begins counts. */
final class Fingerprint {
    private final MessageDigest digest;

    Fingerprint() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Fingerprint add(byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
        digest.update(part);
        return this;
    }

    Fingerprint add(String part) {
        return add(part.getBytes(UTF_8));
    }

    String text() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
