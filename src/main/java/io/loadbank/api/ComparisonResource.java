package io.loadbank.api;

import io.loadbank.comparison.Comparison;
import io.loadbank.comparison.MetricComparison;
import io.loadbank.comparison.Statistic;
import io.loadbank.comparison.Verdict;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A comparison of two runs on the wire. */
@Schema(name = "Comparison", description = "Two runs, metric by metric")
record ComparisonResource(
        @Schema(description = "The run whose differences are named")
        String id,

        @Schema(description = "The run that it is compared with")
        String other,

        @Schema(description = "How many metrics are better, worse, different, noise, unclear")
        Map<String, Integer> verdicts,

        @Schema(description = "By name") Map<String, Metric> metrics,

        @Schema(description = "What makes the two hard to compare")
        List<String> notes) {

    /** One metric. */
    @Schema(name = "ComparedMetric")
    record Metric(
            @Schema(example = "trend") String type,
            @Schema(example = "time") String contains,

            @Schema(
                    description =
                            "better, worse or different: more than noise; noise; unclear: too few seconds to tell",
                    example = "worse")
            String verdict,

            Map<String, Value> values,

            @Schema(
                    description = "How many independent seconds this run is worth: neighbours that resemble each other"
                            + " count less",
                    example = "54.2")
            double independentSeconds,

            double otherIndependentSeconds) {}

    /** One number of a metric. */
    @Schema(name = "ComparedValue")
    record Value(
            @Schema(description = "Of this run", nullable = true) @Nullable
            Double value,

            @Schema(description = "Of the other run", nullable = true) @Nullable
            Double other,

            @Schema(description = "value - other", nullable = true) @Nullable
            Double difference,

            @Schema(description = "The difference in percent of other", nullable = true) @Nullable
            Double percent,

            @Schema(
                    description = "How likely such a difference is by chance; null where that cannot be told",
                    nullable = true)
            @Nullable
            Double pValue,

            @Schema(description = "Where pValue comes from", example = "Welch's t on ranks")
            String test,

            String verdict) {}

    static ComparisonResource of(String id, String other, Comparison comparison) {
        Map<String, Integer> verdicts = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(verdict.text(), 0);
        }
        Map<String, Metric> metrics = new LinkedHashMap<>();
        for (MetricComparison each : comparison.metrics()) {
            verdicts.merge(each.verdict().text(), 1, Integer::sum);
            Map<String, Value> values = new LinkedHashMap<>();
            for (Statistic statistic : each.statistics()) {
                values.put(statistic.name(), value(statistic));
            }
            metrics.put(
                    each.metric().name(),
                    new Metric(
                            each.metric().type().text(),
                            each.metric().contains().text(),
                            each.verdict().text(),
                            values,
                            each.worth().second(),
                            each.worth().first()));
        }
        return new ComparisonResource(id, other, verdicts, metrics, comparison.notes());
    }

    private static Value value(Statistic statistic) {
        Double chance = statistic.pValue();
        return new Value(
                Trees.finite(statistic.second()),
                Trees.finite(statistic.first()),
                Trees.finite(statistic.difference()),
                Trees.finite(statistic.relative() * 100),
                chance == null ? null : Trees.finite(chance),
                statistic.tested(),
                statistic.verdict().text());
    }

    /** The same as a table for people. */
    String text() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"metric", "", id, other, "difference", "", "p", "verdict"});
        metrics.forEach((name, metric) -> metric.values.forEach((statistic, value) -> rows.add(new String[] {
            name,
            statistic,
            number(value.value),
            number(value.other),
            number(value.difference),
            value.percent == null ? "" : String.format(Locale.ROOT, "%+.1f %%", value.percent),
            value.pValue == null ? "" : String.format(Locale.ROOT, "%.3f", value.pValue),
            value.verdict
        })));
        StringBuilder text = new StringBuilder();
        int[] widths = new int[rows.getFirst().length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                String space = " ".repeat(widths[i] - row[i].length());
                boolean isText = i < 2 || i == row.length - 1;
                line.append(isText ? row[i] + space : space + row[i]).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        text.append('\n');
        verdicts.forEach((verdict, count) ->
                text.append(count).append(' ').append(verdict).append("  "));
        text.append('\n');
        notes.forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.1f" : "%.4g", value);
    }
}
