package io.loadbank.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Outputs of runs, as a user meets them. */
class OutputsTest {
    private static final String SCRIPT = """
            import { check } from 'k6'
            export const options = { vus: 2, iterations: 10, systemTags: ['check', 'scenario', 'iter'],
              thresholds: { checks: ['rate==1'] } }
            export default function () { check(1, { one: v => v === 1 }) }
            """;

    @TempDir
    private static Path dataDir;

    private static DaemonUnderTest daemon;

    @BeforeAll
    static void start() {
        daemon = DaemonUnderTest.start(dataDir);
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    @Test
    void files_are_answered_like_artifacts_and_deleted_with_the_run() throws Exception {
        String id = daemon.run(SCRIPT, "?out=json=r.json.gz&out=csv=r.csv");
        JsonNode view = daemon.ended(id);

        assertThat(view.get("state").asString()).isEqualTo("finished");
        assertThat(view.get("problems")).isEmpty();
        assertThat(view.get("outputs")).hasSize(2);
        for (JsonNode output : view.get("outputs")) {
            assertThat(output.get("lost").asLong()).isZero();
            // data_sent, data_received, iteration_duration, iterations and a check of each iteration
            assertThat(output.get("sent").asLong()).isGreaterThanOrEqualTo(50);
        }
        assertThat(daemon.get("/api/v1/runs/" + id + "/artifacts").json().findValuesAsString("name"))
                .contains("r.json.gz", "r.csv");
        List<String> json = unpacked(bytes("/api/v1/runs/" + id + "/artifacts/r.json.gz"));
        assertThat(json.stream().filter(line -> line.startsWith("{\"metric\":\"checks\",\"type\":\"Point\"")))
                .hasSize(10)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"value\":1,\"tags\":{\"check\":\"one\",\"scenario\":\"default\"}")
                        .contains("\"metadata\":{\"iter\":"));
        assertThat(json)
                .contains(
                        "{\"type\":\"Metric\",\"data\":{\"name\":\"checks\",\"type\":\"rate\",\"contains\":\"default\","
                                + "\"thresholds\":[\"rate==1\"],\"submetrics\":null},\"metric\":\"checks\"}");
        List<String> csv = daemon.get("/api/v1/runs/" + id + "/artifacts/r.csv")
                .body()
                .lines()
                .toList();
        assertThat(csv.getFirst()).isEqualTo("metric_name,timestamp,metric_value,check,scenario,extra_tags,metadata");
        assertThat(csv.stream().filter(line -> line.startsWith("iterations,"))).hasSize(10);

        Path files = dataDir.resolve("outputs");
        assertThat(files.resolve(id).resolve("r.csv")).exists();
        HttpRequest.Builder delete = HttpRequest.newBuilder(URI.create(daemon.url() + "/api/v1/runs/" + id))
                .DELETE();
        assertThat(daemon.send(delete).status()).isEqualTo(204);
        assertThat(files.resolve(id)).doesNotExist();
    }

    @Test
    void a_rerun_has_the_same_outputs() {
        String first = daemon.run(SCRIPT, "?out=csv");
        daemon.ended(first);

        String again = daemon.post("/api/v1/runs/" + first + "/rerun", "application/json", "")
                .json()
                .get("id")
                .asString();

        assertThat(daemon.ended(again).get("outputs").get(0).get("to").asString())
                .isEqualTo("file.csv");
        assertThat(dataDir.resolve("outputs").resolve(again).resolve("file.csv"))
                .exists();
    }

    @Test
    void wrong_outputs_are_refused_with_the_scripts_problems() throws IOException {
        DaemonUnderTest.Answer answer = daemon.post(
                "/api/v1/runs?out=json=../x&out=influx",
                "text/javascript",
                "export const options = { vus: -1 }\nexport default function () {}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("problems").findValuesAsString("path"))
                .contains("outputs[0].fileName", "outputs[1]")
                .anyMatch(path -> path.contains("vus"));
        assertThat(Files.exists(dataDir.resolve("x"))).isFalse();
    }

    @Test
    void a_dead_and_a_deaf_sink_leave_the_load_alone_and_their_secrets_show_nowhere() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket dead = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int nobody = dead.getLocalPort();
            dead.close();
            DaemonUnderTest.Answer stored =
                    daemon.post("/api/v1/scripts?name=sinks", "text/javascript", "export default function () {}");
            assertThat(stored.status()).isBetween(200, 201);
            String id = daemon.post("/api/v1/runs", "application/json", """
                            {"script":"sinks","options":{"vus":4,"iterations":5000},"outputs":[
                            {"type":"influxdb","url":"http://ann:s3cret@127.0.0.1:%d/db","pushInterval":"100ms"},
                            "influxdb=http://ann:s3cret@127.0.0.1:%d/db"]}""".formatted(deaf.getLocalPort(), nobody))
                    .json()
                    .get("id")
                    .asString();

            JsonNode view = daemon.ended(id);

            assertThat(view.get("state").asString()).isEqualTo("finished");
            assertThat(view.at("/scenarios/default/actual/iterationsCompleted").asLong())
                    .isEqualTo(5000);
            for (JsonNode output : view.get("outputs")) {
                assertThat(output.get("sent").asLong()).isZero();
                // four of each iteration; vus and vus_max once a second
                assertThat(output.get("lost").asLong()).isGreaterThanOrEqualTo(20_000);
            }
            assertThat(view.get("problems").findValuesAsString("path"))
                    .containsExactly("outputs.influxdb", "outputs.influxdb#2");
            for (String part : List.of("", "/history", "/logs")) {
                assertThat(daemon.get("/api/v1/runs/" + id + part).body())
                        .isNotEmpty()
                        .doesNotContain("s3cret");
            }
            assertThat(daemon.get("/actuator/prometheus").body())
                    .contains("loadbank_output_lost_total{output=\"influxdb#2\",testid=\"" + id + "\"}")
                    .contains("loadbank_output_sent_total{output=\"influxdb\",testid=\"" + id + "\"} 0.0");
        }
    }

    private static byte[] bytes(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(daemon.url() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        }
    }

    private static List<String> unpacked(byte[] bytes) throws IOException {
        try (GZIPInputStream text = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
