package io.loadbank.summary;

import static io.loadbank.summary.RecordedRun.RESULTS;
import static io.loadbank.summary.RecordedRun.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.plan.Options;
import io.loadbank.summary.SummaryState.SetupData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SummaryDataTest {
    private final RecordedRun run = new RecordedRun();

    @Test
    void the_data_are_those_that_handle_summary_receives() {
        MetricsSnapshot snapshot = run.metrics.snapshot(SECONDS);
        SummaryState state = new SummaryState(Duration.ofNanos(1_178_062_117), new SetupData(Map.of("a", 1)));
        Map<String, ?> tree = SummaryData.tree(snapshot, RESULTS, Options.NONE, state);
        assertThat(tree.keySet()).containsExactly("metrics", "setup_data", "root_group", "options", "state");
        assertThat(tree.get("setup_data")).isEqualTo(Map.of("a", 1));
        assertThat(tree.get("state"))
                .isEqualTo(Map.of("isStdOutTTY", false, "isStdErrTTY", false, "testRunDurationMs", 1178.062117));
        assertThat(tree.get("options"))
                .isEqualTo(Map.of(
                        "summaryTrendStats",
                        List.of("avg", "min", "med", "max", "p(90)", "p(95)"),
                        "summaryTimeUnit",
                        "",
                        "noColor",
                        false));
        assertThat(metric(tree, "http_reqs{status:500}"))
                .isEqualTo(Map.of(
                        "type",
                        "counter",
                        "contains",
                        "default",
                        "values",
                        Map.of("count", 0L, "rate", 0L),
                        "thresholds",
                        Map.of("count<1", Map.of("ok", true))));
        assertThat(metric(tree, "checks"))
                .isEqualTo(Map.of(
                        "type",
                        "rate",
                        "contains",
                        "default",
                        "values",
                        Map.of("rate", 0.6666666666666666, "passes", 4L, "fails", 2L),
                        "thresholds",
                        Map.of("rate>0.9", Map.of("ok", false))));
        assertThat(metric(tree, "vus"))
                .isEqualTo(Map.of(
                        "type", "gauge", "contains", "default", "values", Map.of("value", 1L, "min", 1L, "max", 1L)));
        assertThat(metric(tree, "my_trend"))
                .isEqualTo(Map.of(
                        "type",
                        "trend",
                        "contains",
                        "default",
                        "values",
                        Map.of(
                                "avg",
                                12.3456789,
                                "min",
                                12.3456789,
                                "med",
                                12.3456789,
                                "max",
                                12.3456789,
                                "p(90)",
                                12.3456789,
                                "p(95)",
                                12.3456789)));
        for (String skippedByTheText : List.of("checks_mine", "group_duration", "http_req_waiting")) {
            assertThat(metric(tree, skippedByTheText)).isNotNull();
        }
    }

    private static Object metric(Map<String, ?> tree, String name) {
        return Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(tree.get("metrics"))).get(name), name);
    }

    @Test
    void the_root_group_is_the_tree_of_groups_and_checks() {
        Map<String, ?> tree = SummaryData.tree(
                run.metrics.snapshot(1), List.of(), Options.NONE, new SummaryState(Duration.ofSeconds(1), null));
        assertThat(tree.containsKey("setup_data")).isFalse();
        Map<String, ?> inGroup = Map.of(
                "name",
                "g one",
                "path",
                "::g one",
                "id",
                "fb2031917cfc18ac9bb285bc744fb590",
                "groups",
                List.of(),
                "checks",
                List.of(
                        Map.of(
                                "name",
                                "is 200",
                                "path",
                                "::g one::is 200",
                                "id",
                                "e5aa534d22cb6340d96d8a870fc3e0de",
                                "passes",
                                2L,
                                "fails",
                                0L),
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
                                2L)));
        assertThat(tree.get("root_group"))
                .isEqualTo(Map.of(
                        "name",
                        "",
                        "path",
                        "",
                        "id",
                        "d41d8cd98f00b204e9800998ecf8427e",
                        "groups",
                        List.of(inGroup),
                        "checks",
                        List.of(Map.of(
                                "name",
                                "root check",
                                "path",
                                "::root check",
                                "id",
                                "060bf8e804882ca89365ce6437b83055",
                                "passes",
                                2L,
                                "fails",
                                0L))));
    }

    @Test
    void setup_that_returned_null_is_not_the_same_as_no_setup() {
        SummaryState state = new SummaryState(Duration.ofSeconds(1), new SetupData(null));
        assertThat(SummaryData.tree(run.metrics.snapshot(1), List.of(), Options.NONE, state))
                .containsEntry("setup_data", null);
    }
}
