package io.loadbank.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.plan.Problem;
import io.loadbank.run.RuntimeOptions;
import io.loadbank.summary.SummaryMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuntimeVariablesTest {
    private final List<Problem> problems = new ArrayList<>();

    private RuntimeOptions read(Map<String, String> environment) {
        return RuntimeVariables.read(environment, problems);
    }

    @Test
    void k6s_variables_are_what_runs_do_that_say_nothing() {
        assertThat(read(Map.of(
                        "K6_SUMMARY_MODE", "full",
                        "K6_SUMMARY_EXPORT", "out.json",
                        "K6_NEW_MACHINE_READABLE_SUMMARY", "T",
                        "K6_NO_THRESHOLDS", "1")))
                .isEqualTo(new RuntimeOptions(SummaryMode.FULL, "out.json", true, true));
        assertThat(read(Map.of("K6_NO_SUMMARY", "true")).summaryMode()).isEqualTo(SummaryMode.DISABLED);
        assertThat(read(Map.of("K6_SUMMARY_MODE", "", "K6_NO_THRESHOLDS", "f")))
                .isEqualTo(new RuntimeOptions(null, null, null, false));
        assertThat(problems).isEmpty();
    }

    @Test
    void variables_that_cannot_be_understood_are_all_told_by_their_own_names() {
        read(Map.of("K6_SUMMARY_MODE", "legacy", "K6_NO_THRESHOLDS", "yes", "K6_NO_SUMMARY", "no"));

        assertThat(problems)
                .extracting(Problem::path)
                .containsExactlyInAnyOrder("K6_SUMMARY_MODE", "K6_NO_THRESHOLDS", "K6_NO_SUMMARY");
    }
}
