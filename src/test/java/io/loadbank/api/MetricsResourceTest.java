package io.loadbank.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.api.MetricsResource.Values;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsResourceTest {

    @Test
    void a_run_that_has_left_the_memory_has_the_metrics_of_its_summary() {
        Map<String, Object> summary = Map.of(
                "state",
                Map.of("testRunDurationMs", 1_500.5),
                "metrics",
                Map.of(
                        "http_req_duration{expected_response:true}",
                        Map.of("type", "trend", "contains", "time", "values", Map.of("p(95)", 31.2)),
                        "http_reqs",
                        Map.of(
                                "type",
                                "counter",
                                "contains",
                                "default",
                                "values",
                                Map.of("count", 9, "rate", 6),
                                "thresholds",
                                Map.of("count>1", Map.of("ok", true)))));

        MetricsResource metrics = MetricsResource.of(summary);

        assertThat(metrics.testSeconds()).isEqualTo(1.5005);
        assertThat(metrics.metrics())
                .containsOnly(
                        Map.entry(
                                "http_req_duration{expected_response:true}",
                                new Values("trend", "time", Map.of("p(95)", 31.2))),
                        Map.entry("http_reqs", new Values("counter", "default", Map.of("count", 9.0, "rate", 6.0))));
    }

    @Test
    void a_run_that_never_came_to_a_summary_has_none() {
        assertThat(MetricsResource.of(Map.of()).metrics()).isEmpty();
    }
}
