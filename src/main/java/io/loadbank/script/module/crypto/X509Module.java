package io.loadbank.script.module.crypto;

import io.loadbank.crypto.Certificate;
import io.loadbank.crypto.CertificateException;
import io.loadbank.crypto.CertificateReader;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.JsModule;
import io.loadbank.script.module.Realm;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;

/** The module {@code k6/crypto/x509}: what is written in a certificate. */
public final class X509Module implements JsModule {

    @Override
    public String name() {
        return "k6/crypto/x509";
    }

    @Override
    public List<String> exports() {
        return List.of("getAltNames", "getIssuer", "getSubject", "parse");
    }

    @Override
    public Value open(Realm realm) {
        Guest guest = realm.guest();
        return guest.evaluate("crypto/x509.js")
                .execute(guest.function(arguments -> guest.tree(tree(read(guest, arguments[0])))));
    }

    private static Certificate read(Guest guest, Value pem) {
        byte[] bytes = Guest.bytes(pem);
        try {
            return CertificateReader.read(
                    bytes == null ? guest.text(pem) : new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (CertificateException e) {
            throw guest.raise("Error", e.reason());
        }
    }

    private static Map<String, Object> tree(Certificate certificate) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("subject", tree(certificate.subject()));
        tree.put("issuer", tree(certificate.issuer()));
        tree.put("notBefore", certificate.notBefore());
        tree.put("notAfter", certificate.notAfter());
        tree.put("altNames", certificate.altNames());
        tree.put("signatureAlgorithm", certificate.signatureAlgorithm());
        tree.put("fingerPrint", certificate.fingerPrint());
        tree.put("publicKey", Map.of("algorithm", certificate.publicKeyAlgorithm(), "key", certificate.publicKey()));
        return tree;
    }

    private static Map<String, Object> tree(Certificate.Name name) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("commonName", name.commonName());
        tree.put("country", name.country());
        tree.put("postalCode", name.postalCode());
        tree.put("stateOrProvinceName", name.stateOrProvinceName());
        tree.put("localityName", name.localityName());
        tree.put("streetAddress", name.streetAddress());
        tree.put("organizationName", name.organizationName());
        tree.put("organizationalUnitName", name.organizationalUnitName());
        tree.put(
                "names",
                name.names().stream()
                        .map(attribute -> Map.of("type", attribute.type(), "value", attribute.value()))
                        .toList());
        return tree;
    }
}
