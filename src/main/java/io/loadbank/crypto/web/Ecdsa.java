package io.loadbank.crypto.web;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.EnumSet;
import java.util.Set;

/** ECDSA; a signature is r and s, each as long as a coordinate. */
final class Ecdsa extends Elliptic {

    Ecdsa() {
        super(EnumSet.of(Usage.SIGN), EnumSet.of(Usage.VERIFY));
    }

    @Override
    public Set<Usage> operations() {
        return EnumSet.of(Usage.SIGN, Usage.VERIFY);
    }

    @Override
    public String name() {
        return "ECDSA";
    }

    @Override
    String use() {
        return "sig";
    }

    @Override
    public byte[] sign(Parameters parameters, WebKey key, byte[] data) {
        key.require(WebKey.Type.PRIVATE);
        try {
            Signature signature = signature(parameters);
            signature.initSign(point(key).curve().privateKey(((KeyMaterial.EcPrivate) key.material()).secret()));
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw WebCryptoException.operation("ECDSA failed: " + e.getMessage());
        }
    }

    @Override
    public boolean verify(Parameters parameters, WebKey key, byte[] signature, byte[] data) {
        key.require(WebKey.Type.PUBLIC);
        CurvePoint point = point(key);
        try {
            Signature verifier = signature(parameters);
            verifier.initVerify(point.curve().publicKey(point));
            verifier.update(data);
            return signature.length == 2 * point.curve().coordinateBytes() && verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static Signature signature(Parameters parameters) throws GeneralSecurityException {
        return Signature.getInstance(parameters.hash().joined() + "withECDSAinP1363Format");
    }
}
