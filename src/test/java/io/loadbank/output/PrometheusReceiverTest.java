package io.loadbank.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.run.OutputStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus (Debian's) understands what the remote write output sends. */
class PrometheusReceiverTest {
    private final Lab lab = new Lab(System.currentTimeMillis() * 1_000_000);
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path home;

    private Process server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        url = "http://127.0.0.1:" + port;
        Path config = Files.writeString(home.resolve("prometheus.yml"), "global: {}\n");
        server = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + home.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--web.enable-remote-write-receiver",
                        "--enable-feature=native-histograms")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> get("/-/ready").contains("Ready"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.destroy();
        if (!server.waitFor(20, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor();
        }
        http.close();
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String query(String expression) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    @Test
    void it_answers_queries_about_statistics_and_native_histograms() throws Exception {
        lab.sample(lab.registry.builtins().httpReqs, Map.of("status", "200", "group", ""), 3);
        for (double millis : new double[] {0, -4, 10, 100, 100, 1000}) {
            lab.sample(lab.registry.builtins().httpReqDuration, Map.of("status", "200"), millis);
        }
        Outputs outputs = new Outputs(lab);

        OutputStatus plain = outputs.all("experimental-prometheus-rw=" + url + "/api/v1/write");
        OutputStatus histograms = outputs.all(Map.of(
                "type", "experimental-prometheus-rw", "url", url + "/api/v1/write", "trendAsNativeHistogram", true));

        assertThat(plain.problem()).isNull();
        assertThat(histograms.problem()).isNull();
        assertThat(query("k6_http_reqs_total"))
                .contains("\"metric\":{\"__name__\":\"k6_http_reqs_total\",\"status\":\"200\",\"testid\":\"r-1\"}")
                .contains("\"3\"]");
        assertThat(query("k6_http_req_duration_p99 > 0.9 < 1")).contains("\"testid\":\"r-1\"");
        assertThat(query("histogram_count(k6_http_req_duration_seconds)")).contains("\"6\"]");
        assertThat(query("histogram_sum(k6_http_req_duration_seconds)")).contains("\"1.206\"]");
        assertThat(query("histogram_quantile(0.5, k6_http_req_duration_seconds) > 0.009 < 0.1"))
                .contains("\"testid\":\"r-1\"");
    }
}
