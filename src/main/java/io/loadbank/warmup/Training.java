package io.loadbank.warmup;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people do with a daemon, done once by the daemon itself while the JVM takes notes for its cache: uploads, a run
 * with every executor over HTTP, TLS and HTTP/2, changes while it runs, events, scrapes, results.
 */
public final class Training {

    private static final Logger LOG = LoggerFactory.getLogger(Training.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String daemon;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param daemon the address of the daemon's API, as {@code http://127.0.0.1:6565} */
    public Training(String daemon) {
        this.daemon = daemon;
    }

    /**
     * Trains, and returns when all is done.
     *
     * @param keys a PKCS #12 key store with one key, for the target that speaks TLS
     * @throws IOException if something did not go as it does for a user
     */
    public void run(Path keys, String password) throws IOException, InterruptedException {
        try (WarmUpTarget plain = WarmUpTarget.plain();
                WarmUpTarget secure = WarmUpTarget.secure(keys, password)) {
            String script = WarmUp.resource("training.js");
            post("/api/v1/scripts/validate?env=TARGET=x", "text/javascript", script, 200);
            post("/api/v1/scripts?name=training", "text/javascript", script, 201);
            JsonNode run = post(
                    "/api/v1/runs",
                    "application/json",
                    JSON.writeValueAsString(java.util.Map.of(
                            "script",
                            "training",
                            "env",
                            java.util.Map.of("TARGET", plain.url(), "SECURE", secure.url()))),
                    201);
            String id = run.get("id").asString();
            Thread watcher =
                    Thread.ofPlatform().daemon().name("training-events").start(() -> watch(id));
            for (String path : List.of(
                    "/api/v1/runs",
                    "/api/v1/runs/" + id,
                    "/api/v1/runs/" + id + "/metrics",
                    "/v1/status",
                    "/actuator/prometheus",
                    "/actuator/health/liveness",
                    "/api/v1/runs/" + id + "/logs",
                    "/api/v1/runs/" + id + "/history",
                    "/openapi.yaml",
                    "/")) {
                get(path, "*/*");
            }
            patch(id, "{\"scenarios\":{\"external\":{\"vus\":3},\"constantRate\":{\"rate\":80}}}");
            patch(id, "{\"paused\":true}");
            patch(id, "{\"paused\":false}");
            JsonNode end = JSON.readTree(get("/api/v1/runs/" + id + "?wait=" + PATIENCE.toSeconds() + "s", "*/*"));
            if (end.path("exitCode").asInt(-1) != 0) {
                throw new IOException("the training's run did not end well: " + end);
            }
            watcher.join(PATIENCE);
            get("/api/v1/runs/" + id + "/summary", "application/json");
            get("/api/v1/runs/" + id + "/summary", "text/plain");
            get("/api/v1/runs/" + id + "/artifacts", "*/*");
            get("/actuator/prometheus", "*/*");
            LOG.info("trained");
        }
    }

    private void watch(String id) {
        try {
            get("/api/v1/runs/" + id + "/events", "text/event-stream");
        } catch (IOException e) {
            LOG.warn("nobody watched the training's events: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String get(String path, String accept) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(daemon + path)).header("Accept", accept), 200);
    }

    private JsonNode post(String path, String type, String body, int expected)
            throws IOException, InterruptedException {
        return JSON.readTree(send(
                HttpRequest.newBuilder(URI.create(daemon + path))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body)),
                expected));
    }

    private void patch(String id, String body) throws IOException, InterruptedException {
        send(
                HttpRequest.newBuilder(
                                URI.create(daemon + "/api/v1/runs/" + URLEncoder.encode(id, StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/merge-patch+json")
                        .method("PATCH", BodyPublishers.ofString(body)),
                200);
    }

    private String send(HttpRequest.Builder request, int expected) throws IOException, InterruptedException {
        HttpRequest made = request.timeout(PATIENCE).build();
        var answer = http.send(made, BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IOException(
                    made.method() + " " + made.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
