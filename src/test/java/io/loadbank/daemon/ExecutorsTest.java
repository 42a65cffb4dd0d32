package io.loadbank.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The executors at work, several at once, and steered. Counts are asserted, instants are not. */
class ExecutorsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

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

    private static String run(String scenarios, String body) {
        return daemon.run(
                "import { sleep } from 'k6'; import exec from 'k6/execution';"
                        + "export const options = { scenarios: {" + scenarios + "} };"
                        + "export default function () {" + body + "}",
                "?name=executors");
    }

    private static JsonNode actual(JsonNode view, String scenario) {
        return view.at("/scenarios/" + scenario + "/actual");
    }

    private static long completed(String id, String scenario) {
        return actual(daemon.view(id), scenario).get("iterationsCompleted").asLong();
    }

    @ParameterizedTest(name = "{0}/{1} for {2}: {3} or one more")
    @CsvSource({"10, 1s, 1s, 10", "3, 1s, 2s, 6", "90, 1m, 2s, 3", "7, 3s, 2500ms, 6", "50, 1s, 1s, 50"})
    void a_constant_arrival_rate_starts_or_drops_every_tick(long rate, String unit, String duration, long ticks) {
        JsonNode view = daemon.ended(run(
                "a: { executor: 'constant-arrival-rate', rate: " + rate + ", timeUnit: '" + unit + "', duration: '"
                        + duration + "', preAllocatedVUs: 5, maxVUs: 5 }",
                ""));
        JsonNode actual = actual(view, "a");
        long all = actual.get("iterationsCompleted").asLong()
                + actual.get("iterationsDropped").asLong();
        assertThat(all).isBetween(ticks, ticks + 1);
    }

    @Test
    void a_ramping_arrival_rate_has_as_many_starts_as_the_area_under_it() {
        JsonNode view = daemon.ended(run(
                "a: { executor: 'ramping-arrival-rate', startRate: 0, timeUnit: '1s', preAllocatedVUs: 5,"
                        + " stages: [{ duration: '2s', target: 10 }] }",
                ""));
        JsonNode actual = actual(view, "a");
        assertThat(actual.get("iterationsCompleted").asLong()
                        + actual.get("iterationsDropped").asLong())
                .isBetween(9L, 10L);
    }

    @Test
    void a_rate_without_free_vus_drops_warns_once_and_never_makes_more_than_max_vus() {
        String id = run(
                "a: { executor: 'constant-arrival-rate', rate: 20, duration: '2s', preAllocatedVUs: 1, maxVUs: 3,"
                        + " gracefulStop: '0s' }",
                "sleep(60)");
        JsonNode actual = actual(daemon.ended(id), "a");
        assertThat(actual.get("vusInitialized").asInt()).isLessThanOrEqualTo(3);
        assertThat(actual.get("iterationsInterrupted").asInt()).isBetween(1, 3);
        assertThat(actual.get("iterationsInterrupted").asLong()
                        + actual.get("iterationsDropped").asLong())
                .isBetween(40L, 41L);
        assertThat(daemon.get("/api/v1/runs/" + id + "/logs").body().split("Insufficient VUs", -1))
                .hasSize(2);
    }

    @Test
    void ramping_vus_reach_their_targets_and_end_with_the_plan() {
        String id = run(
                "r: { executor: 'ramping-vus', startVUs: 0, gracefulRampDown: '0s', gracefulStop: '0s',"
                        + " stages: [{ duration: '1s', target: 4 }, { duration: '1s', target: 2 },"
                        + " { duration: '500ms', target: 2 }] }",
                "sleep(60)");
        JsonNode view = daemon.ended(id);
        assertThat(actual(view, "r").get("iterationsInterrupted").asInt()).isEqualTo(4);
        assertThat(actual(view, "r").get("iterationsCompleted").asInt()).isZero();
        assertThat(view.get("elapsedMs").asLong()).isGreaterThanOrEqualTo(2_500);
    }

    @Test
    void a_rate_is_turned_while_it_runs() {
        String id = run(
                "a: { executor: 'constant-arrival-rate', rate: 1, timeUnit: '30s', duration: '60s', preAllocatedVUs: 10 }",
                "");
        await().atMost(SOON).until(() -> completed(id, "a") == 1);
        DaemonUnderTest.Answer answer = daemon.patch("/api/v1/runs/" + id, "{\"rate\":200,\"timeUnit\":\"1s\"}");
        assertThat(answer.json().at("/scenarios/a/desired/rate").asInt()).isEqualTo(200);
        await().atMost(SOON).until(() -> completed(id, "a") > 100);
        daemon.patch("/api/v1/runs/" + id, "{\"duration\":\"1s\"}");
        JsonNode view = daemon.ended(id);
        assertThat(view.get("state").asString()).isEqualTo("finished");
        assertThat(view.at("/scenarios/a/desired/duration").asString()).isEqualTo("1s");
    }

    @Test
    void stages_are_replaced_while_they_run() {
        String id = run(
                "r: { executor: 'ramping-vus', startVUs: 1, stages: [{ duration: '60s', target: 1 }] }", "sleep(0.05)");
        await().atMost(SOON).until(() -> completed(id, "r") > 0);
        DaemonUnderTest.Answer answer = daemon.patch(
                "/api/v1/runs/" + id,
                "{\"stages\":[{\"duration\":\"0s\",\"target\":7},{\"duration\":\"60s\",\"target\":7}]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        await().atMost(SOON).until(() -> actual(daemon.view(id), "r").get("vus").asInt() == 7);
        daemon.patch("/api/v1/runs/" + id, "{\"stages\":[{\"duration\":\"200ms\",\"target\":0}]}");
        assertThat(daemon.ended(id).get("exitCode").asInt()).isZero();
    }

    @Test
    void four_scenarios_rest_go_on_and_are_turned_together() {
        String id = run(
                "con: { executor: 'constant-vus', vus: 2, duration: '60s' },"
                        + "ext: { executor: 'externally-controlled', vus: 1, maxVUs: 5, duration: '60s' },"
                        + "arr: { executor: 'constant-arrival-rate', rate: 20, duration: '60s', preAllocatedVUs: 5 },"
                        + "ram: { executor: 'ramping-vus', startVUs: 1, stages: [{ duration: '60s', target: 1 }] }",
                "sleep(0.05)");
        String[] scenarios = {"con", "ext", "arr", "ram"};
        for (String scenario : scenarios) {
            await().atMost(SOON).until(() -> completed(id, scenario) > 2);
        }
        assertThat(daemon.patch("/api/v1/runs/" + id, "{\"paused\":true}")
                        .json()
                        .get("state")
                        .asString())
                .isEqualTo("paused");
        await().atMost(SOON).until(() -> busy(id, scenarios) == 0);
        long before = all(id, scenarios);
        await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> all(id, scenarios) == before);

        DaemonUnderTest.Answer turned = daemon.patch(
                "/api/v1/runs/" + id,
                "{\"paused\":false,\"scenarios\":{\"con\":{\"vus\":4},\"ext\":{\"vus\":5},\"arr\":{\"rate\":50},"
                        + "\"ram\":{\"stages\":[{\"duration\":\"0s\",\"target\":3},{\"duration\":\"60s\",\"target\":3}]}}}");
        assertThat(turned.status()).as(turned.body()).isEqualTo(200);
        await().atMost(SOON).until(() -> vus(id, "con") == 4 && vus(id, "ext") == 5 && vus(id, "ram") == 3);
        await().atMost(SOON).until(() -> all(id, scenarios) > before + 100);
        refusedAsAWhole(id);

        daemon.patch("/api/v1/runs/" + id, "{\"stopped\":true}");
        JsonNode view = daemon.ended(id);
        long counted = daemon.get("/api/v1/runs/" + id + "/summary")
                .json()
                .at("/metrics/iterations/values/count")
                .asLong();
        assertThat(counted).isEqualTo(all(id, scenarios));
        assertThat(view.get("exitCode").asInt()).isEqualTo(103);
    }

    /** One wrong value, and nothing of the patch is applied. */
    private static void refusedAsAWhole(String id) {
        DaemonUnderTest.Answer refused = daemon.patch(
                "/api/v1/runs/" + id, "{\"scenarios\":{\"con\":{\"vus\":1},\"ext\":{\"vus\":99},\"arr\":{\"vus\":1}}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("problems").size()).isEqualTo(2);
        assertThat(daemon.view(id).at("/scenarios/con/desired/vus").asInt()).isEqualTo(4);
    }

    private static int vus(String id, String scenario) {
        return actual(daemon.view(id), scenario).get("vus").asInt();
    }

    private static long busy(String id, String... scenarios) {
        JsonNode view = daemon.view(id);
        long busy = 0;
        for (String scenario : scenarios) {
            busy += actual(view, scenario).get("vus").asInt();
        }
        return busy;
    }

    private static long all(String id, String... scenarios) {
        JsonNode view = daemon.view(id);
        long all = 0;
        for (String scenario : scenarios) {
            all += actual(view, scenario).get("iterationsCompleted").asLong();
        }
        return all;
    }

    @Test
    void three_instances_share_one_test_without_knowing_of_each_other() {
        List<String> all = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        for (String segment : List.of("0:1/3", "1/3:2/3", "2/3:1")) {
            String id = daemon.run(
                    "import exec from 'k6/execution';"
                            + "export const options = { executionSegment: '" + segment
                            + "', executionSegmentSequence: '0,1/3,2/3,1', scenarios: { s: {"
                            + " executor: 'shared-iterations', vus: 10, iterations: 20, maxDuration: '20s' } } };"
                            + "export default function () { console.log('number ' + exec.scenario.iterationInTest"
                            + " + ' of VU ' + exec.vu.idInTest); }",
                    "?name=divided");
            assertThat(daemon.ended(id).get("exitCode").asInt()).isZero();
            List<String> lines = daemon.get("/api/v1/runs/" + id + "/logs")
                    .body()
                    .lines()
                    .filter(line -> line.contains("number "))
                    .map(line -> line.replaceAll(".*number (\\d+) of VU (\\d+).*", "$1 $2"))
                    .toList();
            counts.add(lines.size());
            all.addAll(lines);
        }

        assertThat(counts).containsExactly(8, 6, 6);
        assertThat(all.stream().map(line -> Integer.parseInt(line.split(" ")[0])))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20).boxed().toList());
        assertThat(all.stream().map(line -> Integer.parseInt(line.split(" ")[1])))
                .allSatisfy(vu -> assertThat(vu).isBetween(1, 10));
    }

    @Test
    void a_segment_that_is_none_is_refused() {
        DaemonUnderTest.Answer answer = daemon.post(
                "/api/v1/runs?name=divided",
                "application/javascript",
                "export const options = { executionSegment: '1/2:1/3' }; export default () => {};");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("executionSegment");
    }
}
