package io.loadbank.daemon;

import io.loadbank.LoadbankApplication;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A daemon on a free port of loopback, in this JVM, and the calls that tests make of it. */
final class DaemonUnderTest implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    private DaemonUnderTest(ConfigurableApplicationContext context) {
        this.context = context;
        this.url = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    static DaemonUnderTest start(Path dataDir, String... more) {
        List<String> args = new ArrayList<>(
                List.of("--server.port=0", "--loadbank.data-dir=" + dataDir, "--logging.level.root=warn"));
        args.addAll(List.of(more));
        return new DaemonUnderTest(SpringApplication.run(LoadbankApplication.class, args.toArray(String[]::new)));
    }

    String url() {
        return url;
    }

    /** An answer with its body as text. */
    record Answer(int status, String body, Map<String, List<String>> headers) {

        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)));
    }

    Answer patch(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json)));
    }

    Answer post(String path, String contentType, String body) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Uploads a script and starts it in one call; the run's id. */
    String run(String script, String query) {
        Answer answer = post("/api/v1/runs" + query, "text/javascript", script);
        if (answer.status() != 201) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return answer.json().get("id").asString();
    }

    JsonNode view(String id) {
        return get("/api/v1/runs/" + id).json();
    }

    /** The run's last view, once it has ended. */
    JsonNode ended(String id) {
        JsonNode view = get("/api/v1/runs/" + id + "?wait=60s").json();
        if (view.get("endedAt").isNull()) {
            throw new AssertionError("the run did not end: " + view);
        }
        return view;
    }

    /** How many meters the daemon has. */
    int meters() {
        return context.getBean(MeterRegistry.class).getMeters().size();
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }
}
