package io.loadbank.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.ScriptFiles;
import io.loadbank.testkit.LoopbackTarget;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts that assert one corner of the k6 JavaScript API each, by themselves: they pass when they exit with 0. */
class ConformanceTest {

    private static final Path FOLDER = folder();

    /** The scripts assert times of tens of milliseconds too, which a machine with other work may miss once. */
    private static final int TRIES = 3;

    private static RunLab lab;
    private static LoopbackTarget target;

    @BeforeAll
    static void open() {
        lab = new RunLab();
        target = LoopbackTarget.start();
    }

    @AfterAll
    static void close() {
        lab.close();
        target.close();
    }

    private static Path folder() {
        URL folder = Objects.requireNonNull(ConformanceTest.class.getResource("/conformance"), "conformance");
        try {
            return Path.of(folder.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<String> scripts() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void passes(String script) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        files.put(script, Files.readAllBytes(FOLDER.resolve(script)));
        for (String name :
                List.of("cert.pem", "hello.proto", "helper-cjs.js", "helper-esm.js", "users.json", "people.csv")) {
            files.put("data/" + name, Files.readAllBytes(FOLDER.resolve("data").resolve(name)));
        }
        Run run = lab.create(spec(script, files));
        RunView end = RunLab.awaitEnd(run);
        for (int i = 1; i < TRIES && !Integer.valueOf(0).equals(end.exitCode()); i++) {
            run = lab.create(spec(script, files));
            end = RunLab.awaitEnd(run);
        }

        assertThat(end.exitCode())
                .as("thresholds %s, problems %s, log %s", end.thresholds(), end.problems(), RunLab.lines(run))
                .isZero();
    }

    private static RunSpec spec(String script, Map<String, byte[]> files) {
        return new RunSpec(
                null,
                script,
                new ScriptIdentity("conformance", 1, "sha256:0"),
                new ScriptFiles(script, files),
                Map.of(),
                Map.of("BASE_URL", target.url()),
                Map.of(),
                null,
                "tester");
    }
}
