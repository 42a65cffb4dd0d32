package io.loadbank.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.RequestHeadersSpec;

class IdempotencyApiTest extends ApiUnderTest {

    @Test
    void the_same_key_and_body_start_one_run_and_get_one_answer() {
        upload("once", "1");
        int before = board.runs.size();

        var first = text(create("k-1", "{\"script\":\"once\"}"));
        var second = text(create("k-1", "{\"script\":\"once\"}"));

        assertThat(second).isEqualTo(first).contains("\"id\":");
        assertThat(board.runs).hasSize(before + 1);
        text(create("k-2", "{\"script\":\"once\"}"));
        assertThat(board.runs).hasSize(before + 2);
    }

    @Test
    void another_body_under_the_same_key_is_a_422() {
        upload("other", "1");
        text(create("k-3", "{\"script\":\"other\"}"));

        refused(create("k-3", "{\"script\":\"other\",\"name\":\"x\"}"), 422, "idempotency-key-reused")
                .jsonPath("$.detail")
                .isEqualTo("the key k-3 came with another request before, take a fresh one");
    }

    @Test
    void a_refusal_of_the_input_is_remembered_and_a_lack_of_room_is_not() {
        refused(create("k-4", "{\"script\":\"late\"}"), 422, "invalid-input");
        upload("late", "1");
        refused(create("k-4", "{\"script\":\"late\"}"), 422, "invalid-input");

        refused(create("k-5", "{\"script\":\"late\",\"options\":{\"vus\":20000}}"), 503, "no-capacity");
        text(create("k-5", "{\"script\":\"late\",\"options\":{\"vus\":1}}"));
    }

    @Test
    void after_a_day_a_key_is_fresh_again() {
        upload("daily", "1");
        var first = text(create("k-6", "{\"script\":\"daily\"}"));
        now.updateAndGet(it -> it.plus(Duration.ofHours(24)).plusSeconds(1));

        assertThat(text(create("k-6", "{\"script\":\"daily\"}"))).isNotEqualTo(first);
    }

    @Test
    void a_multipart_upload_is_the_same_whatever_its_boundary() {
        String part =
                "--%1$s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.js\"\r\n\r\n1\r\n--%1$s--\r\n";

        assertThat(text(multipart("one", part)))
                .isEqualTo(text(multipart("two", part)))
                .contains("\"version\":1");
    }

    @Test
    void a_key_is_not_endless() {
        refused(create("x".repeat(256), "{\"script\":\"x\"}"), 400, "malformed-request");
    }

    private RequestHeadersSpec<?> create(String key, String json) {
        return http.post()
                .uri("/api/v1/runs")
                .header(IdempotencyKeys.HEADER, key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json);
    }

    private RequestHeadersSpec<?> multipart(String boundary, String body) {
        return http.post()
                .uri("/api/v1/scripts?name=bounded")
                .header(IdempotencyKeys.HEADER, "k-7")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .bodyValue(body.formatted(boundary));
    }

    private static String text(RequestHeadersSpec<?> request) {
        var result = request.exchange()
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult();
        return Objects.requireNonNull(result.getResponseBody());
    }
}
