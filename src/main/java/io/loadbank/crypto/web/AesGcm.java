package io.loadbank.crypto.web;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** AES-GCM; the tag follows the text. The JDK's cipher where it can, which has no tags under 96 bits. */
final class AesGcm extends Aes {

    private static final Set<Integer> TAG_BITS = Set.of(32, 64, 96, 104, 112, 120, 128);
    private static final int SHORTEST_OF_JDK = 96;

    AesGcm() {
        super("GCM");
    }

    @Override
    public byte[] encrypt(Parameters parameters, WebKey key, byte[] data) {
        return run(true, parameters, key, data);
    }

    @Override
    public byte[] decrypt(Parameters parameters, WebKey key, byte[] data) {
        return run(false, parameters, key, data);
    }

    private byte[] run(boolean encrypt, Parameters parameters, WebKey key, byte[] data) {
        byte[] iv = parameters.bytes("iv");
        byte[] extra = parameters.optionalBytes("additionalData");
        int tagBits = parameters.has("tagLength") ? parameters.integer("tagLength") : 128;
        if (!TAG_BITS.contains(tagBits)) {
            throw WebCryptoException.operation("AES-GCM: tagLength must be one of 32, 64, 96, 104, 112, 120, 128");
        }
        if (iv.length == 0) {
            throw WebCryptoException.operation("AES-GCM: iv must not be empty");
        }
        if (!encrypt && data.length < tagBits / 8) {
            throw WebCryptoException.operation("AES-GCM: the data is shorter than its tag");
        }
        byte[] additional = extra == null ? new byte[0] : extra;
        return tagBits < SHORTEST_OF_JDK
                ? withShortTag(
                        encrypt, new AEADParameters(new KeyParameter(key.secret()), tagBits, iv, additional), data)
                : ofJdk(encrypt, key, new GCMParameterSpec(tagBits, iv), additional, data);
    }

    private byte[] ofJdk(boolean encrypt, WebKey key, GCMParameterSpec spec, byte[] additional, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE, new SecretKeySpec(key.secret(), "AES"), spec);
            cipher.updateAAD(additional);
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
    }

    private static byte[] withShortTag(boolean encrypt, AEADParameters parameters, byte[] data) {
        GCMModeCipher cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
        cipher.init(encrypt, parameters);
        byte[] out = new byte[cipher.getOutputSize(data.length)];
        try {
            int length = cipher.processBytes(data, 0, data.length, out, 0);
            length += cipher.doFinal(out, length);
            return Arrays.copyOf(out, length);
        } catch (InvalidCipherTextException e) {
            throw WebCryptoException.operation("AES-GCM failed: " + e.getMessage());
        }
    }
}
