package io.loadbank.crypto.web;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.spec.MGF1ParameterSpec;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** RSA-OAEP. */
final class RsaOaep extends Rsa {

    RsaOaep() {
        super(EnumSet.of(Usage.DECRYPT, Usage.UNWRAP_KEY), EnumSet.of(Usage.ENCRYPT, Usage.WRAP_KEY));
    }

    @Override
    public Set<Usage> operations() {
        return EnumSet.of(Usage.ENCRYPT, Usage.DECRYPT);
    }

    @Override
    public String name() {
        return "RSA-OAEP";
    }

    @Override
    String use() {
        return "enc";
    }

    @Override
    String jwkName(Sha hash) {
        return hash == Sha.SHA_1 ? "RSA-OAEP" : "RSA-OAEP-" + hash.bits();
    }

    @Override
    public byte[] encrypt(Parameters parameters, WebKey key, byte[] data) {
        return run(Cipher.ENCRYPT_MODE, publicKey(key), parameters, key.hash(), data);
    }

    @Override
    public byte[] decrypt(Parameters parameters, WebKey key, byte[] data) {
        return run(Cipher.DECRYPT_MODE, privateKey(key), parameters, key.hash(), data);
    }

    private static byte[] run(int mode, Key key, Parameters parameters, Sha hash, byte[] data) {
        byte[] label = parameters.optionalBytes("label");
        OAEPParameterSpec spec = new OAEPParameterSpec(
                hash.label(),
                "MGF1",
                new MGF1ParameterSpec(hash.label()),
                label == null ? PSource.PSpecified.DEFAULT : new PSource.PSpecified(label));
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(mode, key, spec);
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw WebCryptoException.operation("RSA-OAEP failed: " + e.getMessage());
        }
    }
}
