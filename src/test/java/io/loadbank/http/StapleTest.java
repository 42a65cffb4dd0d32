package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.loadbank.testkit.StaplingServer;
import io.loadbank.testkit.TestCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.awaitility.Awaitility;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class StapleTest {

    private static final long NOW = 1_700_000_000;

    private static ASN1GeneralizedTime time(long seconds) {
        return new ASN1GeneralizedTime(Date.from(Instant.ofEpochSecond(seconds)));
    }

    private static byte[] response(CertStatus status) throws IOException {
        AlgorithmIdentifier sha1 = new AlgorithmIdentifier(X509ObjectIdentifiers.id_SHA1, DERNull.INSTANCE);
        CertID id = new CertID(
                sha1,
                new DEROctetString(new byte[20]),
                new DEROctetString(new byte[20]),
                new org.bouncycastle.asn1.ASN1Integer(BigInteger.ONE));
        ASN1EncodableVector singles = new ASN1EncodableVector();
        singles.add(new SingleResponse(
                id, status, time(NOW + 1), time(NOW + 2), (org.bouncycastle.asn1.x509.Extensions) null));
        ResponseData data = new ResponseData(
                new ResponderID(new X500Name("CN=test")),
                time(NOW),
                new DERSequence(singles),
                (org.bouncycastle.asn1.x509.Extensions) null);
        BasicOCSPResponse basic = new BasicOCSPResponse(data, sha1, new DERBitString(new byte[16]), null);
        ResponseBytes bytes =
                new ResponseBytes(OCSPObjectIdentifiers.id_pkix_ocsp_basic, new DEROctetString(basic.getEncoded()));
        return new OCSPResponse(new OCSPResponseStatus(0), bytes).getEncoded();
    }

    @Test
    void a_good_certificate_is_good() throws IOException {
        assertThat(Staple.read(response(new CertStatus()))).isEqualTo(new Staple("good", NOW, NOW + 1, NOW + 2, 0, ""));
    }

    @ParameterizedTest
    @CsvSource({"0, unspecified", "1, key_compromise", "6, certificate_hold", "8, remove_from_crl", "10, aa_compromise"
    })
    void a_revoked_certificate_has_its_time_and_reason(int code, String reason) throws IOException {
        CertStatus status = new CertStatus(new RevokedInfo(time(NOW - 5), CRLReason.lookup(code)));

        assertThat(Staple.read(response(status)))
                .isEqualTo(new Staple("revoked", NOW, NOW + 1, NOW + 2, NOW - 5, reason));
    }

    @Test
    void an_unknown_certificate_is_unknown() throws IOException {
        assertThat(Staple.read(response(new CertStatus(2, DERNull.INSTANCE))).status())
                .isEqualTo("unknown");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6})
    void an_authority_that_cannot_say_has_failed(int status) throws IOException {
        byte[] der = new OCSPResponse(new OCSPResponseStatus(status), null).getEncoded();

        assertThat(Staple.read(der).status()).isEqualTo("server_failed");
    }

    @Test
    void whatever_is_cut_or_changed_is_read_without_a_fault() throws IOException {
        byte[] der = response(new CertStatus());
        for (int i = 0; i < der.length; i++) {
            byte[] changed = der.clone();
            changed[i] ^= 0x55;
            assertThat(Staple.read(changed)).isNotNull();
            assertThat(Staple.read(Arrays.copyOf(der, i))).isEqualTo(Staple.UNKNOWN);
        }
    }

    @Test
    void a_server_that_staples_is_read() throws Exception {
        assumeThat(StaplingServer.isThere()).isTrue();
        TestCertificate certificate = TestCertificate.local();
        TlsClient tls = TlsClient.of(TlsSettings.DEFAULT.withAuthorities(List.of(certificate.certificate())));
        try (StaplingServer server = StaplingServer.start(certificate, response(new CertStatus()));
                HttpTransport transport = new HttpTransport(1);
                HttpClient client =
                        transport.newClient(ConnectionPolicy.defaults().withTls(tls))) {
            Request request =
                    Request.of("GET", TestClient.url(server.url() + "/")).withTimeout(Duration.ofSeconds(5));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(client.send(request).last().staple())
                            .isEqualTo(new Staple("good", NOW, NOW + 1, NOW + 2, 0, "")));
        }
    }
}
