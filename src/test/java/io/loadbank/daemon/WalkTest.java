package io.loadbank.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadbank.testkit.LoopbackTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes the walk of {@code docs/walk.md}, command by command. */
class WalkTest {

    private static final Pattern STEP =
            Pattern.compile("<!-- step: ([a-z0-9-]+) -->\\n```sh\\n(.*?)```", Pattern.DOTALL);
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @Test
    void the_walk_through_the_daemon_goes_as_it_is_written() throws Exception {
        try (LoopbackTarget target = LoopbackTarget.start();
                DaemonUnderTest daemon = DaemonUnderTest.start(directory.resolve("data"))) {
            Walk walk = new Walk(steps(), daemon, target);

            assertThat(walk.take("upload")).contains("\"name\":\"walk\"", "\"version\":1");
            assertThat(walk.take("start")).contains("\"id\":\"my-walk\"");
            walk.untilVus(10);
            assertThat(walk.take("look")).contains("\"state\":\"running\"", "\"vus\":10");

            assertThat(walk.desiredAfter("to-200")).isEqualTo(200);
            walk.untilVus(200);
            assertThat(walk.take("too-many")).contains("vus 201 is above maxVUs 200");
            assertThat(walk.actual("vus")).isEqualTo(200);

            assertThat(walk.desiredAfter("to-0")).isZero();
            walk.untilVus(0);
            assertThat(walk.actual("iterationsInterrupted")).isPositive();
            assertThat(walk.desiredAfter("to-20")).isEqualTo(20);
            walk.untilVus(20);

            walk.take("pause");
            walk.untilVus(0);
            long requests = target.requests();
            long elapsed = daemon.view("my-walk").get("elapsedMs").asLong();
            long completed = walk.actual("iterationsCompleted");
            await().during(Duration.ofMillis(500))
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(target.requests()).isEqualTo(requests));
            assertThat(daemon.view("my-walk").get("elapsedMs").asLong()).isEqualTo(elapsed);
            assertThat(walk.actual("iterationsCompleted")).isEqualTo(completed);
            walk.take("resume");
            walk.untilVus(20);
            await().atMost(SOON).until(() -> target.requests() > requests + 20);

            assertThat(walk.take("watch")).contains("event:snapshot", "\"http_reqs\"");
            assertThat(walk.take("stop"))
                    .contains("\"state\":\"aborted\"", "\"exitCode\":103", "\"verdict\":\"passed\"");
            theSumsAreRight(walk, target);
        }
    }

    private static void theSumsAreRight(Walk walk, LoopbackTarget target) throws Exception {
        assertThat(walk.take("result")).contains("█ TOTAL RESULTS", "\"stopped\":true");
        JsonNode metrics =
                walk.daemon.get("/api/v1/runs/my-walk/summary").json().get("metrics");
        long completed = walk.actual("iterationsCompleted");
        long requests = metrics.at("/http_reqs/values/count").asLong();
        assertThat(metrics.at("/iterations/values/count").asLong()).isEqualTo(completed);
        assertThat(requests).isBetween(completed, target.requests());
        assertThat(metrics.at("/checks/values/passes").asLong()).isBetween(2 * completed, 2 * requests);
        assertThat(metrics.at("/checks/values/fails").asLong()).isZero();
        assertThat(metrics.at("/vus_max/values/value").asLong()).isEqualTo(200);
    }

    private static Map<String, String> steps() throws IOException {
        Map<String, String> steps = new LinkedHashMap<>();
        Matcher matcher = STEP.matcher(Files.readString(Path.of("docs/walk.md")));
        while (matcher.find()) {
            steps.put(matcher.group(1), matcher.group(2));
        }
        return steps;
    }

    /** The steps of the walk, each run by a shell. */
    private final class Walk {
        private final Map<String, String> steps;
        private final DaemonUnderTest daemon;
        private final LoopbackTarget target;

        Walk(Map<String, String> steps, DaemonUnderTest daemon, LoopbackTarget target) {
            this.steps = steps;
            this.daemon = daemon;
            this.target = target;
        }

        String take(String step) throws IOException, InterruptedException {
            String commands = Objects.requireNonNull(steps.get(step), step);
            ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
                    .directory(directory.toFile())
                    .redirectErrorStream(true);
            shell.environment().put("LOADBANK", daemon.url());
            shell.environment().put("TARGET", target.url());
            Process process = shell.start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(printed).isZero();
            return printed;
        }

        long desiredAfter(String step) throws IOException, InterruptedException {
            return JsonMapper.shared()
                    .readTree(take(step))
                    .at("/scenarios/browse/desired/vus")
                    .asLong();
        }

        long actual(String field) {
            return daemon.view("my-walk")
                    .at("/scenarios/browse/actual/" + field)
                    .asLong();
        }

        void untilVus(int vus) {
            await().atMost(SOON).until(() -> actual("vus") == vus);
        }
    }
}
