package io.loadbank.crypto;

import java.security.cert.X509Certificate;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;

/** What scripts know the signature algorithm of a certificate by. */
final class SignatureNames {

    static final String UNKNOWN = "UnknownSignatureAlgorithm";

    private static final Map<String, String> BY_OID = Map.ofEntries(
            Map.entry("1.2.840.113549.1.1.2", "MD2-RSA"),
            Map.entry("1.2.840.113549.1.1.4", "MD5-RSA"),
            Map.entry("1.2.840.113549.1.1.5", "SHA1-RSA"),
            Map.entry("1.2.840.113549.1.1.11", "SHA256-RSA"),
            Map.entry("1.2.840.113549.1.1.12", "SHA384-RSA"),
            Map.entry("1.2.840.113549.1.1.13", "SHA512-RSA"),
            Map.entry("1.2.840.10040.4.3", "DSA-SHA1"),
            Map.entry("2.16.840.1.101.3.4.3.2", "DSA-SHA256"),
            Map.entry("1.2.840.10045.4.1", "ECDSA-SHA1"),
            Map.entry("1.2.840.10045.4.3.2", "ECDSA-SHA256"),
            Map.entry("1.2.840.10045.4.3.3", "ECDSA-SHA384"),
            Map.entry("1.2.840.10045.4.3.4", "ECDSA-SHA512"),
            Map.entry("1.3.101.112", "Ed25519"));

    private SignatureNames() {}

    static String of(X509Certificate certificate) {
        String oid = certificate.getSigAlgOID();
        if (oid.equals(PKCSObjectIdentifiers.id_RSASSA_PSS.getId())) {
            return pss(certificate.getSigAlgParams());
        }
        return BY_OID.getOrDefault(oid, UNKNOWN);
    }

    private static String pss(byte[] parameters) {
        if (parameters == null) {
            return UNKNOWN;
        }
        ASN1ObjectIdentifier hash =
                RSASSAPSSparams.getInstance(parameters).getHashAlgorithm().getAlgorithm();
        if (hash.equals(NISTObjectIdentifiers.id_sha256)) {
            return "SHA256-RSAPSS";
        }
        if (hash.equals(NISTObjectIdentifiers.id_sha384)) {
            return "SHA384-RSAPSS";
        }
        return hash.equals(NISTObjectIdentifiers.id_sha512) ? "SHA512-RSAPSS" : UNKNOWN;
    }
}
