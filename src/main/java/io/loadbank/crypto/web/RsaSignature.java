package io.loadbank.crypto.web;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.EnumSet;
import java.util.Set;

/** An RSA algorithm that signs. */
abstract class RsaSignature extends Rsa {

    RsaSignature() {
        super(EnumSet.of(Usage.SIGN), EnumSet.of(Usage.VERIFY));
    }

    /** The JDK's signature, its parameters set. */
    abstract Signature signature(Parameters parameters, Sha hash) throws GeneralSecurityException;

    @Override
    public Set<Usage> operations() {
        return EnumSet.of(Usage.SIGN, Usage.VERIFY);
    }

    @Override
    String use() {
        return "sig";
    }

    @Override
    public byte[] sign(Parameters parameters, WebKey key, byte[] data) {
        try {
            Signature signature = signature(parameters, key.hash());
            signature.initSign(privateKey(key));
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw WebCryptoException.operation(name() + " failed: " + e.getMessage());
        }
    }

    @Override
    public boolean verify(Parameters parameters, WebKey key, byte[] signature, byte[] data) {
        try {
            Signature verifier = signature(parameters, key.hash());
            verifier.initVerify(publicKey(key));
            verifier.update(data);
            return verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
