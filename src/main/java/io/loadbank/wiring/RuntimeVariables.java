package io.loadbank.wiring;

import io.loadbank.plan.Problem;
import io.loadbank.run.RuntimeOptions;
import io.loadbank.run.RuntimeWish;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** k6's runtime options in the environment of the daemon: what runs do that do not say otherwise. */
final class RuntimeVariables {
    private final Map<String, String> environment;
    private final List<Problem> problems;

    private RuntimeVariables(Map<String, String> environment, List<Problem> problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** @param problems gets everything that is wrong */
    static RuntimeOptions read(Map<String, String> environment, List<Problem> problems) {
        RuntimeVariables variables = new RuntimeVariables(environment, problems);
        return new RuntimeWish(
                        variables.text("summaryMode"),
                        variables.flag("noSummary"),
                        variables.text("summaryExport"),
                        variables.flag("newMachineReadableSummary"),
                        variables.flag("noThresholds"))
                .read(problems, RuntimeVariables::variable);
    }

    /** {@code summaryMode} is {@code K6_SUMMARY_MODE}. */
    private static String variable(String option) {
        return "K6_" + option.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }

    /** An empty variable is one that is not there. */
    private @Nullable String text(String option) {
        String value = environment.get(variable(option));
        return value == null || value.isEmpty() ? null : value;
    }

    private @Nullable Boolean flag(String option) {
        String value = text(option);
        return switch (value) {
            case null -> null;
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> {
                problems.add(new Problem(variable(option), "must be true or false, is \"" + value + "\""));
                yield null;
            }
        };
    }
}
