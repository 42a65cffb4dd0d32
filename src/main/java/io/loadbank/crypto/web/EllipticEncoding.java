package io.loadbank.crypto.web;

import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Elliptic keys as SubjectPublicKeyInfo and PKCS #8. The JDK's own PKCS #8 leaves out the public half, which others
 * want to see.
 */
final class EllipticEncoding {

    private EllipticEncoding() {}

    static CurvePoint spki(byte[] bytes, Curve curve) {
        SubjectPublicKeyInfo info;
        try {
            info = SubjectPublicKeyInfo.getInstance(bytes);
        } catch (RuntimeException e) {
            throw WebCryptoException.data("this is no SubjectPublicKeyInfo: " + e.getMessage());
        }
        check(info.getAlgorithm(), curve);
        return curve.point(info.getPublicKeyData().getBytes());
    }

    static KeyMaterial.EcPrivate pkcs8(byte[] bytes, Curve curve) {
        PrivateKeyInfo info;
        BigInteger secret;
        try {
            info = PrivateKeyInfo.getInstance(bytes);
            secret = ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
        } catch (RuntimeException | IOException e) {
            throw WebCryptoException.data("this is no PKCS #8: " + e.getMessage());
        }
        check(info.getPrivateKeyAlgorithm(), curve);
        return new KeyMaterial.EcPrivate(curve.publicPoint(secret), secret);
    }

    private static void check(AlgorithmIdentifier found, Curve curve) {
        if (!found.equals(algorithm(curve))) {
            throw WebCryptoException.data("this is no key of " + curve.label());
        }
    }

    private static AlgorithmIdentifier algorithm(Curve curve) {
        return new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve.identifier());
    }

    static byte[] spki(CurvePoint point) {
        try {
            return new SubjectPublicKeyInfo(algorithm(point.curve()), point.bytes()).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] pkcs8(KeyMaterial.EcPrivate key) {
        Curve curve = key.point().curve();
        ECPrivateKey inner = new ECPrivateKey(
                curve.coordinateBytes() * 8,
                key.secret(),
                new DERBitString(key.point().bytes()),
                null);
        try {
            return new PrivateKeyInfo(algorithm(curve), inner).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
