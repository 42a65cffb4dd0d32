package io.loadbank.crypto.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** A hash function of the Web Cryptography API. */
enum Sha {
    SHA_1("SHA-1", "SHA1", "1", 64),
    SHA_256("SHA-256", "SHA256", "256", 64),
    SHA_384("SHA-384", "SHA384", "384", 128),
    SHA_512("SHA-512", "SHA512", "512", 128);

    private final String label;
    private final String joined;
    private final String bits;
    private final int blockBytes;

    /**
     * @param label its name in the API, which is that of the JDK's digest
     * @param joined its name inside the JDK's names of signatures and HMACs
     * @param bits its part of a JWK algorithm name
     */
    Sha(String label, String joined, String bits, int blockBytes) {
        this.label = label;
        this.joined = joined;
        this.bits = bits;
        this.blockBytes = blockBytes;
    }

    static Sha of(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (Sha sha : values()) {
            if (sha.label.equals(upper)) {
                return sha;
            }
        }
        throw WebCryptoException.notSupported("unsupported hash algorithm: " + name);
    }

    String label() {
        return label;
    }

    String joined() {
        return joined;
    }

    String bits() {
        return bits;
    }

    int blockBytes() {
        return blockBytes;
    }

    byte[] digest(byte[] data) {
        try {
            return MessageDigest.getInstance(label).digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no " + label, e);
        }
    }
}
