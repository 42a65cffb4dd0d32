package io.loadbank.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A hash function under the name k6 has for it. */
public enum HashAlgorithm {
    MD4("md4", 64),
    MD5("md5", 64),
    SHA1("sha1", 64),
    SHA256("sha256", 64),
    SHA384("sha384", 128),
    SHA512("sha512", 128),
    SHA512_224("sha512_224", 128),
    SHA512_256("sha512_256", 128),
    RIPEMD160("ripemd160", 64);

    private static final Map<String, HashAlgorithm> BY_LABEL = byLabel();

    private final String label;
    private final int blockBytes;

    HashAlgorithm(String label, int blockBytes) {
        this.label = label;
        this.blockBytes = blockBytes;
    }

    private static Map<String, HashAlgorithm> byLabel() {
        Map<String, HashAlgorithm> map = new HashMap<>();
        for (HashAlgorithm algorithm : values()) {
            map.put(algorithm.label, algorithm);
        }
        return Map.copyOf(map);
    }

    /** The algorithm of a name, such as {@code sha512_256}; null if there is none. */
    public static @Nullable HashAlgorithm of(String label) {
        return BY_LABEL.get(label);
    }

    /** The name of k6. */
    public String label() {
        return label;
    }

    int blockBytes() {
        return blockBytes;
    }

    /** A fresh digest; it can be cloned. */
    public MessageDigest digest() {
        return switch (this) {
            case MD4 -> new org.bouncycastle.jcajce.provider.digest.MD4.Digest();
            case MD5 -> ofJdk("MD5");
            case SHA1 -> ofJdk("SHA-1");
            case SHA256 -> ofJdk("SHA-256");
            case SHA384 -> ofJdk("SHA-384");
            case SHA512 -> ofJdk("SHA-512");
            case SHA512_224 -> ofJdk("SHA-512/224");
            case SHA512_256 -> ofJdk("SHA-512/256");
            case RIPEMD160 -> new org.bouncycastle.jcajce.provider.digest.RIPEMD160.Digest();
        };
    }

    private static MessageDigest ofJdk(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no " + name, e);
        }
    }
}
