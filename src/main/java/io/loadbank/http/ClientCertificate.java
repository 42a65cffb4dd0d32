package io.loadbank.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that the client shows when a server asks for one.
 *
 * @param chain leaf first, at least one
 * @param domains exact names or leading wildcards of the servers it is for; empty for all
 */
public record ClientCertificate(List<X509Certificate> chain, PrivateKey key, List<String> domains) {

    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    public ClientCertificate {
        chain = List.copyOf(chain);
        domains = List.copyOf(domains);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a client certificate has at least one certificate");
        }
    }

    /**
     * Reads PEM texts. The key may be PKCS#8, PKCS#1 RSA or SEC 1 EC; the latter two also encrypted in the old way.
     *
     * @param password of the key, or null
     * @throws IllegalArgumentException if either text holds nothing usable
     */
    public static ClientCertificate fromPem(
            String certificates, String key, @Nullable String password, List<String> domains) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> chain = new ArrayList<>();
            for (Pem.Block block : Pem.blocks(certificates)) {
                if (block.type().equals("CERTIFICATE")) {
                    chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content())));
                }
            }
            return new ClientCertificate(chain, key(key, password), domains);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("unreadable client certificate: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(String text, @Nullable String password) throws GeneralSecurityException {
        for (Pem.Block block : Pem.blocks(text)) {
            if (block.type().equals("ENCRYPTED PRIVATE KEY")) {
                throw new GeneralSecurityException("encrypted PKCS#8 keys are not supported");
            }
            if (block.type().endsWith("PRIVATE KEY")) {
                byte[] content =
                        block.isEncrypted() ? Pem.decrypt(block, password == null ? "" : password) : block.content();
                return switch (block.type()) {
                    case "RSA PRIVATE KEY" -> generate(pkcs8(RSA, content));
                    case "EC PRIVATE KEY" -> generate(pkcs8(ecAlgorithm(content), content));
                    default -> generate(content);
                };
            }
        }
        throw new GeneralSecurityException("no private key");
    }

    private static PrivateKey generate(byte[] pkcs8) throws GeneralSecurityException {
        InvalidKeySpecException last = new InvalidKeySpecException("unknown kind of key");
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException otherKind) {
                last = otherKind;
            }
        }
        throw last;
    }

    /** Wraps a bare key: SEQUENCE { INTEGER 0, algorithm, OCTET STRING key } (RFC 5208). */
    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(new byte[] {2, 1, 0});
        inner.writeBytes(algorithm);
        inner.writeBytes(tagged(4, key));
        return tagged(0x30, inner.toByteArray());
    }

    /** The curve stands in the key itself, in the context tag 0 after version and secret (RFC 5915). */
    private static byte[] ecAlgorithm(byte[] key) throws GeneralSecurityException {
        int secret = (key[1] & 0xff) > 0x80 ? 6 : 5;
        int at = key.length < 10 ? key.length : secret + 2 + key[secret + 1];
        if (at + 4 < key.length && (key[at] & 0xff) == 0xa0 && at + 2 + key[at + 1] <= key.length) {
            ByteArrayOutputStream algorithm = new ByteArrayOutputStream();
            algorithm.writeBytes(EC);
            algorithm.write(key, at + 2, key[at + 1]);
            return tagged(0x30, algorithm.toByteArray());
        }
        throw new GeneralSecurityException("EC key without a named curve");
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.length;
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
