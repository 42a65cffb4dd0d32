package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadbank.testkit.LoopbackTarget;
import io.loadbank.testkit.TestCertificate;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientCertificateTest {

    private final TestCertificate server = TestCertificate.local();
    private final TestCertificate ec = TestCertificate.make("dns:client", "EC", "-1d", 30);
    private final TestCertificate rsa = TestCertificate.make("dns:client", "RSA", "-1d", 30);

    @ParameterizedTest
    @CsvSource({
        "EC,  '',                 true",
        "RSA, '',                 true",
        "EC,  127.0.0.1,          true",
        "EC,  *,                  true",
        "EC,  other.test,         false",
    })
    void a_server_that_asks_gets_the_certificate_for_its_domain(String kind, String domain, boolean shown) {
        TestCertificate mine = kind.equals("EC") ? ec : rsa;
        List<String> domains = domain.isEmpty() ? List.of() : List.of(domain);
        ClientCertificate certificate = ClientCertificate.fromPem(mine.certificatePem(), mine.keyPem(), null, domains);

        assertThat(send(List.of(certificate)) == null).isEqualTo(shown);
    }

    @Test
    void without_a_certificate_the_server_refuses() {
        assertThat(send(List.of())).isNotNull();
    }

    private @Nullable TransportError send(List<ClientCertificate> certificates) {
        SSLContext context = server.server(ec, rsa);
        TlsSettings settings = TlsSettings.DEFAULT
                .withAuthorities(List.of(server.certificate()))
                .withCertificates(certificates);
        try (LoopbackTarget target = LoopbackTarget.startDemandingCertificates(context);
                HttpTransport transport = new HttpTransport(1);
                HttpClient client =
                        transport.newClient(ConnectionPolicy.defaults().withTls(TlsClient.of(settings)))) {
            return client.send(Request.of("GET", TestClient.url(target.url() + "/get")))
                    .last()
                    .error();
        }
    }

    @Test
    void bare_keys_are_wrapped() throws Exception {
        assertThat(read(pem("RSA PRIVATE KEY", "", inner(rsa.key().getEncoded())), null))
                .isEqualTo(rsa.key());
    }

    /** A throw-away key as {@code openssl ecparam -genkey} writes it. */
    @Test
    void a_bare_ec_key_brings_its_curve() {
        ECPrivateKey key = (ECPrivateKey) read("""
                -----BEGIN EC PRIVATE KEY-----
                MHcCAQEEIHtrLGBXF7LNWYgdRIciefmKqHEx3Y4pDQj8PYF9XjWQoAoGCCqGSM49
                AwEHoUQDQgAE66hoqK7CtraCQIzNYJgeACX3wvkOD4JFAvDqMHhiT4Mvl/mxN50q
                FBXd+S4Nv61/eYIm33yn27j9a2NY3zEFyQ==
                -----END EC PRIVATE KEY-----
                """, null);

        assertThat(key.getS().toString(16)).startsWith("7b6b2c605717b2cd");
        assertThat(key.getParams().getOrder().bitLength()).isEqualTo(256);
    }

    @ParameterizedTest
    @CsvSource({"AES-128-CBC, 16, AES", "AES-256-CBC, 32, AES", "DES-EDE3-CBC, 24, DESede"})
    void the_old_encryption_is_undone(String name, int keyLength, String algorithm) throws Exception {
        byte[] iv = new byte[algorithm.equals("AES") ? 16 : 8];
        Arrays.fill(iv, (byte) 7);
        Cipher cipher = Cipher.getInstance(algorithm + "/CBC/PKCS5Padding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(derived("secret", iv, keyLength), algorithm),
                new IvParameterSpec(iv));
        byte[] encrypted = cipher.doFinal(inner(rsa.key().getEncoded()));
        String headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: " + name + ","
                + HexFormat.of().withUpperCase().formatHex(iv) + "\n\n";
        String pem = pem("RSA PRIVATE KEY", headers, encrypted);

        assertThat(read(pem, "secret")).isEqualTo(rsa.key());
        assertThatThrownBy(() -> read(pem, "wrong")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "nothing here,                                'unreadable client certificate: no private key'",
        "'-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----', "
                + "'unreadable client certificate: encrypted PKCS#8 keys are not supported'",
    })
    void what_is_no_key_is_refused(String pem, String text) {
        assertThatThrownBy(() -> read(pem, null)).hasMessage(text);
    }

    private java.security.PrivateKey read(String pem, @Nullable String password) {
        return ClientCertificate.fromPem(rsa.certificatePem(), pem, password, List.of())
                .key();
    }

    /** The PKCS#1 key inside an RSA key's PKCS#8: after 26 bytes of wrapping, lengths being two bytes long. */
    private static byte[] inner(byte[] pkcs8) {
        return Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
    }

    private static byte[] derived(String password, byte[] iv, int length) throws Exception {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] both = new byte[password.length() + 8];
        System.arraycopy(password.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, both, 0, password.length());
        System.arraycopy(iv, 0, both, password.length(), 8);
        byte[] first = md5.digest(both);
        md5.update(first);
        byte[] second = md5.digest(both);
        byte[] all = Arrays.copyOf(first, 32);
        System.arraycopy(second, 0, all, 16, 16);
        return Arrays.copyOf(all, length);
    }

    private static String pem(String type, String headers, byte[] content) {
        return "-----BEGIN " + type + "-----\n" + headers
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + type + "-----\n";
    }
}
