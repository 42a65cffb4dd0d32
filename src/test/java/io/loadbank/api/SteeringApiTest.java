package io.loadbank.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.plan.Retarget;
import io.loadbank.plan.Stage;
import io.loadbank.run.RunPatch;
import io.loadbank.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

class SteeringApiTest extends ApiUnderTest {

    @Test
    void scaling_answers_at_once_with_desired_and_a_new_tag() {
        var run = running("scaled");

        patch(run.id(), "{\"vus\":50}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"2\"")
                .expectBody()
                .jsonPath("$.scenarios.default.desired.vus")
                .isEqualTo(50);
        assertThat(run.patches)
                .containsExactly(new RunPatch(
                        null, null, Map.of(), new Retarget(50L, null, null, null, null, null, null, null, null, null)));
    }

    @Test
    void every_field_of_the_contract_reaches_the_run() {
        var run = running("steered");

        patch(run.id(), """
                {"paused":true,"stopped":false,"scenarios":{"browse":{"vus":5,"maxVUs":9,"timeUnit":"1s",
                 "stages":[{"duration":"10s","target":3}],"duration":"1m","paused":false,"ramp":"2s",
                 "at":"2026-11-21T20:00:00Z","in":"1.5s"}}}""").expectStatus().isOk();

        var retarget = new Retarget(
                5L,
                9L,
                null,
                Duration.ofSeconds(1),
                List.of(new Stage(Duration.ofSeconds(10), 3)),
                Duration.ofMinutes(1),
                false,
                Duration.ofSeconds(2),
                Instant.parse("2026-11-21T20:00:00Z"),
                Duration.ofMillis(1500));
        assertThat(run.patches).containsExactly(new RunPatch(true, false, Map.of("browse", retarget), null));
    }

    @Test
    void plain_json_is_a_patch_too_and_an_empty_one_changes_nothing() {
        var run = running("plainly");

        http.patch()
                .uri("/api/v1/runs/" + run.id())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(run.patches).containsExactly(new RunPatch(null, null, Map.of(), null));
    }

    @Test
    void a_field_that_is_not_live_is_a_409_and_a_value_out_of_range_a_422() {
        var run = running("refusing");

        refused(patch(run.id(), "{\"rate\":5}"), 409, "conflict")
                .jsonPath("$.problems[0].hint")
                .isEqualTo("live there: vus, maxVUs, duration, paused");
        refused(patch(run.id(), "{\"vus\":150}"), 422, "invalid-input")
                .jsonPath("$.detail")
                .isEqualTo("vus: 150 is more than maxVUs, which is 100");
        run.end(RunState.FINISHED);
        refused(patch(run.id(), "{\"vus\":5}"), 409, "conflict")
                .jsonPath("$.detail")
                .isEqualTo("the run has ended");
        refused(patch("nobody", "{}"), 404, "not-found");
    }

    @Test
    void if_match_refuses_a_change_decided_on_another_state() {
        var run = running("matched");
        patch(run.id(), "{\"vus\":11}").expectStatus().isOk();

        refused(
                        http.patch()
                                .uri("/api/v1/runs/" + run.id())
                                .header("If-Match", "\"1\"")
                                .contentType(Media.MERGE_PATCH)
                                .bodyValue("{\"vus\":12}"),
                        412,
                        "precondition-failed")
                .jsonPath("$.detail")
                .isEqualTo("If-Match asks for \"1\", it is \"2\" now");
        assertThat(run.patches).hasSize(1);
        http.patch()
                .uri("/api/v1/runs/" + run.id())
                .header("If-Match", "\"2\"")
                .contentType(Media.MERGE_PATCH)
                .bodyValue("{\"vus\":12}")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void another_kind_of_body_is_a_415_with_the_line_that_works() {
        var run = running("kinds");
        var uri = "/api/v1/runs/" + run.id();

        refused(
                        http.patch()
                                .uri(uri)
                                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                                .bodyValue("{\"vus\":12}"),
                        415,
                        "unsupported-media-type")
                .jsonPath("$.problems[0].hint")
                .isEqualTo("curl -sS -X PATCH -H 'Content-Type: application/merge-patch+json' 'http://127.0.0.1:" + port
                        + uri + "' -d '{\"paused\":true}'");
        http.patch()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isEqualTo(415)
                .expectHeader()
                .valueEquals("Accept-Patch", "application/merge-patch+json, application/json");
    }
}
