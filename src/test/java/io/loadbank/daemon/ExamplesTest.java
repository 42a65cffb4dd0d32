package io.loadbank.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.testkit.LoopbackTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Runs the scripts of {@code docs/examples}. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("docs/examples");

    @TempDir
    static Path data;

    private static LoopbackTarget target;
    private static DaemonUnderTest daemon;

    @BeforeAll
    static void start() {
        target = LoopbackTarget.start();
        daemon = DaemonUnderTest.start(data);
    }

    @AfterAll
    static void stop() {
        daemon.close();
        target.close();
    }

    static List<String> scripts() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".js"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void each_example_runs_and_keeps_its_thresholds(String script) throws IOException {
        JsonNode view = daemon.ended(start(script));

        assertThat(view.get("exitCode").asInt()).as(view.toString()).isZero();
        assertThat(view.get("verdict").asString()).isEqualTo("passed");
        assertThat(Files.readString(EXAMPLES.resolve("README.md"))).contains("[" + script + "]");
    }

    @Test
    void the_report_example_leaves_its_files_with_the_run() throws IOException {
        String id = start("report.js");
        daemon.ended(id);

        JsonNode files = daemon.get("/api/v1/runs/" + id + "/artifacts").json().get("items");
        assertThat(files.findValuesAsString("name")).containsExactly("stdout", "summary.json", "reports/summary.md");
        assertThat(daemon.get("/api/v1/runs/" + id + "/artifacts/reports/summary.md")
                        .body())
                .startsWith("# Load test")
                .contains("| 6 |", "| kept |");
        assertThat(daemon.get("/api/v1/runs/" + id + "/artifacts/summary.json").json())
                .isEqualTo(daemon.get("/api/v1/runs/" + id + "/summary").json());
        assertThat(daemon.get("/api/v1/runs/" + id + "/logs").body()).contains("6 iterations, set up by report.js");
        assertThat(daemon.get("/api/v1/runs/" + id + "/artifacts/none").status())
                .isEqualTo(404);
    }

    @Test
    void a_run_can_be_run_again_with_the_same_request() throws IOException {
        String id = start("users.js");
        daemon.ended(id);

        DaemonUnderTest.Answer again = daemon.post("/api/v1/runs/" + id + "/rerun", "application/json", "");

        assertThat(again.status()).as(again.body()).isEqualTo(201);
        JsonNode view = daemon.ended(again.json().get("id").asString());
        assertThat(view.get("exitCode").asInt()).isZero();
        assertThat(view.get("script")).isEqualTo(daemon.view(id).get("script"));
    }

    /** Uploads a script with the data folder and starts it. */
    private static String start(String script) throws IOException {
        String boundary = "example-boundary";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, boundary, "entry", null, script.getBytes(StandardCharsets.UTF_8));
        part(body, boundary, "file", script, Files.readAllBytes(EXAMPLES.resolve(script)));
        try (Stream<Path> files = Files.list(EXAMPLES.resolve("data"))) {
            for (Path file : files.toList()) {
                part(body, boundary, "file", "data/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        String query = "?name=" + script.replace(".js", "") + "&env=TARGET=" + target.url();
        DaemonUnderTest.Answer answer =
                daemon.send(HttpRequest.newBuilder(URI.create(daemon.url() + "/api/v1/runs" + query))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("id").asString();
    }

    private static void part(
            ByteArrayOutputStream body,
            String boundary,
            String name,
            @org.jspecify.annotations.Nullable String filename,
            byte[] content) {
        String file = filename == null ? "" : "; filename=\"" + filename + "\"";
        body.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + file + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
}
