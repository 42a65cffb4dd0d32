package io.loadbank.crypto.web;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** RSA-PSS. */
final class RsaPss extends RsaSignature {

    @Override
    public String name() {
        return "RSA-PSS";
    }

    @Override
    String jwkName(Sha hash) {
        return "PS" + hash.bits();
    }

    @Override
    Signature signature(Parameters parameters, Sha hash) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec(
                hash.label(),
                "MGF1",
                new MGF1ParameterSpec(hash.label()),
                parameters.integer("saltLength"),
                PSSParameterSpec.TRAILER_FIELD_BC));
        return signature;
    }
}
