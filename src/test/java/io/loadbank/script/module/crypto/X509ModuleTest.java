package io.loadbank.script.module.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.ScriptLab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class X509ModuleTest {

    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static String value(String pem, String expression) {
        return String.join(
                "\n",
                ScriptCode.console(
                        LAB,
                        "import x509 from 'k6/crypto/x509';",
                        "const pem = `" + pem + "`; console.log(" + expression + ");"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c.subject.commonName|last.example",
                "c.subject.country|DE",
                "c.subject.postalCode|10115",
                "c.subject.streetAddress|Some Street 1",
                "c.subject.organizationalUnitName.join('+')|A+B",
                "c.subject.locality === undefined|true",
                "c.subject.names.length|9",
                "c.issuer.organizationName|Örg",
                "c.altNames.join()|a.example,m@example.org,2001:db8::1,10.0.0.1,https://example.org/x",
                "c.signatureAlgorithm|ECDSA-SHA256",
                "c.publicKey.algorithm|ECDSA",
                "c.publicKey.key.curve|P-256",
                "c.notAfter.endsWith('Z')|true",
            })
    void the_fields_of_an_elliptic_certificate_are(String expression, String expected) {
        assertThat(value(Certificates.ELLIPTIC, expression.replace("c.", "x509.parse(pem).")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c.signatureAlgorithm|SHA384-RSAPSS",
                "c.publicKey.algorithm|RSA",
                "c.publicKey.key.e|65537",
                "c.altNames.length|0",
                "c.subject.commonName|",
                "c.subject.organizationalUnitName.length|0",
            })
    void the_fields_of_a_bare_certificate_are(String expression, String expected) {
        assertThat(value(Certificates.PSS, expression.replace("c.", "x509.parse(pem).")))
                .isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nope",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n***\n-----END CERTIFICATE-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
            })
    void what_is_no_certificate_throws(String pem) {
        String threw = "((f) => { try { x509[f](pem); return 'fine'; } catch (e) { return e instanceof Error; } })";
        assertThat(value(pem, "['parse', 'getSubject', 'getIssuer', 'getAltNames'].map(" + threw + ").join()"))
                .isEqualTo("true,true,true,true");
    }
}
