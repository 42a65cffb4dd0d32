package io.loadbank.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadbank.testkit.LoopbackTarget;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a user gets wrong: a clear answer each time, and a daemon that goes on. */
class BadInputTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String GOOD = "export default function () {}";

    @TempDir
    static Path data;

    private static DaemonUnderTest daemon;
    private static LoopbackTarget target;

    @BeforeAll
    static void start() {
        target = LoopbackTarget.start();
        daemon = DaemonUnderTest.start(data, "--loadbank.script.init-timeout=1s");
    }

    @AfterAll
    static void stop() {
        daemon.close();
        target.close();
    }

    @AfterEach
    void the_daemon_goes_on() {
        assertThat(daemon.ended(daemon.run(GOOD, "?name=good")).get("exitCode").asInt())
                .isZero();
    }

    private static DaemonUnderTest.Answer upload(String script) {
        return daemon.post("/api/v1/scripts?name=bad", "text/javascript", script);
    }

    private static DaemonUnderTest.Answer startRun(String script) {
        return daemon.post("/api/v1/runs?name=bad", "text/javascript", script);
    }

    @Test
    void a_syntax_error_is_named_with_line_and_column() {
        DaemonUnderTest.Answer answer =
                upload("import http from 'k6/http';\n\nexport default function () {\n  let a = ;\n}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("SyntaxError: Expected an operand but found ;", "main.js:4:11");
    }

    @Test
    void a_throw_in_init_is_told_at_upload_and_stops_a_run_before_it_starts() {
        String script = "if (!__ENV.TARGET) throw new Error('TARGET is missing');\n" + GOOD;
        DaemonUnderTest.Answer stored = upload(script);
        assertThat(stored.status()).isEqualTo(201);
        assertThat(stored.json().get("options").isNull()).isTrue();
        assertThat(stored.json().get("problems").toString()).contains("TARGET is missing", "1:26");
        DaemonUnderTest.Answer run = startRun(script);
        assertThat(run.status()).isEqualTo(422);
        assertThat(run.body()).contains("TARGET is missing");
    }

    @Test
    void an_endless_init_is_stopped_at_its_limit() {
        DaemonUnderTest.Answer answer = startRun("while (true) {}\n" + GOOD);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("the init code was stopped after 1000 ms");
    }

    @Test
    void many_endless_vus_are_stopped_and_another_run_keeps_going_meanwhile() {
        String other = daemon.run(
                "import { sleep } from 'k6'; export const options = { vus: 2, duration: '60s' };"
                        + "export default function () { sleep(0.01) }",
                "?name=other");
        await().atMost(SOON).until(() -> completed(other) > 0);
        String endless = daemon.run(
                "export const options = { vus: 64, duration: '60s' }; export default function () { while (true) {} }",
                "?name=endless");
        await().atMost(SOON)
                .until(() ->
                        daemon.view(endless).at("/scenarios/default/actual/vus").asInt() == 64);
        long before = completed(other);
        await().atMost(SOON).until(() -> completed(other) > before + 20);
        daemon.patch("/api/v1/runs/" + endless, "{\"stopped\":true}");
        JsonNode view = daemon.ended(endless);
        assertThat(view.get("exitCode").asInt()).isEqualTo(103);
        assertThat(view.at("/scenarios/default/actual/iterationsInterrupted").asInt())
                .isEqualTo(64);
        daemon.patch("/api/v1/runs/" + other, "{\"stopped\":true}");
        daemon.ended(other);
    }

    private static long completed(String id) {
        return daemon.view(id)
                .at("/scenarios/default/actual/iterationsCompleted")
                .asLong();
    }

    @Test
    void unknown_modules_are_all_named() {
        DaemonUnderTest.Answer answer = upload(
                "import a from 'lodash'; import b from './missing.js'; import c from 'k6/nope'; import d from 'k6/browser';"
                        + "import e from 'https://example.com/x.js';" + GOOD);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("problems").size()).isEqualTo(5);
        assertThat(answer.body())
                .contains("lodash", "./missing.js", "k6/nope", "Loadbank has no browser module", "remote modules");
    }

    @Test
    void invalid_options_are_all_named() {
        DaemonUnderTest.Answer answer = startRun("""
                export const options = {
                  setupTimeout: -1, tags: { a: 1 }, thresholds: { nope: ['count>0'], iterations: ['p(95)<1', 'x'] },
                  scenarios: {
                    a: { executor: 'constant-vus', vus: 0, duration: '10ms', color: 'red' },
                    'b c': { executor: 'no-such' },
                    d: { executor: 'externally-controlled', vus: 5, maxVUs: 2, duration: '1s', gracefulStop: '1s', exec: 'x' },
                  },
                };
                """ + GOOD);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("problems").findValuesAsString("path"))
                .contains("tags.a", "scenarios.a.color", "scenarios.b c.executor");
        assertThat(answer.json().get("problems").size()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void a_script_that_is_too_large_is_refused_and_the_answer_can_be_read() {
        DaemonUnderTest.Answer answer = upload("// " + "x".repeat(10 << 20) + "\n" + GOOD);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("too-large");
    }

    @ParameterizedTest(name = "{1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "POST  | /api/v1/runs            | {\"script\":          | 400",
                "POST  | /api/v1/runs            | {\"script\":\"none\"} | 422",
                "POST  | /api/v1/runs            | {\"scrip\":\"a\",\"x\":1} | 422",
                "PATCH | /api/v1/runs/r-unknown  | {\"vus\":1}          | 404",
                "PATCH | /api/v1/runs/LIVE       | {\"rate\":5}         | 409",
                "PATCH | /api/v1/runs/LIVE       | {\"vus\":6}          | 422",
                "PATCH | /api/v1/runs/LIVE       | {\"vus\":-1}         | 422",
                "PATCH | /api/v1/runs/LIVE       | {\"nope\":1}         | 422"
            })
    void wrong_requests_have_their_status(String method, String path, String body, int status) {
        String live = daemon.run(
                "import { sleep } from 'k6';"
                        + "export const options = { scenarios: { x: { executor: 'externally-controlled', vus: 1, maxVUs: 5,"
                        + " duration: '60s' } } }; export default function () { sleep(0.1) }",
                "?name=live");
        await().atMost(SOON)
                .until(() -> daemon.view(live).get("state").asString().equals("running"));
        String at = path.replace("LIVE", live);
        DaemonUnderTest.Answer answer =
                method.equals("POST") ? daemon.post(at, "application/json", body) : daemon.patch(at, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().get("type").asString()).startsWith("/problems/");
        daemon.patch("/api/v1/runs/" + live, "{\"stopped\":true}");
        daemon.ended(live);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a target that refuses       | http://127.0.0.1:1/   | 1212",
                "a target that resets        | TARGET/reset          | 1220",
                "a target that never answers | TARGET/silent         | 1050",
                "a target that sends garbage | TARGET/garbage        | 1000",
                "a target that just closes   | TARGET/close          | 1000",
                "a body that breaks off      | TARGET/truncate       | 1000",
                "a body without an end       | TARGET/endless        | 1050"
            })
    void hostile_targets_are_failed_requests(String name, String url, int code) {
        String id = daemon.run(
                "import http from 'k6/http'; import { check } from 'k6';"
                        + "export const options = { vus: 2, iterations: 4, thresholds: { checks: ['rate==1'] } };"
                        + "export default function () { const r = http.get('" + url.replace("TARGET", target.url())
                        + "', { timeout: 500 }); check(r, { code: (x) => x.error_code === " + code
                        + " && x.status === 0 }) }",
                "?name=hostile");
        JsonNode view = daemon.ended(id);
        assertThat(view.get("exitCode").asInt())
                .as(daemon.get("/api/v1/runs/" + id + "/logs").body())
                .isZero();
        assertThat(view.at("/scenarios/default/actual/iterationsCompleted").asInt())
                .isEqualTo(4);
    }
}
