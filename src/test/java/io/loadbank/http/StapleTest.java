package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.testkit.StaplingServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.awaitility.Awaitility;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.x509.CRLReason;
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

    private static byte[] response(CertStatus status) {
        return StaplingServer.response(status, NOW);
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
    void a_server_that_staples_is_read() {
        try (StaplingServer server = StaplingServer.start(response(new CertStatus()))) {
            TlsClient tls =
                    TlsClient.of(TlsSettings.DEFAULT.withAuthorities(List.of(server.certificate.certificate())));
            try (HttpTransport transport = new HttpTransport(1);
                    HttpClient client =
                            transport.newClient(ConnectionPolicy.defaults().withTls(tls))) {
                Request request =
                        Request.of("GET", TestClient.url(server.url() + "/")).withTimeout(Duration.ofSeconds(5));
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () -> assertThat(client.send(request).last().staple())
                                        .isEqualTo(new Staple("good", NOW, NOW + 1, NOW + 2, 0, "")));
            }
        }
    }
}
