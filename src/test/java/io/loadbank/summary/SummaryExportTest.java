package io.loadbank.summary;

import static io.loadbank.summary.RecordedRun.RESULTS;
import static io.loadbank.summary.RecordedRun.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.loadbank.plan.Options;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryExportTest {
    private final RecordedRun run = new RecordedRun();
    private final SummaryState state =
            new SummaryState(Duration.ofMillis(1160), new SummaryState.SetupData(Map.of("a", 1)));

    private Map<String, ?> data(SummaryState of) {
        return SummaryData.tree(run.metrics.snapshot(SECONDS), RESULTS, Options.NONE, of);
    }

    @Test
    void the_export_has_flat_values_and_true_for_a_threshold_that_failed() {
        Map<String, ?> export = SummaryExport.of(data(state));

        assertThat(export).containsOnlyKeys("metrics", "root_group", "setup_data");
        assertThat(export.get("metrics"))
                .asInstanceOf(MAP)
                .containsEntry(
                        "checks",
                        Map.of("value", 4 / 6.0, "passes", 4L, "fails", 2L, "thresholds", Map.of("rate>0.9", true)))
                .containsEntry("http_reqs", Map.of("count", 9L, "rate", 9 / SECONDS))
                .containsEntry(
                        "http_reqs{status:500}",
                        Map.of("count", 0L, "rate", 0L, "thresholds", Map.of("count<1", false)))
                .containsEntry("vus", Map.of("value", 1L, "min", 1L, "max", 1L));
    }

    @Test
    void groups_and_checks_of_the_export_are_named_not_listed() {
        assertThat(SummaryExport.of(data(state)).get("root_group"))
                .asInstanceOf(MAP)
                .extractingByKey("groups")
                .asInstanceOf(MAP)
                .extractingByKey("g one")
                .asInstanceOf(MAP)
                .containsEntry("path", "::g one")
                .containsEntry("groups", Map.of())
                .extractingByKey("checks")
                .asInstanceOf(MAP)
                .containsOnlyKeys("is 200", "is bad")
                .containsEntry(
                        "is bad",
                        Map.of(
                                "name",
                                "is bad",
                                "path",
                                "::g one::is bad",
                                "id",
                                "6de925c9ab0a9b0baa0ca7b72009eb96",
                                "passes",
                                0L,
                                "fails",
                                2L));
    }

    @Test
    void without_setup_data_the_export_has_no_key_for_it() {
        assertThat(SummaryExport.of(data(new SummaryState(Duration.ZERO, null))))
                .containsOnlyKeys("metrics", "root_group");
    }

    @Test
    void the_file_is_indented_by_four_spaces() {
        assertThat(SummaryExport.text(
                        Map.of("metrics", Map.of("a", List.of(1, Double.POSITIVE_INFINITY, Map.of(), List.of())))))
                .isEqualTo("""
                        {
                            "metrics": {
                                "a": [
                                    1,
                                    null,
                                    {},
                                    []
                                ]
                            }
                        }""");
    }

    private Map<String, ?> machine(SummaryMode mode, Options options) {
        Map<String, ?> tree = MachineSummary.tree(
                run.metrics.snapshot(SECONDS), options, state, Instant.parse("2026-11-21T20:54:12.499021399Z"));
        return MachineSummary.shown(tree, mode, "export default 1");
    }

    @Test
    void machines_read_config_metadata_and_checks() {
        Map<String, ?> tree = machine(SummaryMode.COMPACT, Options.NONE);

        assertThat(tree).containsOnlyKeys("version", "config", "metadata", "results");
        assertThat(tree.get("version")).isEqualTo("1.0.0");
        assertThat(tree.get("config"))
                .isEqualTo(Map.of("duration", 1.16, "execution", "local", "script", "export default 1"));
        assertThat(tree.get("metadata"))
                .isEqualTo(Map.of("generated_at", "2026-11-21T20:54:12.499021399Z", "k6_version", "2.2.0"));
        assertThat(tree.get("results"))
                .asInstanceOf(MAP)
                .extractingByKey("checks")
                .isEqualTo(Map.of(
                        "metrics",
                        List.of(
                                metric("checks_total", "counter", Map.of("count", 6L)),
                                metric("checks_failed", "rate", Map.of("matches", 2L, "total", 6L, "rate", 2 / 6.0)),
                                metric(
                                        "checks_succeeded",
                                        "rate",
                                        Map.of("matches", 4L, "total", 6L, "rate", 4 / 6.0))),
                        "results",
                        List.of(
                                Map.of("name", "is 200", "passes", 2L, "fails", 0L),
                                Map.of("name", "is bad", "passes", 0L, "fails", 2L),
                                Map.of("name", "root check", "passes", 2L, "fails", 0L))));
    }

    private static Map<String, Object> metric(String name, String type, Map<String, Object> values) {
        return Map.of("name", name, "type", type, "contains", "default", "values", values);
    }

    @Test
    void machines_read_the_metrics_of_the_mode_with_the_statistics_that_have_a_fixed_name() {
        Options options = RecordedRun.options(Map.of("summaryTrendStats", List.of("p(95)", "count", "p(99)", "avg")));

        assertThat(metrics(machine(SummaryMode.COMPACT, options)).keySet())
                .contains("http_reqs", "http_reqs{status:500}", "vus", "my_gauge")
                .doesNotContain("checks", "checks_mine", "group_duration", "http_req_waiting");
        Map<String, Object> full = metrics(machine(SummaryMode.FULL, options));
        assertThat(full).containsKey("http_req_waiting").doesNotContainKeys("checks", "group_duration");
        assertThat(full.get("http_reqs")).isEqualTo(Map.of("count", 9L));
        assertThat(full.get("my_gauge")).isEqualTo(Map.of("value", 2L, "min", 1L, "max", 2L));
        assertThat(full.get("my_time")).isEqualTo(Map.of("p95", 1234.5678, "avg", 1234.5678));
    }

    private static Map<String, Object> metrics(Map<String, ?> machine) {
        Map<String, Object> byName = new java.util.HashMap<>();
        if (machine.get("results") instanceof Map<?, ?> results && results.get("metrics") instanceof List<?> metrics) {
            for (Object each : metrics) {
                Map<?, ?> metric = (Map<?, ?>) each;
                byName.put(String.valueOf(metric.get("name")), java.util.Objects.requireNonNull(metric.get("values")));
            }
        }
        return byName;
    }
}
