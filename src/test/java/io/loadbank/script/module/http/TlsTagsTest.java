package io.loadbank.script.module.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import io.loadbank.script.LoadedScript;
import io.loadbank.testkit.LoopbackTarget;
import io.loadbank.testkit.StaplingServer;
import io.loadbank.testkit.TestCertificate;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What TLS adds to the samples of a request. */
class TlsTagsTest {
    private static final HttpLab LAB = new HttpLab();
    private static final LoopbackTarget TARGET =
            LoopbackTarget.start(TestCertificate.local().server());

    @AfterAll
    static void close() {
        LAB.close();
        TARGET.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.3"})
    void a_request_over_tls_carries_its_version(String version) {
        try (LoadedScript script = LAB.run(
                "{ insecureSkipTLSVerify: true, systemTags: ['tls_version', 'status'],"
                        + " tlsVersion: { min: 'tls1.2', max: 'tls" + version + "' } }",
                "http.get('" + TARGET.url() + "/json');")) {
            assertThat(script.tags("http_reqs")).isEqualTo(Map.of("status", "200", "tls_version", "tls" + version));
            assertThat(max(script, "http_req_tls_handshaking")).isPositive();
            assertThat(max(script, "http_req_blocked"))
                    .isGreaterThanOrEqualTo(
                            max(script, "http_req_connecting") + max(script, "http_req_tls_handshaking") - 1e-6);
        }
    }

    @Test
    void the_default_tags_have_the_version_and_not_the_ocsp_status() {
        try (LoadedScript script =
                LAB.run("{ insecureSkipTLSVerify: true }", "http.get('" + TARGET.url() + "/json');")) {
            assertThat(script.tags("http_reqs"))
                    .containsEntry("tls_version", "tls1.3")
                    .doesNotContainKeys("ocsp_status", "ip");
        }
    }

    /** What it staples is an authority's "unauthorized". */
    @Test
    void the_ocsp_status_is_a_tag_where_it_is_asked_for_and_the_server_staples() {
        byte[] unauthorized = {0x30, 3, 0x0a, 1, 6};
        String options = "{ insecureSkipTLSVerify: true, systemTags: ['ocsp_status'] }";
        try (StaplingServer server = StaplingServer.start(unauthorized)) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                try (LoadedScript script = LAB.run(options, "http.get('" + server.url() + "/', { timeout: '5s' });")) {
                    assertThat(script.tags("http_reqs")).isEqualTo(Map.of("ocsp_status", "server_failed"));
                }
            });
        }
        try (LoadedScript script = LAB.run(options, "http.get('" + TARGET.url() + "/json');")) {
            assertThat(script.tags("http_reqs").getOrDefault("ocsp_status", "unknown"))
                    .isEqualTo("unknown");
        }
    }

    private static double max(LoadedScript script, String trend) {
        return ((TrendSnapshot)
                        Objects.requireNonNull(script.metrics.snapshot(1).find(trend))
                                .sink())
                .max();
    }
}
