package io.loadbank.crypto.web;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-CTR, where only the last bits of the counter block count. */
final class AesCtr extends Aes {

    private static final int BLOCK = 16;

    AesCtr() {
        super("CTR");
    }

    @Override
    public byte[] encrypt(Parameters parameters, WebKey key, byte[] data) {
        byte[] counter = parameters.bytes("counter");
        if (counter.length != BLOCK) {
            throw WebCryptoException.operation("AES-CTR: counter must have 16 bytes, not " + counter.length);
        }
        int bits = parameters.integer("length");
        if (bits < 1 || bits > 128) {
            throw WebCryptoException.operation("AES-CTR: length must be from 1 to 128, not " + bits);
        }
        BigInteger values = BigInteger.ONE.shiftLeft(bits);
        long blocks = (data.length + BLOCK - 1L) / BLOCK;
        if (values.compareTo(BigInteger.valueOf(blocks)) < 0) {
            throw WebCryptoException.operation("AES-CTR: the data is too long for a counter of " + bits + " bits");
        }
        // the JDK counts through all 128 bits: where the counter wraps, the rest starts anew at its zero
        BigInteger block = new BigInteger(1, counter);
        BigInteger fixed = block.shiftRight(bits).shiftLeft(bits);
        BigInteger untilWrap = values.subtract(block.subtract(fixed));
        if (untilWrap.compareTo(BigInteger.valueOf(blocks)) >= 0) {
            return run(key, counter, data);
        }
        int first = untilWrap.intValueExact() * BLOCK;
        byte[] out = Arrays.copyOf(run(key, counter, Arrays.copyOf(data, first)), data.length);
        byte[] rest = run(key, Jwk.unsigned(fixed, BLOCK), Arrays.copyOfRange(data, first, data.length));
        System.arraycopy(rest, 0, out, first, rest.length);
        return out;
    }

    @Override
    public byte[] decrypt(Parameters parameters, WebKey key, byte[] data) {
        return encrypt(parameters, key, data);
    }

    private byte[] run(WebKey key, byte[] counter, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.secret(), "AES"), new IvParameterSpec(counter));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
    }
}
