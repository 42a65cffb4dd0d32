package io.loadbank.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A hash or a keyed hash (HMAC, RFC 2104) that takes its input piece by piece. Not thread-safe. */
public final class RunningHash {

    private final MessageDigest inner;
    private final @Nullable MessageDigest outer;

    private RunningHash(MessageDigest inner, @Nullable MessageDigest outer) {
        this.inner = inner;
        this.outer = outer;
    }

    public static RunningHash plain(HashAlgorithm algorithm) {
        return new RunningHash(algorithm.digest(), null);
    }

    /** An HMAC, built from the digests themselves: those of the JDK refuse an empty key and have no MD4. */
    public static RunningHash keyed(HashAlgorithm algorithm, byte[] key) {
        MessageDigest inner = algorithm.digest();
        byte[] block =
                Arrays.copyOf(key.length > algorithm.blockBytes() ? inner.digest(key) : key, algorithm.blockBytes());
        MessageDigest outer = algorithm.digest();
        inner.update(padded(block, 0x36));
        outer.update(padded(block, 0x5c));
        return new RunningHash(inner, outer);
    }

    private static byte[] padded(byte[] block, int pad) {
        byte[] bytes = new byte[block.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (block[i] ^ pad);
        }
        return bytes;
    }

    public void update(byte[] input) {
        inner.update(input);
    }

    /** The hash of all input so far. More input may follow. */
    public byte[] digest() {
        byte[] hash = copy(inner).digest();
        return outer == null ? hash : copy(outer).digest(hash);
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(digest.getAlgorithm() + " cannot be cloned", e);
        }
    }
}
