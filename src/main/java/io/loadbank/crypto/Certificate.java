package io.loadbank.crypto;

import java.util.List;
import java.util.Map;

/**
 * What an X.509 certificate says.
 *
 * @param notBefore start of its validity, RFC 3339
 * @param notAfter end of its validity, RFC 3339
 * @param altNames names of hosts, then mail addresses, IP addresses, URIs
 * @param signatureAlgorithm such as {@code SHA256-RSA}
 * @param fingerPrint SHA-1 of the DER form, each byte a number from 0 to 255
 * @param publicKeyAlgorithm {@code RSA}, {@code DSA}, {@code ECDSA} or {@code Ed25519}
 * @param publicKey the key's numbers by name; large ones as decimal text
 */
public record Certificate(
        Name subject,
        Name issuer,
        String notBefore,
        String notAfter,
        List<String> altNames,
        String signatureAlgorithm,
        List<Integer> fingerPrint,
        String publicKeyAlgorithm,
        Map<String, Object> publicKey) {

    /** A distinguished name; what it does not have is empty. */
    public record Name(
            String commonName,
            String country,
            String postalCode,
            String stateOrProvinceName,
            String localityName,
            String streetAddress,
            String organizationName,
            List<String> organizationalUnitName,
            List<Attribute> names) {}

    /**
     * One attribute of a name.
     *
     * @param type its object identifier, such as {@code 2.5.4.3}
     */
    public record Attribute(String type, String value) {}
}
