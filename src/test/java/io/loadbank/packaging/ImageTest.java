package io.loadbank.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** The Dockerfile, without an engine to build it: its parts are there, and its Java has what the daemon needs. */
class ImageTest {
    private static final Pattern MODULES = Pattern.compile("--add-modules (\\S+)");
    private static final Path HEALTHY = Path.of("src/main/docker/healthy").toAbsolutePath();

    /** Large jars that only tests use. */
    private static final Pattern NOT_SHIPPED =
            Pattern.compile("kubernetes-model|helm-java|archunit|byte-buddy|mockito|junit|assertj");

    @Test
    void its_java_has_every_module_that_the_daemon_and_its_libraries_ask_for() throws IOException {
        Matcher modules = MODULES.matcher(dockerfile());
        assertThat(modules.find()).isTrue();

        assertThat(modules.group(1).split(",", -1)).doesNotHaveDuplicates().containsAll(neededModules());
    }

    private static Set<String> neededModules() {
        List<String> jars = Arrays.stream(
                        System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
                .filter(it -> it.endsWith(".jar") || it.endsWith("target/classes"))
                .filter(it -> !NOT_SHIPPED.matcher(it).find())
                .toList();
        assertThat(jars).hasSizeGreaterThan(50);
        List<String> arguments = new ArrayList<>(List.of(
                "--multi-release",
                "25",
                "--ignore-missing-deps",
                "--print-module-deps",
                "--no-recursive",
                "-q",
                "--class-path",
                String.join(File.pathSeparator, jars)));
        arguments.addAll(jars);
        var out = new StringWriter();
        var errors = new StringWriter();

        int exit = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(new PrintWriter(out), new PrintWriter(errors), arguments.toArray(String[]::new));

        assertThat(exit).as(errors.toString() + out).isZero();
        return new TreeSet<>(Arrays.asList(out.toString().strip().split(",", -1)));
    }

    @Test
    void it_runs_as_a_numeric_user_that_is_not_root_on_a_volume() throws IOException {
        String last = dockerfile().substring(dockerfile().lastIndexOf("\nFROM "));

        assertThat(last)
                .contains("USER 10001:10001")
                .contains("chown 10001:10001 /var/lib/loadbank")
                .contains("VOLUME [\"/var/lib/loadbank\"]")
                .contains("WORKDIR /var/lib/loadbank")
                .contains("ENTRYPOINT [\"/opt/loadbank/bin/loadbank\"]")
                .contains("LOADBANK_DATA_DIR=/var/lib/loadbank")
                .contains("LOADBANK_API_ALLOW_UNAUTHENTICATED=true")
                .contains("org.opencontainers.image.licenses=\"Apache-2.0\"");
        assertThat(last.indexOf("train-aot"))
                .as("the cache is of the files as they are, so it comes after them")
                .isGreaterThan(last.lastIndexOf("COPY "));
    }

    @Test
    void what_it_copies_is_there_and_reaches_the_builder() throws IOException {
        List<String> allowed = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(it -> it.startsWith("!"))
                .map(it -> it.substring(1))
                .toList();

        assertThat(allowed).allSatisfy(it -> assertThat(Path.of(it)).exists());
        assertThat(allowed).contains("pom.xml", "mvnw", ".mvn", "src/main", "openapi", "config", "LICENSE");
        assertThat(HEALTHY).isExecutable();
        assertThat(dockerfile()).contains("COPY --chmod=755 src/main/docker/healthy /usr/local/bin/loadbank-healthy");
    }

    @Test
    void a_daemon_that_is_ready_is_healthy() throws Exception {
        try (var target = new Answering(200)) {
            assertThat(healthy(target.port())).isEqualTo(new Outcome(0, ""));
            assertThat(target.asked).containsExactly("GET /actuator/health/readiness 127.0.0.1:" + target.port());
        }
    }

    @Test
    void a_daemon_that_is_not_ready_is_not() throws Exception {
        try (var target = new Answering(503)) {
            assertThat(healthy(target.port()).exitCode()).isOne();
            assertThat(healthy(target.port()).text()).contains("answers HTTP/1.1 503");
        }
    }

    @Test
    void neither_is_one_that_does_not_listen_or_does_not_answer() throws Exception {
        int port;
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = silent.getLocalPort();
            assertThat(healthy(port))
                    .isEqualTo(new Outcome(1, "loadbank-healthy: 127.0.0.1:" + port + " does not answer"));
        }
        assertThat(healthy(port)).isEqualTo(new Outcome(1, "loadbank-healthy: nothing listens on 127.0.0.1:" + port));
    }

    private record Outcome(int exitCode, String text) {}

    private static Outcome healthy(int port) throws Exception {
        Process process = new ProcessBuilder(HEALTHY.toString(), "127.0.0.1", String.valueOf(port))
                .redirectErrorStream(true)
                .start();
        try {
            String text = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Outcome(process.exitValue(), text);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String dockerfile() throws IOException {
        return Files.readString(Path.of("Dockerfile"));
    }

    /** Answers every request with one status, and keeps what was asked. */
    private static final class Answering implements AutoCloseable {
        final List<String> asked = new ArrayList<>();
        private final HttpServer server;

        Answering(int status) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
            server.createContext("/", exchange -> {
                asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("Host"));
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
