package io.loadbank.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.MetricType;
import io.loadbank.metric.ValueKind;
import io.loadbank.recording.Frame;
import io.loadbank.recording.Measure;
import io.loadbank.recording.MetricKey;
import io.loadbank.recording.Recorder;
import io.loadbank.recording.ScenarioLoad;
import io.loadbank.run.HistoryEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

class SeriesApiTest extends ApiUnderTest {
    private static final MetricKey REQUESTS = new MetricKey("http_reqs", MetricType.COUNTER, ValueKind.DEFAULT);
    private static final MetricKey OF_A =
            new MetricKey("http_reqs{name:a,status:200}", MetricType.COUNTER, ValueKind.DEFAULT);

    private FakeRun recorded(String name, int seconds, int perSecond) {
        var run = running(name);
        var recorder = new Recorder(startOf(run).toEpochMilli());
        for (int second = 0; second < seconds; second++) {
            Map<MetricKey, Measure> metrics = new LinkedHashMap<>();
            metrics.put(REQUESTS, new Measure.Count(perSecond));
            metrics.put(OF_A, new Measure.Count(1));
            recorder.record(new Frame(
                    second * 1_000L,
                    1_000,
                    second * 1_000L + 1_000,
                    metrics,
                    Map.of("default", new ScenarioLoad(Double.NaN, 3, 10, 10, 9, 1, 2)),
                    Map.of("cpu", 0.25),
                    List.of()));
        }
        run.recording = recorder.recording();
        run.history = List.of(new HistoryEntry(
                startOf(run).plusSeconds(3),
                "10.0.0.7",
                "patch",
                Map.of("scenarios", Map.of("default", Map.of("vus", 1))),
                Map.of("scenarios", Map.of("default", Map.of("vus", 3)))));
        return run;
    }

    private static Instant startOf(FakeRun run) {
        return Objects.requireNonNull(run.view().startedAt());
    }

    private String series(FakeRun run, String query) {
        return "/api/v1/runs/" + run.id() + "/series" + query;
    }

    @Test
    void points_have_the_values_of_their_interval_the_load_and_marks() {
        var run = recorded("series", 10, 20);

        http.get()
                .uri(series(run, "?metric=http_reqs&from=2s&to=8s&step=2s"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.step")
                .isEqualTo("2s")
                .jsonPath("$.metrics.http_reqs.type")
                .isEqualTo("counter")
                .jsonPath("$.points.length()")
                .isEqualTo(3)
                .jsonPath("$.points[0].time")
                .isEqualTo(startOf(run).plusSeconds(2).toString())
                .jsonPath("$.points[0].sinceStartMs")
                .isEqualTo(2000)
                .jsonPath("$.points[0].metrics.length()")
                .isEqualTo(1)
                .jsonPath("$.points[0].metrics.http_reqs.count")
                .isEqualTo(40.0)
                .jsonPath("$.points[0].metrics.http_reqs.rate")
                .isEqualTo(20.0)
                .jsonPath("$.points[0].scenarios.default.desiredRate")
                .isEqualTo(10.0)
                .jsonPath("$.points[0].scenarios.default.desiredVus")
                .isEmpty()
                .jsonPath("$.points[0].scenarios.default.iterationsDropped")
                .isEqualTo(4)
                .jsonPath("$.points[0].gauges.cpu")
                .isEqualTo(0.25)
                .jsonPath("$.marks[0].what")
                .isEqualTo("default: vus 1 → 3")
                .jsonPath("$.marks[0].sinceStartMs")
                .isEqualTo(3000);
    }

    @Test
    void names_of_sub_metrics_may_have_commas_and_times_may_be_absolute() {
        var run = recorded("sub", 10, 20);
        var from = startOf(run).plusSeconds(9);

        http.get()
                .uri(uri -> uri.path(series(run, ""))
                        .queryParam("metric", "{metric}")
                        .queryParam("from", from.toString())
                        .build("http_reqs,http_reqs{name:a,status:200}"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.points.length()")
                .isEqualTo(1)
                .jsonPath("$.points[0].metrics['http_reqs{name:a,status:200}'].count")
                .isEqualTo(1.0);
        assertThat(SeriesQuery.names("a, b{c:d,e:f} ,,g")).containsExactly("a", "b{c:d,e:f}", "g");
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        var run = recorded("wrong", 10, 20);

        refused(http.get().uri(series(run, "?metric=http_req&from=soon&step=10ms&stop=1")), 422, "invalid-input")
                .jsonPath("$.problems.length()")
                .isEqualTo(4)
                .jsonPath("$.problems[?(@.path=='metric')].hint")
                .isEqualTo("did you mean http_reqs?")
                .jsonPath("$.problems[?(@.path=='stop')].hint")
                .isEqualTo("did you mean step?");
        refused(http.get().uri(series(run, "?from=5s&to=4s")), 422, "invalid-input");
        refused(http.get().uri("/api/v1/runs/nobody/series"), 404, "not-found");
    }

    @Test
    void points_are_bounded() {
        var run = recorded("long", 10_100, 1);

        refused(http.get().uri(series(run, "?step=1s")), 422, "invalid-input");
        http.get()
                .uri(series(run, ""))
                .exchange()
                .expectBody()
                .jsonPath("$.step")
                .isEqualTo("30s")
                .jsonPath("$.points.length()")
                .isEqualTo(337);
    }

    @Test
    void series_come_as_csv_too() {
        var run = recorded("csv", 2, 20);

        http.get()
                .uri(series(run, "?metric=http_reqs"))
                .accept(MediaType.valueOf("text/csv"))
                .exchange()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.valueOf("text/csv"))
                .expectBody(String.class)
                .isEqualTo("time,sinceStartMs,elapsedMs,seconds,metric,count,rate,total,value,avg,min,med,p(90),p(95),"
                        + "p(99),max\r\n"
                        + startOf(run) + ",0,1000,1.0,\"http_reqs\",20,20,,,,,,,,,\r\n"
                        + startOf(run).plusSeconds(1) + ",1000,2000,1.0,\"http_reqs\",20,20,,,,,,,,,\r\n");
    }

    @Test
    void runs_are_compared_metric_by_metric() {
        var slow = recorded("slow", 30, 20);
        var fast = recorded("fast", 30, 30);

        http.get()
                .uri("/api/v1/runs/" + fast.id() + "/compare/" + slow.id())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.metrics.http_reqs.verdict")
                .isEqualTo("better")
                .jsonPath("$.metrics.http_reqs.values.perSecond.value")
                .isEqualTo(30.0)
                .jsonPath("$.metrics.http_reqs.values.perSecond.difference")
                .isEqualTo(10.0)
                .jsonPath("$.metrics.http_reqs.values.perSecond.percent")
                .isEqualTo(50.0)
                .jsonPath("$.metrics['http_reqs{name:a,status:200}'].verdict")
                .isEqualTo("noise")
                .jsonPath("$.verdicts.better")
                .isEqualTo(1)
                .jsonPath("$.notes.length()")
                .isEqualTo(0);
        http.get()
                .uri("/api/v1/runs/" + fast.id() + "/compare/" + slow.id())
                .accept(MediaType.TEXT_PLAIN)
                .exchange()
                .expectBody(String.class)
                .value(text -> assertThat(text).contains("http_reqs", "+50.0 %", "better", "1 better"));
        refused(http.get().uri("/api/v1/runs/" + fast.id() + "/compare/nobody"), 404, "not-found");
    }

    @Test
    void the_summary_comes_as_a_page_and_as_junit_knows_it() {
        var run = recorded("page", 5, 20);

        http.get()
                .uri("/api/v1/runs/" + run.id() + "/summary")
                .header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
                .exchange()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_HTML)
                .expectHeader()
                .valueMatches("Content-Security-Policy", "default-src 'none'.*")
                .expectBody(String.class)
                .value(page -> assertThat(page).startsWith("<!DOCTYPE html>").contains("0:03: default: vus 1 → 3"));
        http.get()
                .uri("/api/v1/runs/" + run.id() + "/summary")
                .accept(MediaType.APPLICATION_XML)
                .exchange()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_XML)
                .expectBody()
                .xpath("/testsuites/testsuite[@name='thresholds']/testcase/@name")
                .isEqualTo("p(95)<500");
        http.get()
                .uri("/api/v1/runs/" + run.id() + "/summary")
                .exchange()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_JSON);
    }
}
