package io.loadbank.crypto.web;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-CBC with PKCS #7 padding. */
final class AesCbc extends Aes {

    AesCbc() {
        super("CBC");
    }

    @Override
    public byte[] encrypt(Parameters parameters, WebKey key, byte[] data) {
        return run(Cipher.ENCRYPT_MODE, parameters, key, data);
    }

    @Override
    public byte[] decrypt(Parameters parameters, WebKey key, byte[] data) {
        if (data.length == 0 || data.length % 16 != 0) {
            throw WebCryptoException.operation("AES-CBC: the data is no multiple of 16 bytes");
        }
        return run(Cipher.DECRYPT_MODE, parameters, key, data);
    }

    private byte[] run(int mode, Parameters parameters, WebKey key, byte[] data) {
        byte[] iv = parameters.bytes("iv");
        if (iv.length != 16) {
            throw WebCryptoException.operation("AES-CBC: iv must have 16 bytes, not " + iv.length);
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(mode, new SecretKeySpec(key.secret(), "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
    }
}
