package io.loadbank.crypto.web;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;

/**
 * PBKDF2 (RFC 8018, 5.2). The JDK's own takes its password as characters, not as bytes, and cannot be called off.
 */
final class Pbkdf2 implements WebAlgorithm {

    private static final Set<Usage> USAGES = EnumSet.of(Usage.DERIVE_KEY, Usage.DERIVE_BITS);
    private static final int CHECK_EVERY = 4_096;

    @Override
    public Set<Usage> operations() {
        return USAGES;
    }

    @Override
    public String name() {
        return "PBKDF2";
    }

    @Override
    public WebKey load(KeyFormat format, KeyData data, KeyRequest request) {
        if (format != KeyFormat.RAW) {
            throw unsupported(format);
        }
        request.allow(USAGES);
        if (request.extractable()) {
            throw WebCryptoException.syntax("a key for PBKDF2 cannot be extractable");
        }
        request.requireUsage();
        return new WebKey(
                WebKey.Type.SECRET,
                false,
                new WebKey.Description("PBKDF2", Map.of()),
                request.usages(),
                new KeyMaterial.Secret(((KeyData.Encoded) data).bytes().clone()));
    }

    @Override
    public byte[] derive(Parameters parameters, WebKey key, int bits, Stop stop) {
        Sha hash = parameters.hash();
        byte[] salt = parameters.bytes("salt");
        int iterations = parameters.integer("iterations");
        if (bits <= 0 || bits % 8 != 0) {
            throw WebCryptoException.operation("PBKDF2: length must be a multiple of 8 bits");
        }
        if (iterations == 0) {
            throw WebCryptoException.operation("PBKDF2: iterations must not be 0");
        }
        Mac mac = Hmac.mac(hash, key.secret());
        byte[] out = new byte[bits / 8];
        int blockLength = mac.getMacLength();
        for (int at = 0, block = 1; at < out.length; at += blockLength, block++) {
            stop.check();
            try {
                byte[] bytes = block(mac, salt, block, iterations, stop);
                System.arraycopy(bytes, 0, out, at, Math.min(blockLength, out.length - at));
            } catch (GeneralSecurityException e) {
                throw WebCryptoException.operation("PBKDF2 failed: " + e.getMessage());
            }
        }
        return out;
    }

    /** The function F of the RFC. */
    private static byte[] block(Mac mac, byte[] salt, int number, int iterations, Stop stop)
            throws GeneralSecurityException {
        byte[] first = Arrays.copyOf(salt, salt.length + 4);
        for (int i = 0; i < 4; i++) {
            first[salt.length + i] = (byte) (number >>> (24 - 8 * i));
        }
        byte[] u = mac.doFinal(first);
        byte[] sum = u.clone();
        for (int i = 1; i < iterations; i++) {
            if (i % CHECK_EVERY == 0) {
                stop.check();
            }
            mac.update(u);
            mac.doFinal(u, 0);
            for (int k = 0; k < sum.length; k++) {
                sum[k] ^= u[k];
            }
        }
        return sum;
    }
}
