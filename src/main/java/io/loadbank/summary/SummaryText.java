package io.loadbank.summary;

import io.loadbank.metric.Breakdown;
import io.loadbank.metric.Breakdown.Part;
import io.loadbank.metric.MetricSnapshot;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.SinkSnapshot.CounterSnapshot;
import io.loadbank.metric.SinkSnapshot.GaugeSnapshot;
import io.loadbank.metric.SinkSnapshot.RateSnapshot;
import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.plan.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The end-of-test text of k6: thresholds, checks, the metrics by section, and in full also by group and scenario. Without
 * colours.
 */
public final class SummaryText {
    private final MetricsSnapshot snapshot;
    private final List<ThresholdResult> results;
    private final Values values;
    private final SummaryMode mode;
    private final StringBuilder text = new StringBuilder();

    private SummaryText(MetricsSnapshot snapshot, List<ThresholdResult> results, Options options, SummaryMode mode) {
        this.snapshot = snapshot;
        this.results = results;
        this.values = Values.of(options);
        this.mode = mode;
    }

    /** The compact text; a terminal shows it after an empty line, and two line ends after it. */
    public static String of(MetricsSnapshot snapshot, List<ThresholdResult> results, Options options) {
        return new SummaryText(snapshot, results, options, SummaryMode.COMPACT).write(Breakdown.NONE);
    }

    /**
     * The full text.
     *
     * @param parts of the same instant as the snapshot
     */
    public static String full(
            MetricsSnapshot snapshot, Breakdown parts, List<ThresholdResult> results, Options options) {
        return new SummaryText(snapshot, results, options, SummaryMode.FULL).write(parts);
    }

    private String write(Breakdown parts) {
        if (!results.isEmpty()) {
            title(1, "█ THRESHOLDS");
            writeThresholds();
            blank();
        }
        title(1, "█ TOTAL RESULTS");
        new ResultBlock(snapshot.metrics(), snapshot.checks(), snapshot.testSeconds(), values, mode, 1).writeTo(text);
        for (Part group : parts.groups()) {
            blank();
            title(1, "█ GROUP: " + group.name());
            writePart(group, 1);
        }
        for (Part scenario : parts.scenarios()) {
            blank();
            title(1, "█ SCENARIO: " + scenario.name());
            writePart(scenario, 1);
        }
        return text.toString();
    }

    private void writePart(Part part, int level) {
        new ResultBlock(part.metrics(), part.checks(), snapshot.testSeconds(), values, mode, level).writeTo(text);
        for (Part group : part.groups()) {
            title(level + 1, "↳ GROUP: " + group.name());
            writePart(group, level + 1);
        }
    }

    /** Two spaces a level. */
    static String indent(int level) {
        return "  ".repeat(level);
    }

    private void title(int level, String title) {
        line(indent(level) + title + " \n");
    }

    private void line(String line) {
        text.append('\n').append(line);
    }

    private void blank() {
        text.append('\n');
    }

    private void writeThresholds() {
        Map<String, List<ThresholdResult>> byMetric = new TreeMap<>(NameOrder.BY_NAME);
        for (ThresholdResult result : results) {
            byMetric.computeIfAbsent(result.metric(), unseen -> new ArrayList<>())
                    .add(result);
        }
        byMetric.forEach((name, judged) -> {
            MetricSnapshot metric = snapshot.find(name);
            if (metric == null) {
                return;
            }
            boolean under = metric.parent() != null && byMetric.containsKey(metric.parent());
            String indent = indent(under ? 3 : 2);
            line(indent + (under ? name.substring(name.indexOf('{')) : name));
            for (ThresholdResult result : judged) {
                line(indent + mark(result.ok()) + " '" + result.expression() + "' " + aggregation(result.expression())
                        + "=" + judgedValue(metric, result.expression()));
            }
            blank();
        });
    }

    static String mark(boolean ok) {
        return ok ? "✓" : "✗";
    }

    /** What stands before the first sign of a comparison, as written. */
    private static String aggregation(String expression) {
        int cut = 0;
        while (cut < expression.length() && "=><".indexOf(expression.charAt(cut)) < 0) {
            cut++;
        }
        return expression.substring(0, cut).strip();
    }

    /** The value as the table would show it; nothing for a stat of a trend that the table does not have. */
    private String judgedValue(MetricSnapshot metric, String expression) {
        String aggregation = aggregation(expression);
        return switch (metric.sink()) {
            case CounterSnapshot counter ->
                aggregation.equals("count")
                        ? values.number(counter.count(), metric)
                        : values.perSecond(counter.rate(), metric);
            case GaugeSnapshot gauge -> values.number(gauge.value(), metric);
            case RateSnapshot rate -> NumberText.percent(rate.rate());
            case TrendSnapshot trend ->
                values.trendStats().contains(aggregation)
                                || TrendStats.percentile(trend, aggregation).isPresent()
                        ? values.stat(aggregation, trend, metric)
                        : "";
        };
    }
}
