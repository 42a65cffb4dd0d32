package io.loadbank.run;

import io.loadbank.plan.Problem;
import io.loadbank.summary.SummaryMode;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runtime options as somebody wrote them, words not understood yet; null for what is not there.
 *
 * @param noSummary k6 1.x's word for the mode {@code disabled}
 */
public record RuntimeWish(
        @Nullable String summaryMode,
        @Nullable Boolean noSummary,
        @Nullable String summaryExport,
        @Nullable Boolean newMachineReadableSummary,
        @Nullable Boolean noThresholds) {

    private static final int LONGEST_NAME = 200;

    /**
     * Understands the words.
     *
     * @param problems gets everything that is wrong
     * @param named what the writer calls an option
     */
    public RuntimeOptions read(List<Problem> problems, UnaryOperator<String> named) {
        SummaryMode mode = mode(problems, named);
        if (summaryExport != null && !isName(summaryExport)) {
            problems.add(new Problem(
                    named.apply("summaryExport"),
                    "must be the name of a file, 1 to " + LONGEST_NAME + " characters",
                    "GET /api/v1/runs/{id}/artifacts/{name} answers it"));
        }
        return new RuntimeOptions(mode, summaryExport, newMachineReadableSummary, noThresholds);
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.length() <= LONGEST_NAME && text.chars().noneMatch(Character::isISOControl);
    }

    private @Nullable SummaryMode mode(List<Problem> problems, UnaryOperator<String> named) {
        SummaryMode mode = null;
        if (summaryMode != null) {
            mode = SummaryMode.of(summaryMode).orElse(null);
            if (mode == null) {
                problems.add(new Problem(
                        named.apply("summaryMode"),
                        summaryMode.equals("legacy")
                                ? "legacy is the layout of k6 before 1.0, which k6 2.0 has dropped; it is not there"
                                : "must be compact, full or disabled",
                        "compact is what runs have that say nothing; full adds groups and scenarios"));
            }
        }
        if (Boolean.TRUE.equals(noSummary)) {
            if (summaryMode != null && mode != SummaryMode.DISABLED) {
                problems.add(new Problem(
                        named.apply("noSummary"),
                        "contradicts " + named.apply("summaryMode"),
                        "it is the old word for the mode disabled; leave one of them out"));
            }
            return SummaryMode.DISABLED;
        }
        return mode;
    }
}
