package io.loadbank.crypto.web;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.KeyAgreement;

/** ECDH: bits that two parties have in common. */
final class Ecdh extends Elliptic {

    Ecdh() {
        super(EnumSet.of(Usage.DERIVE_KEY, Usage.DERIVE_BITS), EnumSet.noneOf(Usage.class));
    }

    @Override
    public Set<Usage> operations() {
        return EnumSet.of(Usage.DERIVE_KEY, Usage.DERIVE_BITS);
    }

    @Override
    public String name() {
        return "ECDH";
    }

    @Override
    String use() {
        return "enc";
    }

    @Override
    public byte[] derive(Parameters parameters, WebKey key, int bits, Stop stop) {
        key.require(WebKey.Type.PRIVATE);
        WebKey other = parameters.key("public");
        other.require(WebKey.Type.PUBLIC);
        if (!other.algorithm().name().equals(name())
                || !point(other).curve().equals(point(key).curve())) {
            throw WebCryptoException.invalidAccess("ECDH: the public key is not of the same algorithm and curve");
        }
        byte[] secret = agree(key, other);
        if (bits < 0) {
            return secret;
        }
        if (bits > secret.length * 8) {
            throw WebCryptoException.operation("ECDH: there are no more than " + secret.length * 8 + " bits");
        }
        byte[] part = Arrays.copyOf(secret, (bits + 7) / 8);
        if (bits % 8 != 0) {
            part[part.length - 1] &= (byte) (0xFF << (8 - bits % 8));
        }
        return part;
    }

    private static byte[] agree(WebKey key, WebKey other) {
        CurvePoint point = point(other);
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(point.curve().privateKey(((KeyMaterial.EcPrivate) key.material()).secret()));
            agreement.doPhase(point.curve().publicKey(point), true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            throw WebCryptoException.operation("ECDH failed: " + e.getMessage());
        }
    }
}
