package io.loadbank.summary;

import io.loadbank.metric.MetricSnapshot;
import io.loadbank.metric.MetricsSnapshot.CheckTotal;
import io.loadbank.metric.SinkSnapshot.CounterSnapshot;
import io.loadbank.metric.SinkSnapshot.GaugeSnapshot;
import io.loadbank.metric.SinkSnapshot.RateSnapshot;
import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One block of the text under its title: checks, and metrics by section. Its columns line up within it alone. */
final class ResultBlock {
    private final List<MetricSnapshot> metrics;
    private final List<CheckTotal> checks;
    private final double testSeconds;
    private final Values values;
    private final SummaryMode mode;
    /** How deep the block's title stands, from 1. */
    private final int level;

    private final String indent;

    ResultBlock(
            List<MetricSnapshot> metrics,
            List<CheckTotal> checks,
            double testSeconds,
            Values values,
            SummaryMode mode,
            int level) {
        this.metrics = metrics;
        this.checks = checks;
        this.testSeconds = testSeconds;
        this.values = values;
        this.mode = mode;
        this.level = level;
        this.indent = SummaryText.indent(level + 1);
    }

    void writeTo(StringBuilder text) {
        for (MetricSnapshot metric : metrics) {
            if (metric.name().equals("checks") && metric.sink() instanceof RateSnapshot rate && rate.total() > 0) {
                writeChecks(text, metric, rate);
            }
        }
        writeMetrics(text);
    }

    private static void line(StringBuilder text, String line) {
        text.append('\n').append(line);
    }

    private static void blank(StringBuilder text) {
        text.append('\n');
    }

    private void writeChecks(StringBuilder text, MetricSnapshot metric, RateSnapshot rate) {
        long fails = rate.total() - rate.trues();
        double perSecond = testSeconds > 0 ? rate.total() / testSeconds : 0;
        MetricTable table = new MetricTable();
        table.add(
                indent + "checks_total", Long.toString(rate.total()), List.of(values.number(perSecond, metric) + "/s"));
        table.add(indent + "checks_succeeded", NumberText.percent(rate.rate()), outOf(rate.trues(), rate.total()));
        table.add(
                indent + "checks_failed",
                NumberText.percent((double) fails / rate.total()),
                outOf(fails, rate.total()));
        for (int row = 0; row < 3; row++) {
            line(text, table.line(row));
        }
        blank(text);
        for (CheckTotal check : checks) {
            line(text, indent + SummaryText.mark(check.fails() == 0) + " " + check.name());
            if (check.fails() > 0) {
                long percent = 100 * check.passes() / (check.passes() + check.fails());
                line(
                        text,
                        SummaryText.indent(2 * level + 1) + "↳  " + percent + "% — ✓ " + check.passes() + " / ✗ "
                                + check.fails());
            }
        }
        if (!checks.isEmpty()) {
            blank(text);
        }
    }

    private static List<String> outOf(long part, long all) {
        return List.of(part + " out of " + all);
    }

    private void writeMetrics(StringBuilder text) {
        MetricTable table = new MetricTable();
        Map<Section, List<Integer>> rows = new EnumMap<>(Section.class);
        List<MetricSnapshot> sorted = new ArrayList<>(metrics);
        sorted.sort((left, right) -> NameOrder.BY_NAME.compare(left.name(), right.name()));
        for (MetricSnapshot metric : sorted) {
            Section section = Section.of(metric.name(), mode);
            if (section != null) {
                rows.computeIfAbsent(section, unseen -> new ArrayList<>()).add(addRow(table, metric));
            }
        }
        rows.forEach((section, numbersOfRows) -> {
            line(text, indent + section.name());
            numbersOfRows.forEach(row -> line(text, table.line(row)));
            blank(text);
        });
    }

    private int addRow(MetricTable table, MetricSnapshot metric) {
        String name = indent + displayName(metric);
        return switch (metric.sink()) {
            case CounterSnapshot counter ->
                table.add(
                        name,
                        values.number(counter.count(), metric),
                        List.of(values.perSecond(counter.rate(), metric)));
            case GaugeSnapshot gauge ->
                table.add(
                        name,
                        values.number(gauge.value(), metric),
                        List.of(
                                "min=" + values.number(gauge.min(), metric),
                                "max=" + values.number(gauge.max(), metric)));
            case RateSnapshot rate ->
                table.add(name, NumberText.percent(rate.rate()), outOf(rate.trues(), rate.total()));
            case TrendSnapshot trend ->
                table.addTrend(
                        name,
                        values.trendStats(),
                        values.trendStats().stream()
                                .map(stat -> values.stat(stat, trend, metric))
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
