package io.loadbank.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadbank.LoadbankApplication;
import io.loadbank.run.RunBoard;
import io.loadbank.run.RunState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The daemon as a whole, with the demo on. */
@ExtendWith(OutputCaptureExtension.class)
class DaemonTest {
    @TempDir
    Path data;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void the_demo_runs_shows_how_to_steer_it_and_ends_in_order(CapturedOutput output) throws Exception {
        try (var daemon = start()) {
            var id = daemon.getBean(RunBoard.class).runs().getFirst().id();
            var here = "http://127.0.0.1:" + port(daemon);
            assertThat(output)
                    .contains("5 VUs against " + here + "/demo/target")
                    .contains("curl -sS -X PATCH -H 'Content-Type: application/merge-patch+json' " + here
                            + "/api/v1/runs/" + id + " -d '{\"vus\":40}'");

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(get(here + "/actuator/prometheus"))
                            .contains("k6_vus{testid=\"" + id + "\"} 5.0")
                            .containsPattern(
                                    "k6_http_reqs_total\\{.*scenario=\"visitors\".*testid=\"" + id + "\".*} [1-9]")
                            .contains("loadbank_runs_live 1.0"));
            assertThat(get(here + "/actuator/health"))
                    .contains("\"scripts\":{\"details\":{\"zombies\":0},\"status\":\"UP\"}")
                    .contains("\"storage\":{\"details\":{\"database\":\"H2\",\"runsWaiting\":0},\"status\":\"UP\"}");
            assertThat(get(here + "/actuator/health/readiness")).contains("UP");
            assertThat(get(here + "/v1/status")).contains("\"vus\":5");
        }
    }

    @Test
    void scripts_and_ended_runs_outlive_the_daemon() {
        String id;
        try (var daemon = start()) {
            id = daemon.getBean(RunBoard.class).runs().getFirst().id();
        }
        try (var daemon = start()) {
            var board = daemon.getBean(RunBoard.class);
            assertThat(board.find(id)).isNotNull();
            var last = board.runs().getLast();
            assertThat(last.view().state()).isEqualTo(RunState.ABORTED);
            assertThat(last.view().exitCode()).isEqualTo(105);
            assertThat(last.wholeSummary(false).text()).contains("http_req_duration");
            assertThat(last.history()).extracting(it -> it.command()).containsExactly("create", "shutdown");
            assertThat(board.runs().getFirst().view().script().version()).isEqualTo(1);
        }
    }

    @Test
    void the_target_does_what_its_addresses_say() throws Exception {
        try (var daemon = start()) {
            var target = "http://127.0.0.1:" + port(daemon) + "/demo/target";

            assertThat(get(target + "/json")).contains("\"ok\":true");
            assertThat(response(target + "/status/418").statusCode()).isEqualTo(418);
            assertThat(response(target + "/status/99").statusCode()).isEqualTo(400);
            assertThat(get(target + "/bytes/1000")).hasSize(1000);
            assertThat(response(target + "/bytes/999999999").body()).contains("a body has 0 to 10485760 bytes");
            assertThat(get(target + "/delay/5")).isEqualTo("{\"delayedMs\":5}");
            var form = HttpRequest.newBuilder(URI.create(target + "/echo?q=1"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("a=b"))
                    .build();
            assertThat(http.send(form, HttpResponse.BodyHandlers.ofString()).body())
                    .contains("\"method\":\"POST\"", "\"q\":[\"1\"]", "\"body\":\"a=b\"");
        }
    }

    @Test
    void without_the_profile_there_is_no_target_and_no_run() throws Exception {
        try (var daemon =
                SpringApplication.run(LoadbankApplication.class, "--server.port=0", "--loadbank.data-dir=" + data)) {
            assertThat(daemon.getBean(RunBoard.class).runs()).isEmpty();
            assertThat(response("http://127.0.0.1:" + port(daemon) + "/demo/target/json")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private ConfigurableApplicationContext start() {
        return SpringApplication.run(
                LoadbankApplication.class,
                "--server.port=0",
                "--loadbank.data-dir=" + data,
                "--spring.profiles.active=demo");
    }

    private static String port(ConfigurableApplicationContext daemon) {
        return String.valueOf(daemon.getEnvironment().getProperty("local.server.port"));
    }

    private String get(String uri) throws Exception {
        var response = response(uri);
        assertThat(response.statusCode()).as(uri).isEqualTo(200);
        return response.body();
    }

    private HttpResponse<String> response(String uri) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
