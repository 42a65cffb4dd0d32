package io.loadbank.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.run.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;

class SightApiTest extends ApiUnderTest {
    private static final ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>> EVENT =
            new ParameterizedTypeReference<>() {};

    @Test
    void events_come_live_with_ids_and_types_and_end_with_the_run() {
        var run = running("eventful");
        run.happens("state", Map.of("state", "running"));
        var events = http.get()
                .uri("/api/v1/runs/" + run.id() + "/events")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM)
                .expectHeader()
                .valueEquals("Cache-Control", "no-cache")
                .returnResult(EVENT)
                .getResponseBody();
        run.happens("snapshot", Map.of("value", Double.NaN));
        run.end(RunState.FINISHED);

        var all = Objects.requireNonNull(events.collectList().block(Duration.ofSeconds(10)));
        assertThat(all).extracting(ServerSentEvent::event).containsExactly("state", "snapshot", "end");
        assertThat(all).extracting(ServerSentEvent::id).containsExactly("1", "2", "3");
        assertThat(all.get(1).data()).containsEntry("value", null);
    }

    @Test
    void a_reader_that_comes_back_goes_on_after_its_last_event() {
        var run = running("replayed");
        run.happens("log", Map.of("message", "one"));
        run.happens("log", Map.of("message", "two"));
        run.end(RunState.FINISHED);

        var ids = http.get()
                .uri("/api/v1/runs/" + run.id() + "/events")
                .header("Last-Event-ID", "1")
                .exchange()
                .returnResult(EVENT)
                .getResponseBody()
                .map(it -> String.valueOf(it.id()))
                .collectList()
                .block(Duration.ofSeconds(10));
        assertThat(ids).isEqualTo(List.of("2", "3"));
        refused(
                http.get().uri("/api/v1/runs/" + run.id() + "/events").header("Last-Event-ID", "x"),
                422,
                "invalid-input");
        refused(http.get().uri("/api/v1/runs/nobody/events").accept(MediaType.TEXT_EVENT_STREAM), 404, "not-found");
    }

    @Test
    void metrics_have_k6s_names_and_every_statistic() {
        var run = running("measured");

        http.get()
                .uri("/api/v1/runs/" + run.id() + "/metrics")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.testSeconds")
                .isEqualTo(2.0)
                .jsonPath("$.metrics.http_reqs.type")
                .isEqualTo("counter")
                .jsonPath("$.metrics.http_reqs.values.rate")
                .isEqualTo(0.5)
                .jsonPath("$.metrics.http_req_duration.contains")
                .isEqualTo("time")
                .jsonPath("$.metrics.http_req_duration.values['p(95)']")
                .isEqualTo(250.0);
    }

    @Test
    void the_summary_is_json_text_html_or_xml_and_nothing_else() {
        var run = running("summed");
        var uri = "/api/v1/runs/" + run.id() + "/summary";

        http.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"metrics\":{\"vus\":{\"values\":{\"value\":null}}}}");
        http.get()
                .uri(uri)
                .accept(MediaType.TEXT_PLAIN)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("text/plain;charset=UTF-8")
                .expectBody(String.class)
                .value(text -> assertThat(text).contains("█ TOTAL RESULTS"));
        refused(http.get().uri(uri).accept(MediaType.APPLICATION_PDF), 406, "not-acceptable")
                .jsonPath("$.detail")
                .value(
                        String.class,
                        it -> assertThat(it)
                                .contains("application/json", "application/xml", "text/html", "text/plain"));
    }

    @Test
    void the_log_is_one_object_a_line() {
        var run = running("logged");

        var body = http.get()
                .uri("/api/v1/runs/" + run.id() + "/logs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("application/x-ndjson")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(body).endsWith("\n");
        assertThat(Objects.requireNonNull(body).lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("{\"time\":\"2027-")
                .endsWith("\"level\":\"info\",\"source\":\"console\",\"scenario\":\"default\",\"vu\":1,"
                        + "\"message\":\"hello\"}");
    }

    @Test
    void the_history_tells_who_did_what() {
        var run = running("told");

        http.get()
                .uri("/api/v1/runs/" + run.id() + "/history")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.next")
                .isEmpty()
                .jsonPath("$.items[0].who")
                .isEqualTo("127.0.0.1")
                .jsonPath("$.items[0].command")
                .isEqualTo("create")
                .jsonPath("$.items[0].after.vus")
                .isEqualTo(10);
    }

    @Test
    void the_front_page_links_to_everything() {
        var page = http.get().uri("/").exchange().expectStatus().isOk().expectBody(String.class);

        assertThat(page.returnResult().getResponseBody())
                .contains(
                        "href=\"api/v1/runs\"", "href=\"openapi.yaml\"", "href=\"swagger-ui\"", "actuator/prometheus");
    }

    @Test
    void the_uri_of_a_problem_tells_what_it_means() {
        http.get()
                .uri("/problems/no-capacity")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("/problems/no-capacity  503  There is no room for it now\n");
        refused(http.get().uri("/problems/none"), 404, "not-found");
    }
}
