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
import org.springframework.test.web.reactive.server.EntityExchangeResult;

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

    private EntityExchangeResult<String> summary(FakeRun run, String query, MediaType accepted) {
        return http.get()
                .uri("/api/v1/runs/" + run.id() + "/summary" + query)
                .accept(accepted)
                .exchange()
                .expectBody(String.class)
                .returnResult();
    }

    @Test
    void the_text_comes_in_the_mode_of_the_run_or_in_the_one_asked_for() {
        upload("modes", "export default 1");
        createRun("{\"script\":\"modes\",\"summaryMode\":\"disabled\"}")
                .expectStatus()
                .isCreated();
        var disabled = board.last();
        var compact = running("compact");

        assertThat(summary(compact, "", MediaType.TEXT_PLAIN).getResponseBody()).contains("TOTAL RESULTS");
        assertThat(summary(compact, "?mode=full", MediaType.TEXT_PLAIN).getResponseBody())
                .contains("GROUP: all");
        assertThat(summary(disabled, "?mode=compact", MediaType.TEXT_PLAIN).getResponseBody())
                .contains("TOTAL RESULTS");
        var none = summary(disabled, "", MediaType.TEXT_PLAIN);
        assertThat(none.getStatus().value()).isEqualTo(404);
        assertThat(none.getResponseBody()).contains("summaryMode disabled; ?mode=compact");
        assertThat(summary(compact, "?mode=disabled", MediaType.TEXT_PLAIN)
                        .getStatus()
                        .value())
                .isEqualTo(422);
    }

    @Test
    void the_json_comes_as_k6_exports_it_and_as_machines_read_it() {
        createMachineReadable();
        var machines = board.last();
        var people = running("people");

        assertThat(summary(people, "?format=export", MediaType.APPLICATION_JSON).getResponseBody())
                .startsWith("{\n    \"metrics\": {\n        \"vus\": {\n            \"value\": null\n");
        assertThat(summary(people, "?format=machine-readable", MediaType.APPLICATION_JSON)
                        .getResponseBody())
                .contains("\"version\":\"1.0.0\"", "http_reqs", "\"script\":\"export default ")
                .doesNotContain("http_req_waiting");
        assertThat(summary(people, "?format=machine-readable&mode=full", MediaType.APPLICATION_JSON)
                        .getResponseBody())
                .contains("http_req_waiting");
        assertThat(summary(machines, "", MediaType.ALL).getResponseBody()).contains("\"version\":\"1.0.0\"");
        assertThat(summary(machines, "?format=data", MediaType.ALL).getResponseBody())
                .startsWith("{\"metrics\":{\"vus\"");
    }

    private void createMachineReadable() {
        http.post()
                .uri("/api/v1/runs?name=machines&newMachineReadableSummary")
                .contentType(JAVASCRIPT)
                .bodyValue("export default 1")
                .exchange()
                .expectStatus()
                .isCreated();
    }

    @Test
    void a_mode_or_format_that_says_nothing_here_is_refused() {
        var run = running("wrongly");

        assertThat(summary(run, "?mode=full", MediaType.APPLICATION_JSON).getResponseBody())
                .contains("Accept: text/plain");
        assertThat(summary(run, "?format=xml", MediaType.APPLICATION_JSON).getResponseBody())
                .contains("must be data, export or machine-readable");
        assertThat(summary(run, "?format=data", MediaType.TEXT_PLAIN)
                        .getStatus()
                        .value())
                .isEqualTo(422);
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
