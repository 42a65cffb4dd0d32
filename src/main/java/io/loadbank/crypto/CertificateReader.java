package io.loadbank.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Reads the first certificate of a PEM text. */
public final class CertificateReader {

    private static final String TYPE = "CERTIFICATE";

    private CertificateReader() {}

    public static Certificate read(String pem) throws CertificateException {
        byte[] der = der(pem);
        X509Certificate certificate;
        try {
            certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return describe(certificate);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new CertificateException("failed to parse certificate: " + e.getMessage());
        }
    }

    private static byte[] der(String pem) throws CertificateException {
        PemObject block;
        try (PemReader reader = new PemReader(new StringReader(pem))) {
            block = reader.readPemObject();
        } catch (IOException | RuntimeException _) {
            block = null;
        }
        if (block == null) {
            throw new CertificateException("failed to decode certificate PEM file");
        }
        if (!block.getType().equals(TYPE)) {
            throw new CertificateException(
                    "failed to parse certificate: the PEM block is a " + block.getType() + ", not a " + TYPE);
        }
        return block.getContent();
    }

    private static Certificate describe(X509Certificate certificate) throws GeneralSecurityException, IOException {
        return new Certificate(
                name(certificate.getSubjectX500Principal().getEncoded()),
                name(certificate.getIssuerX500Principal().getEncoded()),
                time(certificate.getNotBefore().toInstant()),
                time(certificate.getNotAfter().toInstant()),
                AlternativeNames.of(certificate),
                SignatureNames.of(certificate),
                fingerPrint(certificate.getEncoded()),
                keyAlgorithm(certificate.getPublicKey()),
                numbers(certificate.getPublicKey()));
    }

    private static Certificate.Name name(byte[] der) {
        List<Certificate.Attribute> attributes = new ArrayList<>();
        for (var set : X500Name.getInstance(der).getRDNs()) {
            for (var pair : set.getTypesAndValues()) {
                attributes.add(new Certificate.Attribute(
                        pair.getType().getId(),
                        Objects.requireNonNullElse(
                                pair.getValue().toASN1Primitive() instanceof org.bouncycastle.asn1.ASN1String text
                                        ? text.getString()
                                        : null,
                                pair.getValue().toString())));
            }
        }
        List<String> common = all(attributes, "2.5.4.3");
        return new Certificate.Name(
                common.isEmpty() ? "" : common.getLast(),
                first(attributes, "2.5.4.6"),
                first(attributes, "2.5.4.17"),
                first(attributes, "2.5.4.8"),
                first(attributes, "2.5.4.7"),
                first(attributes, "2.5.4.9"),
                first(attributes, "2.5.4.10"),
                all(attributes, "2.5.4.11"),
                attributes);
    }

    private static List<String> all(List<Certificate.Attribute> attributes, String type) {
        return attributes.stream()
                .filter(attribute -> attribute.type().equals(type))
                .map(Certificate.Attribute::value)
                .toList();
    }

    private static String first(List<Certificate.Attribute> attributes, String type) {
        List<String> values = all(attributes, type);
        return values.isEmpty() ? "" : values.getFirst();
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static List<Integer> fingerPrint(byte[] der) {
        MessageDigest sha1 = HashAlgorithm.SHA1.digest();
        List<Integer> bytes = new ArrayList<>();
        for (byte b : sha1.digest(der)) {
            bytes.add(b & 0xFF);
        }
        return bytes;
    }

    private static String keyAlgorithm(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "ECDSA";
            case "EdDSA" -> "Ed25519";
            case String other -> other;
        };
    }

    private static Map<String, Object> numbers(PublicKey key) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        switch (key) {
            case RSAPublicKey rsa -> {
                numbers.put("e", rsa.getPublicExponent().longValue());
                numbers.put("n", rsa.getModulus().toString());
            }
            case DSAPublicKey dsa -> {
                numbers.put(
                        "parameters",
                        Map.of(
                                "p", dsa.getParams().getP().toString(),
                                "q", dsa.getParams().getQ().toString(),
                                "g", dsa.getParams().getG().toString()));
                numbers.put("y", dsa.getY().toString());
            }
            case ECPublicKey ec -> {
                numbers.put("curve", "P-" + ec.getParams().getCurve().getField().getFieldSize());
                numbers.put("x", ec.getW().getAffineX().toString());
                numbers.put("y", ec.getW().getAffineY().toString());
            }
            default -> {}
        }
        return numbers;
    }
}
