package io.loadbank.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** How a run can end, and what k6's exit code says about it. */
class ExitCodesTest {

    private static final String ITERATION = "export default function () {}";
    private static final String TEARDOWN = "export function teardown() { console.log('teardown ran') }";

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

    private static String script(String body) {
        return """
                import exec from 'k6/execution';
                import { sleep } from 'k6';
                import { Counter } from 'k6/metrics';
                const c = new Counter('cc');
                """ + body;
    }

    private static JsonNode end(String body) {
        return daemon.ended(daemon.run(script(body), "?name=exit"));
    }

    private static boolean toreDown(JsonNode view) {
        return logs(view).contains("teardown ran");
    }

    private static String logs(JsonNode view) {
        return daemon.get("/api/v1/runs/" + view.get("id").asString() + "/logs").body();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "normal end            | ITERATION TEARDOWN                                                     | finished | passed | 0   | true",
                "abort in VU code      | export default function () { exec.test.abort('why') } TEARDOWN          | aborted  | passed | 108 | true",
                "abort in a VU's init  | if (__VU > 0) exec.test.abort(); ITERATION TEARDOWN                     | aborted  | passed | 108 | false",
                "abort in setup        | export function setup() { exec.test.abort() } ITERATION TEARDOWN        | aborted  | passed | 108 | false",
                "abort in teardown     | ITERATION export function teardown() { exec.test.abort(); console.log('teardown ran') } | aborted | passed | 108 | false",
                "abort in the summary  | ITERATION TEARDOWN export function handleSummary() { exec.test.abort() } | finished | passed | 0   | true",
                "throw in setup        | export function setup() { throw new Error('x') } ITERATION TEARDOWN     | failed   | failed | 107 | false",
                "rejected setup        | export async function setup() { throw new Error('x') } ITERATION TEARDOWN | failed | failed | 255 | false",
                "unusable setup data   | export function setup() { return () => 1 } ITERATION TEARDOWN           | failed   | failed | 255 | false",
                "throw in teardown     | ITERATION export function teardown() { throw new Error('x') }           | failed   | failed | 107 | false",
                "rejected teardown     | ITERATION export async function teardown() { throw new Error('x') }     | failed   | failed | 255 | false",
                "throw in the summary  | ITERATION TEARDOWN export function handleSummary() { throw new Error('x') } | finished | passed | 0 | true",
                "throw in an iteration | export default function () { throw new Error('x') } TEARDOWN            | finished | passed | 0   | true",
                "test.fail             | export default function () { exec.test.fail('x') } TEARDOWN             | finished | failed | 110 | true",
                "failed threshold      | export const options = { thresholds: { cc: ['count>0'] } }; ITERATION TEARDOWN | finished | failed | 99 | true",
                "aborting threshold    | export const options = { duration: '60s', thresholds: { cc: [{ threshold: 'count<1', abortOnFail: true }] } }; export default function () { c.add(1); sleep(0.1) } TEARDOWN | aborted | failed | 99 | true",
                "setup timeout         | export const options = { setupTimeout: '200ms' }; export function setup() { while (true) {} } ITERATION TEARDOWN | failed | failed | 100 | false",
                "teardown timeout      | export const options = { teardownTimeout: '200ms' }; ITERATION export function teardown() { sleep(60) } | failed | failed | 101 | false",
                "throw in a VU's init  | if (__VU > 0) throw new Error('x'); ITERATION TEARDOWN                  | failed   | failed | 107 | false",
                "fail beats thresholds | export const options = { thresholds: { cc: ['count>0'] } }; export default function () { exec.test.fail() } TEARDOWN | finished | failed | 110 | true",
                "an error beats both   | export const options = { thresholds: { cc: ['count>0'] } }; export default function () { exec.test.fail() } export function teardown() { throw new Error('x') } | failed | failed | 107 | false"
            })
    void each_way_to_end_has_its_code(
            String name, String body, String state, String verdict, int exitCode, boolean teardownRan) {
        JsonNode view = end(body.replace("ITERATION", ITERATION).replace("TEARDOWN", TEARDOWN));

        assertThat(view.get("exitCode").asInt()).as(view + logs(view)).isEqualTo(exitCode);
        assertThat(view.get("state").asString()).isEqualTo(state);
        assertThat(view.get("verdict").asString()).isEqualTo(verdict);
        assertThat(toreDown(view)).isEqualTo(teardownRan);
        assertThat(daemon.get("/api/v1/runs/" + view.get("id").asString() + "/summary")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "throw in init       | throw new Error('boom'); ITERATION               | boom",
                "abort in init       | exec.test.abort('early'); ITERATION              | test aborted: early",
                "no function         | export const x = 1;                              | exports no function",
                "setup no function   | export const setup = 1; ITERATION                | setup is exported but is not a function",
                "unknown exec        | export const options = { scenarios: { a: { executor: 'shared-iterations', exec: 'nope' } } }; ITERATION | nope",
                "unknown metric      | export const options = { thresholds: { nope: ['count>0'] } }; ITERATION | there is no metric named 'nope'",
                "setup timeout 0     | export const options = { setupTimeout: 0 }; ITERATION | setupTimeout"
            })
    void what_k6_refuses_before_the_start_makes_no_run(String name, String body, String complaint) {
        DaemonUnderTest.Answer answer = daemon.post(
                "/api/v1/runs?name=refused", "text/javascript", script(body.replace("ITERATION", ITERATION)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains(complaint);
    }

    @Test
    void a_stop_while_running_interrupts_and_tears_down() {
        String id = daemon.run(
                script("export const options = { duration: '1m' }; export default function () { sleep(30) } "
                        + TEARDOWN),
                "?name=exit");
        untilState(id, "running");
        stopRun(id);
        JsonNode view = daemon.ended(id);
        assertThat(view.get("exitCode").asInt()).isEqualTo(103);
        assertThat(view.at("/scenarios/default/actual/iterationsInterrupted").asInt())
                .isEqualTo(1);
        assertThat(toreDown(view)).isTrue();
    }

    @Test
    void a_stop_before_the_start_runs_nothing() {
        String id = daemon.run(script(ITERATION + TEARDOWN), "?name=exit&paused=true");
        untilState(id, "ready");
        stopRun(id);
        JsonNode view = daemon.ended(id);
        assertThat(view.get("exitCode").asInt()).isEqualTo(103);
        assertThat(view.get("startedAt").isNull()).isTrue();
        assertThat(toreDown(view)).isFalse();
    }

    @Test
    void a_stop_during_setup_starts_no_iteration_and_tears_nothing_down() {
        String id = daemon.run(script("export function setup() { sleep(30) }" + ITERATION + TEARDOWN), "?name=exit");
        untilState(id, "setup");
        stopRun(id);
        JsonNode view = daemon.ended(id);
        assertThat(view.get("exitCode").asInt()).isEqualTo(103);
        assertThat(view.at("/scenarios/default/actual/iterationsCompleted").asInt())
                .isZero();
        assertThat(toreDown(view)).isFalse();
    }

    @Test
    void a_stop_during_teardown_lets_it_come_to_its_end() {
        String id = daemon.run(
                script(ITERATION + " export function teardown() { sleep(1); console.log('teardown ran') }"),
                "?name=exit");
        untilState(id, "teardown");
        stopRun(id);
        JsonNode view = daemon.ended(id);
        assertThat(view.get("exitCode").asInt()).isEqualTo(103);
        assertThat(toreDown(view)).isTrue();
    }

    @Test
    void a_daemon_that_is_shut_down_ends_its_runs_in_order_and_keeps_them(@TempDir Path own) {
        String id;
        try (DaemonUnderTest first = DaemonUnderTest.start(own)) {
            id = first.run(
                    script("export const options = { duration: '1m' }; export default function () { sleep(30) } "
                            + TEARDOWN),
                    "?name=exit");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> first.view(id).get("state").asString().equals("running"));
        }
        try (DaemonUnderTest second = DaemonUnderTest.start(own)) {
            JsonNode view = second.view(id);
            assertThat(view.get("state").asString()).isEqualTo("aborted");
            assertThat(view.get("exitCode").asInt()).isEqualTo(105);
            assertThat(second.get("/api/v1/runs/" + id + "/logs").body()).contains("teardown ran");
            assertThat(second.get("/api/v1/runs/" + id + "/summary").json().has("metrics"))
                    .isTrue();
        }
    }

    private static void untilState(String id, String state) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> daemon.view(id).get("state").asString().equals(state));
    }

    private static void stopRun(String id) {
        assertThat(daemon.patch("/api/v1/runs/" + id, "{\"stopped\":true}").status())
                .isEqualTo(200);
    }
}
