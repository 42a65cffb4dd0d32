package io.loadbank.script.module.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import io.loadbank.script.LoadedScript;
import io.loadbank.testkit.LoopbackTarget;
import io.loadbank.testkit.TestCertificate;
import java.util.Map;
import java.util.Objects;
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

    private static double max(LoadedScript script, String trend) {
        return ((TrendSnapshot)
                        Objects.requireNonNull(script.metrics.snapshot(1).find(trend))
                                .sink())
                .max();
    }
}
