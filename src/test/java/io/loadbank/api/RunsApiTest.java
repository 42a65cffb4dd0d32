package io.loadbank.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.run.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class RunsApiTest extends ApiUnderTest {

    @Test
    void a_run_of_a_stored_script_is_201_with_its_address_tag_and_view() {
        upload("stored", "export default 1");

        createRun("""
                {"script":"stored@1","name":"evening","options":{"vus":20,"thresholds":{"checks":["rate>0.9"]}},
                 "env":{"TOKEN":"t0p-s3cret"},"tags":{"team":"blue"},"paused":true}""")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueMatches(HttpHeaders.LOCATION, "/api/v1/runs/r-[0-9]+")
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"1\"")
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("evening")
                .jsonPath("$.script.name")
                .isEqualTo("stored")
                .jsonPath("$.state")
                .isEqualTo("running")
                .jsonPath("$.env[0]")
                .isEqualTo("TOKEN")
                .jsonPath("$.tags.team")
                .isEqualTo("blue")
                .jsonPath("$.scenarios.default.actual.vus")
                .isEqualTo(10)
                .jsonPath("$.thresholds.http_req_duration[0].expression")
                .isEqualTo("p(95)<500")
                .jsonPath("$.thresholds.http_req_duration[0].value")
                .isEmpty()
                .jsonPath("$.generator")
                .doesNotExist();

        var spec = board.last().spec;
        assertThat(spec.env()).containsExactly(Map.entry("TOKEN", "t0p-s3cret"));
        assertThat(spec.options()).containsEntry("vus", 20);
        assertThat(spec.paused()).isTrue();
        assertThat(spec.submittedBy()).isEqualTo("127.0.0.1");
        assertThat(spec.files().entry()).isEqualTo("main.js");
    }

    @Test
    void values_of_env_are_never_shown() {
        var run = running("secretive");
        upload("secretive", "1");
        createRun("{\"script\":\"secretive\",\"env\":{\"TOKEN\":\"t0p-s3cret\"}}");

        var all = text("/api/v1/runs")
                + text("/api/v1/runs/" + run.id())
                + text("/api/v1/runs/" + board.last().id());
        assertThat(all).contains("TOKEN").doesNotContain("t0p-s3cret");
    }

    @Test
    void creation_runs_on_a_platform_thread_and_not_on_an_event_loop() {
        running("where");

        assertThat(board.creators.getLast().isVirtual()).isFalse();
        assertThat(board.creators.getLast().getName()).startsWith("api-slow-");
    }

    @Test
    void one_curl_uploads_and_starts() {
        http.post()
                .uri(
                        "/api/v1/runs?name=quick&vus=5&duration=1m30s&iterations=7&paused=false&env=A=b=c&env=D=&tag=t=u&id=mine")
                .contentType(JAVASCRIPT)
                .bodyValue("export default 'quick'")
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.id")
                .isEqualTo("mine")
                .jsonPath("$.name")
                .isEqualTo("quick")
                .jsonPath("$.script.version")
                .isEqualTo(1);

        var spec = board.get("mine").spec;
        assertThat(spec.options()).isEqualTo(Map.of("vus", 5L, "duration", "1m30s", "iterations", 7L));
        assertThat(spec.env()).isEqualTo(Map.of("A", "b=c", "D", ""));
        assertThat(spec.tags()).isEqualTo(Map.of("t", "u"));
        assertThat(spec.paused()).isFalse();
        http.get().uri("/api/v1/scripts/quick@1").exchange().expectStatus().isOk();
    }

    @Test
    void a_dry_run_starts_nothing_and_stores_nothing() {
        upload("dry", "1");
        int before = board.runs.size();

        http.post()
                .uri("/api/v1/runs?dryRun=true")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"script\":\"dry\",\"options\":{\"wrong\":1}}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.valid")
                .isEqualTo(false)
                .jsonPath("$.vus")
                .isEqualTo(10)
                .jsonPath("$.maxVUs")
                .isEqualTo(100)
                .jsonPath("$.problems.length()")
                .isEqualTo(2)
                .jsonPath("$.warnings[0]")
                .isEqualTo("unknown option foo");
        http.post()
                .uri("/api/v1/runs?dryRun=true&name=dry-upload&vus=3")
                .contentType(JAVASCRIPT)
                .bodyValue("export default 'dry'")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.options.scenarios.default.vus")
                .isEqualTo(3);

        assertThat(board.runs).hasSize(before);
        http.get().uri("/api/v1/scripts/dry-upload").exchange().expectStatus().isNotFound();
    }

    @Test
    void wrong_options_are_a_422_with_all_problems() {
        upload("wrongly", "1");

        refused(createRun("{\"script\":\"wrongly\",\"options\":{\"wrong\":1}}"), 422, "invalid-input")
                .jsonPath("$.problems[0].path")
                .isEqualTo("scenarios.a.vus")
                .jsonPath("$.problems[1].hint")
                .isEqualTo("name one of ...");
    }

    @Test
    void storage_that_does_not_work_is_a_503_that_says_what_became_of_it() {
        upload("unkept", "1");

        refused(createRun("{\"script\":\"unkept\",\"options\":{\"unkept\":1}}"), 503, "storage-unavailable")
                .jsonPath("$.detail")
                .isEqualTo("the run was not started, because storage does not take it");
        createRun("{\"script\":\"unkept\",\"id\":\"stuck\"}").expectStatus().isCreated();
        refused(patch("stuck", "{\"vus\":66}"), 503, "storage-unavailable")
                .jsonPath("$.detail")
                .isEqualTo("the change is in force, but is not on disk");
        refused(http.delete().uri("/api/v1/runs/stuck"), 503, "storage-unavailable")
                .jsonPath("$.detail")
                .value(detail -> assertThat(String.valueOf(detail)).endsWith("the disk is full"));
    }

    @Test
    void no_room_is_a_503_and_a_taken_id_a_409() {
        upload("full", "1");

        refused(createRun("{\"script\":\"full\",\"options\":{\"vus\":20000}}"), 503, "no-capacity")
                .jsonPath("$.problems[0].hint")
                .isEqualTo("use fewer");
        createRun("{\"script\":\"full\",\"id\":\"taken\"}").expectStatus().isCreated();
        refused(createRun("{\"script\":\"full\",\"id\":\"taken\"}"), 409, "conflict")
                .jsonPath("$.detail")
                .isEqualTo("there is a run taken already");
    }

    @Test
    void the_list_is_newest_first_filtered_and_paged() {
        var script = "listed";
        upload(script, "1");
        for (int i = 0; i < 5; i++) {
            createRun("{\"script\":\"listed\",\"id\":\"l" + i + "\",\"tags\":{\"n\":\"" + i % 2 + "\"}}");
        }
        board.get("l4").end(RunState.FINISHED);

        assertThat(ids("/api/v1/runs?script=listed")).containsExactly("l4", "l3", "l2", "l1", "l0");
        assertThat(ids("/api/v1/runs?script=listed@1&state=running,paused")).containsExactly("l3", "l2", "l1", "l0");
        assertThat(ids("/api/v1/runs?script=listed&tag=n=0")).containsExactly("l4", "l2", "l0");
        assertThat(ids("/api/v1/runs?script=listed@2")).isEmpty();
        var next = body("/api/v1/runs?script=listed&limit=2").get("next");
        board.forget("l4");
        assertThat(ids("/api/v1/runs?script=listed&limit=3&cursor=" + next)).containsExactly("l2", "l1", "l0");
        assertThat(body("/api/v1/runs?script=listed&limit=3&cursor=" + next).get("next"))
                .isNull();
    }

    @Test
    void waiting_answers_when_the_run_has_ended_or_the_time_is_up() {
        var run = running("awaited");

        assertThat(body("/api/v1/runs/" + run.id() + "?wait=50ms").get("state")).isEqualTo("running");
        var answer = Mono.fromCallable(() -> body("/api/v1/runs/" + run.id() + "?wait=10m"))
                .subscribeOn(Schedulers.boundedElastic())
                .toFuture();
        run.end(RunState.FINISHED);

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(answer::isDone);
        assertThat(answer.join().get("state")).isEqualTo("finished");
        assertThat(answer.join().get("exitCode")).isEqualTo(0);
        refused(http.get().uri("/api/v1/runs/" + run.id() + "?wait=11m"), 422, "invalid-input")
                .jsonPath("$.detail")
                .isEqualTo("wait: is at most 10m");
    }

    @Test
    void only_an_ended_run_is_forgotten() {
        var run = running("forgotten");

        refused(http.delete().uri("/api/v1/runs/" + run.id()), 409, "conflict")
                .jsonPath("$.detail")
                .isEqualTo(run.id() + " is running, stop it first: PATCH with {\"stopped\":true}");
        run.end(RunState.FINISHED);
        refused(http.delete().uri("/api/v1/runs/" + run.id()).header("If-Match", "\"1\""), 412, "precondition-failed");
        http.delete().uri("/api/v1/runs/" + run.id()).exchange().expectStatus().isNoContent();
        refused(http.get().uri("/api/v1/runs/" + run.id()), 404, "not-found")
                .jsonPath("$.detail")
                .isEqualTo("there is no run " + run.id());
        refused(http.delete().uri("/api/v1/runs/" + run.id()), 404, "not-found");
    }

    @Test
    void stop_all_tells_how_many_there_were() {
        board.stopAll("test");
        running("stopped");
        running("stopped");

        http.post()
                .uri("/api/v1/runs/stop-all")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"stopped\":2}");
    }

    private List<String> ids(String uri) {
        return ((List<?>) Objects.requireNonNull(body(uri).get("items")))
                .stream().map(it -> String.valueOf(((Map<?, ?>) it).get("id"))).toList();
    }

    private Map<?, ?> body(String uri) {
        return Objects.requireNonNull(http.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
    }

    private String text(String uri) {
        var body = http.get().uri(uri).exchange().expectBody(String.class).returnResult();
        return Objects.requireNonNull(body.getResponseBody());
    }
}
