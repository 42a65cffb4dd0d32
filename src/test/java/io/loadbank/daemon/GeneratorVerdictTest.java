package io.loadbank.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadbank.testkit.LoopbackTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Saturations that are really provoked in a daemon, and what the verdict says of them. */
class GeneratorVerdictTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    static Path data;

    private static DaemonUnderTest daemon;
    private static LoopbackTarget target;

    @BeforeAll
    static void start() throws Exception {
        target = LoopbackTarget.start();
        daemon = DaemonUnderTest.start(data);
    }

    @AfterAll
    static void stop() {
        daemon.close();
        target.close();
    }

    private static String scenario(String executor, String more, String body) {
        return "import http from 'k6/http'; import { sleep } from 'k6';"
                + "export const options = { scenarios: { s: { executor: '" + executor + "', " + more
                + " } } }; export default function () { " + body + " }";
    }

    private static JsonNode ended(String script, String query) {
        return daemon.ended(daemon.run(script, query));
    }

    private static List<String> reasons(JsonNode run) {
        List<String> reasons = new ArrayList<>();
        run.get("generator").get("reasons").forEach(it -> reasons.add(it.asString()));
        return reasons;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "constant-arrival-rate | rate: 50, gracefulStop: '0s', duration: '2s', preAllocatedVUs: 1, maxVUs: 2               | sleep(1);",
                "constant-arrival-rate | rate: 50, gracefulStop: '0s', duration: '2s', preAllocatedVUs: 0, maxVUs: 1               | sleep(1);",
                "constant-arrival-rate | rate: 3000, timeUnit: '1m', gracefulStop: '0s', duration: '2s', preAllocatedVUs: 1        | sleep(0.5);",
                "constant-arrival-rate | rate: 200, gracefulStop: '0s', duration: '2s', preAllocatedVUs: 2                         | http.get(TARGET + '/delay/300');",
                "ramping-arrival-rate  | startRate: 50, gracefulStop: '0s', stages: [{duration:'2s',target:50}], preAllocatedVUs: 1 | sleep(1);",
                "ramping-arrival-rate  | gracefulStop: '0s', stages: [{duration:'2s',target:300}], preAllocatedVUs: 2              | sleep(0.2);",
                "ramping-arrival-rate  | startRate: 20, gracefulStop: '0s', stages: [{duration:'1s',target:20},{duration:'2s',target:200}], preAllocatedVUs: 4 | sleep(0.2);",
                "constant-arrival-rate | rate: 40, gracefulStop: '0s', duration: '2s', preAllocatedVUs: 1                          | while (true) {}",
            })
    void too_few_vus_are_named(String executor, String options, String body) {
        JsonNode run = ended(scenario(executor, options, body.replace("TARGET", "'" + target.url() + "'")), "");

        assertThat(run.get("generator").get("verdict").asString())
                .as(run.toString())
                .isEqualTo("saturated");
        assertThat(reasons(run)).anyMatch(it -> it.startsWith("Too few VUs: ") && it.contains("raise maxVUs"));
    }

    @Test
    void a_rate_that_is_turned_up_live_beyond_its_vus_is_named() {
        String id = daemon.run(
                scenario("constant-arrival-rate", "rate: 5, duration: '20s', preAllocatedVUs: 2", "sleep(0.1);"), "");
        await().atMost(PATIENCE)
                .until(() -> daemon.get("/api/v1/runs/" + id)
                        .json()
                        .path("generator")
                        .path("verdict")
                        .asString("")
                        .matches("ok|degraded"));
        assertThat(daemon.patch("/api/v1/runs/" + id, "{\"rate\":500}").status())
                .isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                reasons(daemon.get("/api/v1/runs/" + id).json()))
                        .anyMatch(it -> it.startsWith("Too few VUs: ")));
        daemon.patch("/api/v1/runs/" + id, "{\"stopped\":true}");
        assertThat(reasons(daemon.ended(id))).anyMatch(it -> it.startsWith("Too few VUs: "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "constant-vus    | vus: 16, gracefulStop: '0s', duration: '4s'             | while (true) {}",
                "constant-vus    | vus: 40, gracefulStop: '0s', duration: '4s'                                | for (let i = 0; i < 1e5; i++) JSON.parse('[1,2,3]');",
                "ramping-vus     | startVUs: 20, gracefulStop: '0s', stages: [{duration:'4s',target:30}]      | let s = ''; for (let i = 0; i < 2e5; i++) s += i;",
                "shared-iterations | vus: 20, iterations: 1000000, gracefulStop: '0s', maxDuration: '4s'      | for (let i = 0; i < 1e6; i++);",
                "externally-controlled | vus: 20, maxVUs: 20, duration: '4s'              | for (let i = 0; i < 1e6; i++);",
            })
    void scripts_that_take_every_core_are_named(String executor, String options, String body) {
        JsonNode run = ended(scenario(executor, options, body), "");

        assertThat(run.get("generator").get("verdict").asString())
                .as(run.toString())
                .isIn("degraded", "saturated");
        assertThat(reasons(run)).anyMatch(it -> it.startsWith("CPU: all cores together "));
    }

    @Test
    void somebody_else_on_all_cores_is_named_as_well() {
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            others.add(Thread.ofPlatform().daemon().start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
            }));
        }
        try {
            JsonNode run = ended(scenario("constant-vus", "vus: 1, duration: '4s'", "sleep(0.1);"), "");
            assertThat(reasons(run)).anyMatch(it -> it.startsWith("CPU: all cores together "));
        } finally {
            others.forEach(Thread::interrupt);
        }
    }

    @Test
    void iterations_that_start_late_because_all_cores_are_taken_are_named() {
        String script = "export const options = { scenarios: {"
                + "hog: { executor: 'constant-vus', vus: 32, duration: '5s', gracefulStop: '0s', exec: 'hog' },"
                + "paced: { executor: 'constant-arrival-rate', rate: 200, duration: '5s', preAllocatedVUs: 50 } } };"
                + "export function hog() { while (true) {} } export default function () {}";
        JsonNode run = ended(script, "");
        assertThat(run.get("generator").get("verdict").asString()).isIn("degraded", "saturated");
        assertThat(reasons(run))
                .anyMatch(it -> it.startsWith("CPU: "))
                .anyMatch(it -> it.startsWith("Start lag: ") || it.startsWith("Too few VUs: "));
    }

    @Test
    void a_run_that_must_not_be_saturated_fails_when_it_is() {
        String script = scenario(
                "constant-arrival-rate",
                "rate: 50, gracefulStop: '0s', duration: '2s', preAllocatedVUs: 1",
                "sleep(1);");
        JsonNode run = ended(script, "?failOnSaturation=true");

        assertThat(run.get("state").asString()).isEqualTo("finished");
        assertThat(run.get("verdict").asString()).isEqualTo("failed");
        assertThat(run.get("exitCode").asInt()).isEqualTo(110);
        assertThat(run.get("problems").toString())
                .contains("failOnSaturation")
                .contains("the generator was saturated: Too few VUs: ");
        JsonNode without = ended(script, "");
        assertThat(without.get("verdict").asString()).isEqualTo("passed");
        assertThat(without.get("exitCode").asInt()).isZero();
    }

    @Test
    void a_run_too_short_to_be_measured_has_no_verdict() {
        JsonNode run = ended("export const options = { iterations: 1 }; export default function () {}", "");
        assertThat(run.has("generator")).isFalse();
    }
}
