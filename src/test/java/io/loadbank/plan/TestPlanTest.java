package io.loadbank.plan;

import static io.loadbank.plan.OptionsReaderTest.tree;
import static io.loadbank.plan.Planning.ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TestPlanTest {
    @Test
    void scenarios_are_ordered_by_start_time_then_name() {
        Map<String, @Nullable Object> late = tree("executor", "per-vu-iterations", "startTime", "5s");
        Map<String, @Nullable Object> early = tree("executor", "per-vu-iterations");
        assertThat(ready(tree("scenarios", tree("z", late, "y", early, "x", late, "w", early)))
                        .plan()
                        .scenarios())
                .extracting(Scenario::name)
                .containsExactly("w", "y", "x", "z");
    }

    @Test
    void consolidated_options_show_every_key_and_only_what_was_set_in_scenarios() {
        TestPlan plan = ready(tree(
                        "vus",
                        2,
                        "duration",
                        "90s",
                        "tags",
                        tree("a", "b"),
                        "setupTimeout",
                        5000,
                        "thresholds",
                        tree("m", List.of("p(95)<5", tree("threshold", "max<9", "abortOnFail", true)))))
                .plan();
        Map<String, @Nullable Object> shown = ConsolidatedOptions.consolidated(plan);
        assertThat(shown)
                .doesNotContainKeys("vus", "duration", "iterations", "stages", "cloud")
                .containsEntry("setupTimeout", "5s")
                .containsEntry("teardownTimeout", null)
                .containsEntry("tags", Map.of("a", "b"))
                .containsEntry("localIPs", null)
                .containsEntry("consoleOutput", null)
                .containsEntry("summaryTrendStats", List.of("avg", "min", "med", "max", "p(90)", "p(95)"))
                .containsEntry(
                        "thresholds",
                        tree(
                                "m",
                                List.of(
                                        "p(95)<5",
                                        tree("threshold", "max<9", "abortOnFail", true, "delayAbortEval", null))))
                .containsEntry(
                        "scenarios",
                        tree(
                                "default",
                                tree(
                                        "executor",
                                        "constant-vus",
                                        "startTime",
                                        null,
                                        "gracefulStop",
                                        null,
                                        "env",
                                        null,
                                        "exec",
                                        null,
                                        "tags",
                                        null,
                                        "vus",
                                        2L,
                                        "duration",
                                        "1m30s")));
        assertThat((List<?>) shown.get("systemTags")).hasSize(14);
    }
}
