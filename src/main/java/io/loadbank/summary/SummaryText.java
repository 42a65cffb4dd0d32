package io.loadbank.summary;

import io.loadbank.metric.MetricSnapshot;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.MetricsSnapshot.CheckTotal;
import io.loadbank.metric.SinkSnapshot.CounterSnapshot;
import io.loadbank.metric.SinkSnapshot.GaugeSnapshot;
import io.loadbank.metric.SinkSnapshot.RateSnapshot;
import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.plan.Options;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The compact end-of-test text of k6: thresholds, checks, and the metrics by section. Without colours. */
public final class SummaryText {
    private static final String LEVEL_1 = "  ";
    private static final String LEVEL_2 = LEVEL_1.repeat(2);
    private static final String LEVEL_3 = LEVEL_1.repeat(3);

    private final MetricsSnapshot snapshot;
    private final List<ThresholdResult> results;
    private final List<String> trendStats;
    private final NumberText numbers;
    private final StringBuilder text = new StringBuilder();

    private SummaryText(MetricsSnapshot snapshot, List<ThresholdResult> results, Options options) {
        this.snapshot = snapshot;
        this.results = results;
        this.trendStats = TrendStats.chosen(options);
        String unit = options.summaryTimeUnit();
        this.numbers = NumberText.of(unit == null ? "" : unit);
    }

    /** The text; a terminal shows it after an empty line, and two line ends after it. */
    public static String of(MetricsSnapshot snapshot, List<ThresholdResult> results, Options options) {
        return new SummaryText(snapshot, results, options).write();
    }

    private String write() {
        if (!results.isEmpty()) {
            title("THRESHOLDS");
            writeThresholds();
            blank();
        }
        title("TOTAL RESULTS");
        writeChecks();
        writeMetrics();
        return text.toString();
    }

    private void title(String title) {
        line(LEVEL_1 + "█ " + title + " \n");
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
            String indent = under ? LEVEL_3 : LEVEL_2;
            line(indent + (under ? name.substring(name.indexOf('{')) : name));
            for (ThresholdResult result : judged) {
                line(indent + mark(result.ok()) + " '" + result.expression() + "' " + aggregation(result.expression())
                        + "=" + judgedValue(metric, result.expression()));
            }
            blank();
        });
    }

    private static String mark(boolean ok) {
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
                        ? numbers.value(counter.count(), metric.contains())
                        : perSecond(metric, counter);
            case GaugeSnapshot gauge -> numbers.value(gauge.value(), metric.contains());
            case RateSnapshot rate -> NumberText.percent(rate.rate());
            case TrendSnapshot trend ->
                trendStats.contains(aggregation)
                                || TrendStats.percentile(trend, aggregation).isPresent()
                        ? stat(metric, trend, aggregation)
                        : "";
        };
    }

    private String perSecond(MetricSnapshot metric, CounterSnapshot counter) {
        return numbers.value(counter.rate(), metric.contains()) + "/s";
    }

    private String stat(MetricSnapshot metric, TrendSnapshot trend, String stat) {
        if (stat.equals("count")) {
            return Long.toString(trend.count());
        }
        return numbers.value(TrendStats.value(trend, stat).orElse(0), metric.contains());
    }

    private void writeChecks() {
        MetricSnapshot checks = snapshot.find("checks");
        if (checks == null || !(checks.sink() instanceof RateSnapshot rate) || rate.total() == 0) {
            return;
        }
        long fails = rate.total() - rate.trues();
        double perSecond = snapshot.testSeconds() > 0 ? rate.total() / snapshot.testSeconds() : 0;
        MetricTable table = new MetricTable();
        table.add(
                LEVEL_2 + "checks_total",
                Long.toString(rate.total()),
                List.of(numbers.value(perSecond, checks.contains()) + "/s"));
        table.add(LEVEL_2 + "checks_succeeded", NumberText.percent(rate.rate()), outOf(rate.trues(), rate.total()));
        table.add(
                LEVEL_2 + "checks_failed",
                NumberText.percent((double) fails / rate.total()),
                outOf(fails, rate.total()));
        for (int row = 0; row < 3; row++) {
            line(table.line(row));
        }
        blank();
        for (CheckTotal check : snapshot.checks()) {
            line(LEVEL_2 + mark(check.fails() == 0) + " " + check.name());
            if (check.fails() > 0) {
                long percent = 100 * check.passes() / (check.passes() + check.fails());
                line(LEVEL_3 + "↳  " + percent + "% — ✓ " + check.passes() + " / ✗ " + check.fails());
            }
        }
        if (!snapshot.checks().isEmpty()) {
            blank();
        }
    }

    private static List<String> outOf(long part, long all) {
        return List.of(part + " out of " + all);
    }

    private void writeMetrics() {
        MetricTable table = new MetricTable();
        Map<Section, List<Integer>> rows = new EnumMap<>(Section.class);
        List<MetricSnapshot> sorted = new ArrayList<>(snapshot.metrics());
        sorted.sort((left, right) -> NameOrder.BY_NAME.compare(left.name(), right.name()));
        for (MetricSnapshot metric : sorted) {
            Section section = Section.of(metric.name());
            if (section != null) {
                rows.computeIfAbsent(section, unseen -> new ArrayList<>()).add(addRow(table, metric));
            }
        }
        rows.forEach((section, numbersOfRows) -> {
            line(LEVEL_2 + section.name());
            numbersOfRows.forEach(row -> line(table.line(row)));
            blank();
        });
    }

    private int addRow(MetricTable table, MetricSnapshot metric) {
        String name = LEVEL_2 + displayName(metric);
        return switch (metric.sink()) {
            case CounterSnapshot counter ->
                table.add(name, numbers.value(counter.count(), metric.contains()), List.of(perSecond(metric, counter)));
            case GaugeSnapshot gauge ->
                table.add(
                        name,
                        numbers.value(gauge.value(), metric.contains()),
                        List.of(
                                "min=" + numbers.value(gauge.min(), metric.contains()),
                                "max=" + numbers.value(gauge.max(), metric.contains())));
            case RateSnapshot rate ->
                table.add(name, NumberText.percent(rate.rate()), outOf(rate.trues(), rate.total()));
            case TrendSnapshot trend ->
                table.addTrend(
                        name,
                        trendStats,
                        trendStats.stream()
                                .map(stat -> stat(metric, trend, stat))
                                .toList());
        };
    }

    private static String displayName(MetricSnapshot metric) {
        String name = metric.name();
        if (metric.parent() == null) {
            return name;
        }
        return "  { " + name.substring(name.indexOf('{') + 1, name.length() - 1).strip() + " }";
    }
}
