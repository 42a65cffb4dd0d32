package io.loadbank.daemon;

import io.loadbank.LoadbankApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
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

/** A daemon in a process of its own, which can be killed. */
final class DaemonProcess implements AutoCloseable {

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final Path log;

    private DaemonProcess(Process process, String url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
    }

    /** Starts one and waits until it is ready. */
    static DaemonProcess start(Path dataDir, String... more) {
        try {
            int port;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            Path log = Files.createTempFile("daemon", ".log");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xshare:auto",
                    "-Xmx384m",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dpolyglot.engine.WarnInterpreterOnly=false",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LoadbankApplication.class.getName(),
                    "--server.port=" + port,
                    "--loadbank.data-dir=" + dataDir,
                    "--springdoc.api-docs.enabled=false",
                    "--springdoc.swagger-ui.enabled=false",
                    "--logging.level.root=warn"));
            command.addAll(List.of(more));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            DaemonProcess daemon = new DaemonProcess(process, "http://127.0.0.1:" + port, log);
            Awaitility.await()
                    .atMost(90, TimeUnit.SECONDS)
                    .pollInterval(Duration.ofMillis(50))
                    .until(daemon::isReady);
            return daemon;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("the daemon ended: " + Files.readString(log));
        }
        try {
            return get("/actuator/health/readiness").status() == 200;
        } catch (Gone e) {
            return false;
        }
    }

    /** Thrown when the daemon did not answer, so that nobody knows what became of the request. */
    static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Gone(IOException cause) {
            super(cause);
        }
    }

    DaemonUnderTest.Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)));
    }

    DaemonUnderTest.Answer post(String path, String contentType, String body) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    DaemonUnderTest.Answer patch(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json)));
    }

    DaemonUnderTest.Answer delete(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).DELETE());
    }

    private DaemonUnderTest.Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
            return new DaemonUnderTest.Answer(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (ConnectException e) {
            throw new Gone(e);
        } catch (IOException e) {
            throw new Gone(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
            http.shutdownNow();
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
