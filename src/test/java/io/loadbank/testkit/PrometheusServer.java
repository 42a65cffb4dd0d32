package io.loadbank.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real {@code prometheus} of the machine with the configuration of {@code config/}, on a free port of loopback. */
public final class PrometheusServer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path CONFIG = Path.of("config");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String url;
    private final Path log;

    private PrometheusServer(Process process, int port, Path log) {
        this.process = process;
        this.url = "http://127.0.0.1:" + port;
        this.log = log;
    }

    /**
     * Starts one that scrapes a daemon each second.
     *
     * @param folder where it keeps its data; whoever gives it cleans it up
     * @param target host and port of the daemon
     */
    public static PrometheusServer start(Path folder, String target) {
        try {
            Path config = configuration(folder, target);
            int port = freePort();
            Path log = folder.resolve("prometheus.log");
            Process process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + folder.resolve("tsdb"),
                            "--web.listen-address=127.0.0.1:" + port,
                            "--enable-feature=native-histograms")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            PrometheusServer server = new PrometheusServer(process, port, log);
            Awaitility.await().atMost(30, TimeUnit.SECONDS).until(server::isReady);
            return server;
        } catch (IOException e) {
            throw new AssertionError("these tests need a prometheus on the PATH: apt-get install prometheus", e);
        }
    }

    /** The configuration of the distribution for this daemon, as versions read it that know native histograms by flag. */
    public static Path configuration(Path folder, String target) throws IOException {
        String text = Files.readString(CONFIG.resolve("prometheus.yml"))
                .replace("127.0.0.1:6565", target)
                .replaceAll("_interval: 5s", "_interval: 1s")
                .replaceAll("(?m)^ *scrape_native_histograms: true\n", "");
        Files.copy(CONFIG.resolve("alerts.yml"), folder.resolve("alerts.yml"));
        return Files.writeString(folder.resolve("prometheus.yml"), text);
    }

    /** What {@code promtool} says to standard input and arguments: its exit code, a line feed, all its lines. */
    public static String promtool(Path folder, String input, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Path in = Files.writeString(Files.createTempFile(folder, "promtool", ".in"), input);
        Path out = Files.createTempFile(folder, "promtool", ".out");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("promtool does not end");
        }
        return process.exitValue() + "\n" + Files.readString(out);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("prometheus ended: " + Files.readString(log));
        }
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The result of an instant query, an array; fails if Prometheus does not understand it. */
    public JsonNode query(String expression) {
        return data("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8))
                .get("result");
    }

    /** The values of a label, in all series that match. */
    public List<String> labelValues(String label, String match) {
        List<String> values = new ArrayList<>();
        data("/api/v1/label/" + label + "/values?match[]=" + URLEncoder.encode(match, UTF_8))
                .forEach(it -> values.add(it.asString()));
        return values;
    }

    /** What is wrong with the scrapes: the error of each target, empty when it is well. */
    public List<String> scrapeErrors() {
        List<String> errors = new ArrayList<>();
        data("/api/v1/targets")
                .get("activeTargets")
                .forEach(it -> errors.add(it.get("lastError").asString()));
        return errors;
    }

    /** Everything it has logged. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode data(String path) {
        try {
            HttpResponse<String> response = get(path);
            if (response.statusCode() != 200) {
                throw new AssertionError(path + " is answered with " + response.body());
            }
            return JSON.readTree(response.body()).get("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        // brackets of match[] are no part of a URI
        URI uri = URI.create(url + path.replace("[", "%5B").replace("]", "%5D"));
        return http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
