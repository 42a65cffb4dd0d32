package io.loadbank.report;

import io.loadbank.metric.ThresholdResult;
import io.loadbank.plan.Problem;
import io.loadbank.recording.Outcome;
import io.loadbank.run.LogLine;
import io.loadbank.run.Run;
import io.loadbank.run.RunView;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The tables of a report. Each is empty where there is nothing to show. */
final class RunTables {
    private static final int MOST_LOG_LINES = 30;
    private static final int MOST_CHECKS = 200;
    private static final Set<String> LOUD = Set.of("warn", "warning", "error");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final RunView view;
    private final Run run;
    private final SummaryTree summary;

    RunTables(Run run, RunView view, SummaryTree summary) {
        this.run = run;
        this.view = view;
        this.summary = summary;
    }

    static Html verdict(boolean ok) {
        return ok
                ? new Html().put("<span class=\"ok\">✓ passed</span>")
                : new Html().put("<span class=\"no\">✗ failed</span>");
    }

    Html thresholds() {
        Html rows = new Html();
        view.thresholds()
                .forEach((metric, results) -> results.forEach(result -> rows.put(
                        "<tr><td>{}<td><code>{}</code><td><code>{}</code><td class=\"n\">{}",
                        verdict(result.ok()),
                        metric,
                        result.expression(),
                        value(metric, result))));
        return table("Thresholds", "<th>Verdict<th>Metric<th>Threshold<th class=\"n\">Value", rows);
    }

    private String value(String metric, ThresholdResult result) {
        if (Double.isNaN(result.value())) {
            return "no data";
        }
        SummaryTree.Metric found = summary.find(metric);
        String type = found == null ? "" : found.type();
        boolean isCount = result.expression().strip().startsWith("count");
        return type.equals("rate")
                ? Figures.percent(result.value())
                : written(
                        found == null || (isCount && type.equals("trend")) ? "default" : found.contains(),
                        result.value());
    }

    private static String written(String contains, double value) {
        return switch (contains) {
            case "time" -> Figures.time(value);
            case "data" -> Figures.bytes(value);
            default -> Figures.plain(value);
        };
    }

    Html checks() {
        Html rows = new Html();
        summary.checks().stream().limit(MOST_CHECKS).forEach(check -> {
            long all = check.passes() + check.fails();
            rows.put(
                    "<tr><td>{}<td>{}<td class=\"n\">{}<td class=\"n\">{}<td class=\"n\">{}",
                    verdict(check.fails() == 0),
                    check.group().isEmpty() ? check.name() : check.group() + " › " + check.name(),
                    Figures.plain(check.passes()),
                    Figures.plain(check.fails()),
                    Figures.percent(all == 0 ? Double.NaN : (double) check.passes() / all));
        });
        return table(
                "Checks",
                "<th>Verdict<th>Check<th class=\"n\">Passed<th class=\"n\">Failed<th class=\"n\">Share",
                rows);
    }

    Html outcomes(List<Outcome> outcomes) {
        double all = outcomes.stream().mapToDouble(Outcome::count).sum();
        Html errors = new Html();
        Html others = new Html();
        for (Outcome each : outcomes) {
            Html rows = each.errorCode().isEmpty() ? others : errors;
            String status = each.status().equals("0") ? "none" : each.status();
            rows.put(
                    "<tr><td class=\"n\">{}<td class=\"n\">{}<td>{}<td>{} <span class=\"url\">{}</span>",
                    Figures.plain(each.count()),
                    Figures.percent(each.count() / all),
                    status,
                    each.method(),
                    each.name());
            if (rows == errors) {
                rows.put("<td>{} {}", each.errorCode(), each.error());
            }
        }
        String head = "<th class=\"n\">Requests<th class=\"n\">Share<th>Status<th>Request";
        return new Html().put("{}{}", table("Errors", head + "<th>Error", errors), table("Answers", head, others));
    }

    Html scenarios() {
        Html rows = new Html();
        view.scenarios().forEach((name, scenario) -> {
            RunView.Actual actual = scenario.actual();
            rows.put(
                    "<tr><td>{}<td>{}<td>{}<td class=\"n\">{}<td class=\"n\">{}<td class=\"n\">{}<td class=\"n\">{}",
                    name,
                    scenario.executor(),
                    scenario.state(),
                    Figures.plain(actual.iterationsCompleted()),
                    Figures.plain(actual.iterationsInterrupted()),
                    Figures.plain(actual.iterationsDropped()),
                    Figures.plain(actual.vus()));
        });
        return table(
                "Scenarios",
                "<th>Scenario<th>Executor<th>State<th class=\"n\">Iterations<th class=\"n\">Interrupted"
                        + "<th class=\"n\">Dropped<th class=\"n\">VUs",
                rows);
    }

    Html metrics() {
        return new Html()
                .put(
                        "{}{}{}{}",
                        metrics("trend", "Metrics: times and trends"),
                        metrics("counter", "Metrics: counters"),
                        metrics("rate", "Metrics: rates"),
                        metrics("gauge", "Metrics: gauges"));
    }

    private Html metrics(String type, String title) {
        List<SummaryTree.Metric> found = new ArrayList<>();
        Set<String> stats = new LinkedHashSet<>();
        for (SummaryTree.Metric metric : summary.metrics()) {
            if (metric.type().equals(type)) {
                found.add(metric);
                stats.addAll(metric.values().keySet());
            }
        }
        Html head = new Html().put("<th>Metric");
        stats.forEach(stat -> head.put("<th class=\"n\">{}", stat));
        Html rows = new Html();
        for (SummaryTree.Metric metric : found) {
            rows.put("<tr><td><code>{}</code>", metric.name());
            stats.forEach(stat -> rows.put("<td class=\"n\">{}", figure(metric, stat)));
        }
        return table(title, head, rows);
    }

    private static String figure(SummaryTree.Metric metric, String stat) {
        double value = metric.value(stat);
        return switch (metric.type()) {
            case "rate" -> stat.equals("rate") ? Figures.percent(value) : Figures.plain(value);
            case "counter" -> written(metric.contains(), value) + (stat.equals("rate") ? "/s" : "");
            default -> stat.equals("count") ? Figures.plain(value) : written(metric.contains(), value);
        };
    }

    Html marks(List<Mark> marks) {
        Html rows = new Html();
        int number = 0;
        for (Mark mark : marks) {
            rows.put(
                    "<tr><td><span class=\"badge\">{}</span><td class=\"n\">{}<td>{}<td>{}<td>{}",
                    ++number,
                    mark.clock(),
                    mark.kind(),
                    mark.what(),
                    mark.who());
        }
        return table("Changes while it ran", "<th>No.<th class=\"n\">At<th>Kind<th>What<th>Who", rows);
    }

    Html problems() {
        Html rows = new Html();
        for (Problem problem : view.problems()) {
            String hint = problem.hint();
            rows.put("<tr><td>{}<td>{}<td>{}", problem.path(), problem.message(), hint == null ? "" : hint);
        }
        return table("Problems", "<th>Where<th>What<th>Hint", rows);
    }

    /** What was said loudly, the same words once; the latest of them. */
    Html log() {
        Map<String, Loud> said = new LinkedHashMap<>();
        for (LogLine line : run.logs()) {
            if (LOUD.contains(line.level())) {
                String key = line.level() + line.message();
                Loud before = said.remove(key);
                said.put(key, new Loud(line, before == null ? 1 : before.times + 1));
            }
        }
        Html rows = new Html();
        said.values().stream()
                .skip(Math.max(0, said.size() - MOST_LOG_LINES))
                .forEach(loud -> rows.put(
                        "<tr><td class=\"t\">{}<td class=\"n\">{}<td>{}<td>{}",
                        TIME.format(loud.last.time()),
                        loud.times,
                        loud.last.level(),
                        loud.last.message()));
        return table(
                "Log: the latest warnings and errors", "<th>Last at<th class=\"n\">Times<th>Level<th>Message", rows);
    }

    private record Loud(LogLine last, int times) {}

    Html tags() {
        Html html = new Html();
        for (Map.Entry<String, String> tag : view.tags().entrySet()) {
            html.put(" <span class=\"tag\">{}={}</span>", tag.getKey(), tag.getValue());
        }
        return html;
    }

    private static Html table(String title, String head, Html rows) {
        return table(title, new Html().put(head), rows);
    }

    private static Html table(String title, Html head, Html rows) {
        return rows.isEmpty()
                ? new Html()
                : new Html()
                        .put(
                                "<section><h2>{}</h2><div class=\"wide\"><table><thead><tr>{}</thead><tbody>{}</tbody>"
                                        + "</table></div></section>\n",
                                title,
                                head,
                                rows);
    }
}
