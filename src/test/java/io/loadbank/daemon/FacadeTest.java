package io.loadbank.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** k6 1.x's REST API, as its clients see it. */
class FacadeTest {

    private static final String EXTERNAL = """
            import { check, group, sleep } from 'k6';
            import { Counter } from 'k6/metrics';
            const counter = new Counter('my_counter');
            export const options = {
              scenarios: { ext: { executor: 'externally-controlled', vus: 1, maxVUs: 3, duration: '0' } },
              thresholds: { checks: ['rate==1'], my_counter: ['count<0'] },
            };
            export function setup() { return { a: 1, b: [1, 2] }; }
            export default function (data) {
              group('outer', () => check(data, { 'is one': (d) => d.a === 1 }));
              counter.add(1);
              sleep(0.02);
            }
            export function teardown() {}
            """;
    private static final String CONSTANT = """
            import { sleep } from 'k6';
            export const options = { vus: 1, duration: '1m' };
            export default function () { sleep(0.05); }
            """;

    @TempDir
    static Path data;

    private static DaemonUnderTest daemon;

    @BeforeAll
    static void start() {
        daemon = DaemonUnderTest.start(data);
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    @AfterEach
    void stopAllRuns() {
        daemon.post("/api/v1/runs/stop-all", "application/json", "");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> daemon.get("/api/v1/runs").json().get("items").values().stream()
                        .noneMatch(run -> run.get("endedAt").isNull()));
    }

    private static String running(String script) {
        String id = daemon.run(script, "?name=facade");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> daemon.view(id).get("state").asString().equals("running"));
        return id;
    }

    private static DaemonUnderTest.Answer patch(String attributes) {
        return daemon.patch("/v1/status", "{\"data\":{\"attributes\":" + attributes + "}}");
    }

    private static String type(DaemonUnderTest.Answer answer) {
        return answer.headers().getOrDefault("content-type", List.of("")).getFirst();
    }

    @Test
    void the_status_document_is_k6s_to_the_byte() {
        running(EXTERNAL);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(daemon.get("/v1/status").body())
                        .isEqualTo("{\"data\":{\"type\":\"status\",\"id\":\"default\",\"attributes\":{\"status\":7,"
                                + "\"paused\":false,\"vus\":1,\"vus-max\":3,\"stopped\":false,\"running\":true,"
                                + "\"tainted\":true}}}"));
        assertThat(type(daemon.get("/v1/status"))).isEqualToIgnoringCase("application/json;charset=utf-8");
    }

    @Test
    void pause_waits_for_the_iterations_and_resume_goes_on() {
        running(EXTERNAL);
        DaemonUnderTest.Answer paused = patch("{\"paused\":true}");
        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.body()).contains("\"status\":7,\"paused\":true,\"vus\":0");
        assertThat(patch("{\"paused\":true}").body()).contains("\"status\":\"500\",\"title\":\"Pause error\"");
        assertThat(patch("{\"vus\":2}").body()).contains("\"paused\":true,\"vus\":0");
        assertThat(patch("{\"paused\":false,\"vus\":3}").body()).contains("\"paused\":false,\"vus\":3");
        assertThat(patch("{\"paused\":false}").status()).isEqualTo(500);
    }

    @Test
    void scaling_makes_vus_before_it_answers() {
        running(EXTERNAL);
        assertThat(patch("{\"vus\":5,\"vus-max\":5}").body()).contains("\"vus\":5,\"vus-max\":5");
        assertThat(patch("{\"vus\":0}").body()).contains("\"vus\":0,\"vus-max\":5");
        assertThat(patch("{\"vus\":\"2\"}").body()).contains("\"vus\":2");
        assertThat(patch("{\"vus\":\"\",\"vus-max\":null}").body()).contains("\"vus\":2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"vus\":-1}    | 400 | Config update error",
                "{\"vus\":4}     | 400 | Config update error",
                "{\"vus-max\":2} | 400 | Config update error",
                "{\"vus\":1.5}   | 400 | Invalid data",
                "{\"vus\":1e0}   | 400 | Invalid data",
                "{\"vus\":true}  | 400 | Invalid data",
                "{\"vus\":\"abc\"} | 400 | Invalid data",
                "{\"vus\":99999999999999999999} | 400 | Invalid data",
                "{\"paused\":\"yes\"} | 400 | Invalid data",
                "{\"stopped\":\"true\"} | 400 | Invalid data",
                "{\"status\":\"Running\"} | 400 | Invalid data",
                "{\"status\":-1} | 400 | Invalid data",
                "[]              | 400 | Invalid data"
            })
    void wrong_values_are_refused_as_k6_does(String attributes, int status, String title) {
        running(EXTERNAL);
        DaemonUnderTest.Answer answer = patch(attributes);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body())
                .startsWith("{\"errors\":[{\"status\":\"" + status + "\",\"title\":\"" + title + "\",\"detail\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"x\"", "{} x", "{\"data\":[]}"})
    void what_is_no_document_is_invalid_data(String body) {
        running(EXTERNAL);
        DaemonUnderTest.Answer answer = daemon.patch("/v1/status", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("Invalid data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"data\":{}}",
                "{\"data\":{\"attributes\":{\"status\":0,\"paused\":null,\"vus\":null,\"vus-max\":null,"
                        + "\"stopped\":false,\"running\":false,\"tainted\":false},\"id\":\"x\",\"type\":\"y\",\"z\":1}}",
                "{\"DATA\":{\"Attributes\":{\"VUS\":1}}}"
            })
    void a_patch_that_asks_for_nothing_new_is_fine(String body) {
        running(EXTERNAL);
        assertThat(daemon.patch("/v1/status", body).status()).isEqualTo(200);
    }

    @Test
    void other_executors_cannot_be_paused_or_scaled_here() {
        running(CONSTANT);
        assertThat(patch("{\"paused\":true}").body()).contains("\"500\"", "Pause error", "constant-vus", "default");
        assertThat(patch("{\"vus\":2}").body()).contains("\"500\"", "Execution config error");
        assertThat(patch("{\"stopped\":true,\"vus\":2}").body()).contains("\"stopped\":true");
    }

    @Test
    void a_run_that_waits_for_its_start_is_unpaused_here() {
        String id = daemon.run(CONSTANT, "?name=facade&paused=true");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(daemon.get("/v1/status").body())
                        .contains("\"status\":4,\"paused\":true", "\"stopped\":false,\"running\":false"));
        assertThat(patch("{\"paused\":true}").status()).isEqualTo(500);
        assertThat(patch("{\"paused\":false}").status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> daemon.view(id).get("state").asString().equals("running"));
    }

    @Test
    void metrics_have_k6s_fixed_samples() {
        running(EXTERNAL);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(daemon.get("/v1/metrics/my_counter").body())
                                .matches(
                                        "\\{\"data\":\\{\"type\":\"metrics\",\"id\":\"my_counter\",\"attributes\":\\{\"type\":\"counter\","
                                                + "\"contains\":\"default\",\"tainted\":true,\"sample\":\\{\"count\":\\d+,\"rate\":[0-9.]+}}}}"));
        assertThat(daemon.get("/v1/metrics/iteration_duration").body())
                .containsSubsequence("\"avg\":", "\"max\":", "\"med\":", "\"min\":", "\"p(90)\":", "\"p(95)\":");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(daemon.get("/v1/metrics").body())
                        .contains(
                                "{\"type\":\"metrics\",\"id\":\"checks\",\"attributes\":{\"type\":\"rate\","
                                        + "\"contains\":\"default\",\"tainted\":false,\"sample\":{\"rate\":1}}}",
                                "{\"type\":\"metrics\",\"id\":\"vus_max\",\"attributes\":{\"type\":\"gauge\","
                                        + "\"contains\":\"default\",\"tainted\":null,\"sample\":{\"value\":"));
        assertThat(type(daemon.get("/v1/metrics"))).isEqualToIgnoringCase("text/plain;charset=utf-8");
        assertThat(daemon.get("/v1/metrics/nope").status()).isEqualTo(404);
        assertThat(daemon.get("/v1/metrics/nope").body()).contains("\"title\":\"Not Found\"");
    }

    @Test
    void groups_are_a_flat_list_with_md5_ids() {
        running(EXTERNAL);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(daemon.get("/v1/groups").body())
                        .startsWith("{\"data\":[{\"type\":\"groups\",\"id\":\"d41d8cd98f00b204e9800998ecf8427e\","
                                + "\"attributes\":{\"path\":\"\",\"name\":\"\",\"checks\":null},\"relationships\":{\"groups\":"
                                + "{\"data\":[{\"type\":\"groups\",\"id\":\"c34b428ee7255085dfe7fef53d3394d5\"}]},"
                                + "\"parent\":{\"data\":null}}}")
                        .contains("{\"id\":\"b67ea3b427d66cce73e0ef5222ed66e0\",\"path\":\"::outer::is one\","
                                + "\"name\":\"is one\",\"passes\":"));
        assertThat(daemon.get("/v1/groups/c34b428ee7255085dfe7fef53d3394d5").body())
                .contains("\"name\":\"outer\"");
        assertThat(daemon.get("/v1/groups/x").status()).isEqualTo(404);
    }

    @Test
    void setup_data_is_read_replaced_and_made_anew() {
        running(EXTERNAL);
        String made =
                "{\"data\":{\"type\":\"setupData\",\"id\":\"default\",\"attributes\":{\"data\":{\"a\":1,\"b\":[1,2]}}}}";
        assertThat(daemon.get("/v1/setup").body()).isEqualTo(made);
        assertThat(put("/v1/setup", " { \"x\" : [ 1 ] } ").body()).contains("\"attributes\":{\"data\":{\"x\":[1]}}");
        assertThat(put("/v1/setup", "").body()).contains("\"attributes\":{}");
        assertThat(put("/v1/setup", "{").body()).contains("\"400\"", "Error parsing request body");
        assertThat(daemon.post("/v1/setup", "text/plain", "").body()).isEqualTo(made);
        DaemonUnderTest.Answer teardown = daemon.post("/v1/teardown", "text/plain", "");
        assertThat(teardown.status()).isEqualTo(200);
        assertThat(teardown.body()).isEmpty();
    }

    private static DaemonUnderTest.Answer put(String path, String body) {
        return daemon.send(
                HttpRequest.newBuilder(URI.create(daemon.url() + path)).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void each_run_has_a_facade_of_its_own() {
        String first = running(EXTERNAL);
        String second = running(CONSTANT);
        assertThat(daemon.get("/api/v1/runs/" + first + "/v1/status").body()).contains("\"vus-max\":3");
        assertThat(daemon.get("/api/v1/runs/" + second + "/v1/status").body()).contains("\"vus-max\":1");
        assertThat(daemon.get("/v1/status").body()).contains("\"vus-max\":1");
        assertThat(daemon.get("/api/v1/runs/nope/v1/status").status()).isEqualTo(404);
    }

    @Test
    void paths_and_methods_answer_as_k6_does() {
        assertThat(daemon.get("/ping").body()).isEqualTo("ok");
        DaemonUnderTest.Answer unknown = daemon.get("/v1/nope");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.body().strip()).isEqualTo("404 page not found");
        DaemonUnderTest.Answer wrong = daemon.post("/v1/metrics", "text/plain", "");
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.body()).isEmpty();
    }

    @Test
    void a_stopped_run_still_says_running_and_stopped() {
        String id = running(EXTERNAL);
        assertThat(patch("{\"stopped\":true}").status()).isEqualTo(200);
        daemon.ended(id);
        assertThat(daemon.get("/api/v1/runs/" + id + "/v1/status").body())
                .contains("\"status\":10", "\"stopped\":true,\"running\":true");
        assertThat(patch("{\"vus\":1}").status()).isEqualTo(400);
    }
}
