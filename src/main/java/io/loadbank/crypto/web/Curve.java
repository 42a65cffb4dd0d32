package io.loadbank.crypto.web;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/** An elliptic curve of the Web Cryptography API. */
enum Curve {
    P_256("P-256", "secp256r1", 32),
    P_384("P-384", "secp384r1", 48),
    P_521("P-521", "secp521r1", 66);

    private final String label;
    private final String standard;
    private final int coordinateBytes;

    /** @param coordinateBytes how long a coordinate is when it is written down */
    Curve(String label, String standard, int coordinateBytes) {
        this.label = label;
        this.standard = standard;
        this.coordinateBytes = coordinateBytes;
    }

    static Curve of(String label) {
        for (Curve curve : values()) {
            if (curve.label.equals(label)) {
                return curve;
            }
        }
        throw WebCryptoException.notSupported("unsupported curve: " + label);
    }

    String label() {
        return label;
    }

    int coordinateBytes() {
        return coordinateBytes;
    }

    ECGenParameterSpec generation() {
        return new ECGenParameterSpec(standard);
    }

    ASN1ObjectIdentifier identifier() {
        return switch (this) {
            case P_256 -> SECObjectIdentifiers.secp256r1;
            case P_384 -> SECObjectIdentifiers.secp384r1;
            case P_521 -> SECObjectIdentifiers.secp521r1;
        };
    }

    private ECParameterSpec spec() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(generation());
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no curve " + label, e);
        }
    }

    /** A point that must lie on this curve. */
    CurvePoint point(BigInteger x, BigInteger y) {
        ECParameterSpec spec = spec();
        BigInteger p = ((ECFieldFp) spec.getCurve().getField()).getP();
        BigInteger right = x.pow(3)
                .add(spec.getCurve().getA().multiply(x))
                .add(spec.getCurve().getB())
                .mod(p);
        if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0 || !y.pow(2).mod(p).equals(right)) {
            throw WebCryptoException.data("the point is not on " + label);
        }
        return new CurvePoint(this, x, y);
    }

    /** A point written as 04 || x || y. */
    CurvePoint point(byte[] bytes) {
        if (bytes.length != 1 + 2 * coordinateBytes || bytes[0] != 4) {
            throw WebCryptoException.data("this is no uncompressed point on " + label);
        }
        return point(
                new BigInteger(1, bytes, 1, coordinateBytes),
                new BigInteger(1, bytes, 1 + coordinateBytes, coordinateBytes));
    }

    /** The public half of a secret number. */
    CurvePoint publicPoint(BigInteger secret) {
        if (secret.signum() <= 0 || secret.compareTo(spec().getOrder()) >= 0) {
            throw WebCryptoException.data("the private key is not one of " + label);
        }
        var point =
                CustomNamedCurves.getByName(standard).getG().multiply(secret).normalize();
        return new CurvePoint(
                this,
                point.getAffineXCoord().toBigInteger(),
                point.getAffineYCoord().toBigInteger());
    }

    PublicKey publicKey(CurvePoint point) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(new ECPoint(point.x(), point.y()), spec()));
    }

    PrivateKey privateKey(BigInteger secret) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(secret, spec()));
    }
}
