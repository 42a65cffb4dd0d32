package io.loadbank.script.module.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.http.H2Target;
import io.loadbank.http.H3Target;
import io.loadbank.script.LoadedScript;
import io.loadbank.testkit.StaplingServer;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.x509.CRLReason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What scripts see of the protocol that was spoken, and of what the server's handshake brought. */
class ProtocolsTest {
    private static final String TRUSTING = "{ insecureSkipTLSVerify: true }";
    private static final HttpLab LAB = new HttpLab();
    private static final H2Target HTTP2 = H2Target.start();
    private static final H3Target HTTP3 = H3Target.start();

    @AfterAll
    static void close() {
        LAB.close();
        HTTP2.close();
        HTTP3.close();
    }

    @Test
    void http_2_is_seen_in_the_response_and_in_the_tags() {
        try (LoadedScript script = LAB.run(
                TRUSTING,
                "const a = http.get('" + HTTP2.url() + "/echo', { headers: { 'X-My': '1' } });"
                        + "const b = http.post('" + HTTP2.url() + "/echo', 'body');"
                        + "console.log(a.proto, a.status, a.status_text, a.tls_version, /x-my: 1/.test(a.body), a.remote_port > 0);"
                        + "console.log(b.proto, /body$/.test(b.body), b.timings.connecting, b.timings.tls_handshaking);"
                        + "console.log(http.batch([1, 2].map(() => '" + HTTP2.url()
                        + "/echo')).map((r) => r.proto).join());")) {
            assertThat(script.test.console())
                    .containsExactly("HTTP/2.0 200 200 OK tls1.3 true true", "HTTP/2.0 true 0 0", "HTTP/2.0,HTTP/2.0");
            assertThat(script.series("http_reqs"))
                    .allSatisfy(series -> assertThat(series.tags().get("proto")).isEqualTo("HTTP/2.0"));
        }
    }

    @Test
    void an_error_of_http_2_has_k6s_code() {
        assertThat(LAB.console(
                        TRUSTING,
                        "const r = http.get('" + HTTP2.url()
                                + "/reset/2'); console.log(r.status, r.error_code, r.error);"))
                .containsExactly("0 1633 http2: stream error with http2 ErrCode INTERNAL_ERROR");
    }

    @Test
    void http_3_is_spoken_where_a_request_asks_for_it() {
        try (LoadedScript script = LAB.run(
                TRUSTING,
                "const h3 = { httpVersion: 'HTTP/3' };"
                        + "const a = http.get('" + HTTP3.url() + "/echo', h3);"
                        + "const b = await http.asyncRequest('POST', '" + HTTP3.url() + "/echo', 'body', h3);"
                        + "const [c] = http.batch([{ method: 'GET', url: '" + HTTP3.url()
                        + "/status/302', params: h3 }]);"
                        + "console.log(a.proto, a.status, a.tls_version, a.timings.tls_handshaking > 0, a.timings.connecting < 50);"
                        + "console.log(b.proto, /body$/.test(b.body), b.timings.tls_handshaking);"
                        + "console.log(c.proto, c.status, c.url.endsWith('/echo'));"
                        + "const jar = http.cookieJar(); http.get('" + HTTP3.url() + "/cookies', h3);"
                        + "console.log(JSON.stringify(jar.cookiesForURL('" + HTTP3.url() + "/')));"
                        + "const e = http.get('" + HTTP3.url()
                        + "/reset/258', h3); console.log(e.error_code, e.error);")) {
            assertThat(script.test.console())
                    .containsExactly(
                            "HTTP/3.0 200 tls1.3 true true",
                            "HTTP/3.0 true 0",
                            "HTTP/3.0 200 true",
                            "{\"a\":[\"1\"],\"b\":[\"2\"]}",
                            "1630 http3: stream error H3_INTERNAL_ERROR");
            assertThat(script.series("http_reqs"))
                    .anySatisfy(series -> assertThat(series.tags().get("proto")).isEqualTo("HTTP/3.0"));
        }
    }

    @Test
    void a_version_nobody_knows_is_refused_and_one_one_can_be_asked_for() {
        assertThat(LAB.console(
                        TRUSTING,
                        "const r = http.get('" + HTTP2.url() + "/echo', { httpVersion: 'HTTP/4' });"
                                + "console.log(r.status, r.error);"
                                + "console.log(http.get(base + '/get', { httpVersion: 'HTTP/1.1' }).proto,"
                                + " http.get(base + '/get', { httpVersion: undefined }).proto,"
                                + " http.get(base + '/get', { httpVersion: 'HTTP/3' }).error);"))
                .contains("0 unknown httpVersion 'HTTP/4': HTTP/1.1 or HTTP/3")
                .contains("HTTP/1.1 HTTP/1.1 http3: HTTP/3 needs an https URL");
    }

    @Test
    void what_a_server_staples_is_seen_in_the_response_and_in_the_tag() {
        long now = 1_700_000_000;
        CertStatus revoked = new CertStatus(
                new RevokedInfo(new ASN1GeneralizedTime("20231114221320Z"), CRLReason.lookup(CRLReason.keyCompromise)));
        try (StaplingServer server = StaplingServer.start(StaplingServer.response(revoked, now))) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                try (LoadedScript script = LAB.run(
                        "{ insecureSkipTLSVerify: true, systemTags: ['ocsp_status'] }",
                        "const o = http.get('" + server.url() + "/', { timeout: 3000 }).ocsp;"
                                + "console.log(o.status === http.OCSP_STATUS_REVOKED, o.revocation_reason ==="
                                + " http.OCSP_REASON_KEY_COMPROMISE, o.produced_at, o.this_update, o.next_update, o.revoked_at);")) {
                    assertThat(script.test.console())
                            .containsExactly("true true 1700000000 1700000001 1700000002 1700000000");
                    assertThat(script.tags("http_reqs")).isEqualTo(Map.of("ocsp_status", "revoked"));
                }
            });
        }
    }
}
