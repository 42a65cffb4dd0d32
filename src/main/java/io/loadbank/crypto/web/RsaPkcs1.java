package io.loadbank.crypto.web;

import java.security.GeneralSecurityException;
import java.security.Signature;

/** RSASSA-PKCS1-v1_5. */
final class RsaPkcs1 extends RsaSignature {

    @Override
    public String name() {
        return "RSASSA-PKCS1-v1_5";
    }

    @Override
    String jwkName(Sha hash) {
        return "RS" + hash.bits();
    }

    @Override
    Signature signature(Parameters parameters, Sha hash) throws GeneralSecurityException {
        return Signature.getInstance(hash.joined() + "withRSA");
    }
}
