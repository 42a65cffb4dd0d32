package io.loadbank.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loadbank.generator.GeneratorVerdict;
import io.loadbank.recording.Frame;
import io.loadbank.recording.Measure;
import io.loadbank.run.Run;
import io.loadbank.run.RunView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run as one HTML file that needs nothing else: no other file, no network. Made to be mailed, printed and kept; what
 * scripts chose is escaped, and a policy inside the file forbids every script and style but its own.
 */
public final class HtmlReport {
    private static final String STYLE = resource("report.css");
    private static final String SCRIPT = resource("report.js");

    /** What a browser may do with the page: nothing but show it. */
    public static final String POLICY = "default-src 'none'; style-src '" + digest(STYLE) + "'; script-src '"
            + digest(SCRIPT) + "'; base-uri 'none'; form-action 'none'";

    private final RunView view;
    private final SummaryTree summary;
    private final RunCharts charts;
    private final RunTables tables;
    private final @Nullable Frame total;

    private HtmlReport(Run run) {
        this.view = run.view();
        this.summary = SummaryTree.of(run);
        this.charts = new RunCharts(run);
        this.tables = new RunTables(run, view, summary);
        this.total = charts.total();
    }

    /** The report of a run, of what is so far while it lives. */
    public static String of(Run run) {
        return new HtmlReport(run).page().toString();
    }

    private Html page() {
        Html html = new Html();
        html.put("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="{}">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>{}: {}</title>
                <style>""", POLICY, view.name(), state());
        html.put("{}", new Html().put(STYLE)).put("</style>\n</head>\n<body>\n{}<main>\n{}", head(), figures());
        html.put("{}", generatorVerdict());
        html.put("{}{}", tables.problems(), tables.thresholds());
        if (charts.isEmpty()) {
            html.put("<section><h2>Over time</h2><p class=\"note\">Nothing is recorded of this run.</p></section>");
        } else {
            html.put("<section><h2>Load</h2>{}</section>\n", charts.load());
            html.put("{}", tables.marks(charts.marks()));
            html.put("<section><h2>What came of it</h2>{}{}</section>\n", charts.throughput(), charts.latency());
        }
        html.put("{}", tables.outcomes(total == null ? List.of() : total.outcomes()));
        html.put("{}{}{}{}", tables.checks(), tables.scenarios(), tables.metrics(), tables.log());
        if (!charts.omitted().isEmpty()) {
            html.put(
                    "<p class=\"note\">Not recorded over time, because the run has too many metrics: {} and perhaps"
                            + " more.</p>",
                    String.join(", ", charts.omitted()));
        }
        return html.put(
                "</main>\n<footer>Loadbank, run {}, report made {}. Times are UTC. Values over time are at most"
                        + " 0.83 % off; those in the tables are the run's own.</footer>\n<script>{}</script>\n"
                        + "</body>\n</html>\n",
                view.id(), shown(Instant.now()), new Html().put(SCRIPT));
    }

    private String state() {
        String verdict = view.verdict();
        return verdict == null ? view.state().text() : verdict;
    }

    private Html head() {
        String verdict = view.verdict();
        String kind = verdict == null ? "live" : verdict.equals("passed") ? "pass" : "fail";
        String sign = verdict == null ? "…" : verdict.equals("passed") ? "✓" : "✗";
        Html html = new Html();
        html.put(
                "<header><div class=\"title\"><h1>{}</h1><span class=\"verdict {}\">{} {}</span></div><p>",
                view.name(),
                kind,
                sign,
                state());
        html.put(
                "Script <b>{}@{}</b> <span class=\"note\">{}</span></p><p>",
                view.script().name(),
                view.script().version(),
                abbreviated(view.script().digest()));
        Instant started = view.startedAt();
        Instant ended = view.endedAt();
        if (started != null) {
            html.put("Started <b>{}</b>, ", shown(started));
            if (ended == null) {
                html.put(
                        "now <b>{}</b> at <b>{}</b> of test time",
                        view.state().text(),
                        Clock.duration(view.elapsedMs()));
            } else {
                long wall = Duration.between(started, ended).toMillis();
                html.put("<b>{}</b> after <b>{}</b>", view.state().text(), Clock.duration(wall));
                if (wall - view.elapsedMs() > 1_500) {
                    html.put(", {} of it test time", Clock.duration(view.elapsedMs()));
                }
            }
        } else {
            html.put("Not started, <b>{}</b>", view.state().text());
        }
        Integer exit = view.exitCode();
        if (exit != null) {
            html.put(", exit code <b>{}</b> ({})", exit, meaning(exit));
        }
        return html.put("</p><p>{}</p></header>\n", tables.tags());
    }

    private static String abbreviated(String digest) {
        return digest.length() > 19 ? digest.substring(0, 19) + "…" : digest;
    }

    private static String meaning(int exitCode) {
        return switch (exitCode) {
            case 0 -> "all well";
            case 99 -> "thresholds were crossed";
            case 100 -> "setup took too long";
            case 101 -> "teardown took too long";
            case 103 -> "stopped by REST";
            case 105 -> "the daemon was shut down";
            case 107 -> "the script failed";
            case 108 -> "the script aborted the test";
            case 110 -> "the script marked the test as failed";
            default -> "an error";
        };
    }

    private static String shown(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
    }

    private Html figures() {
        Html tiles = new Html();
        double requests = summary.value("http_reqs", "count");
        if (requests > 0) {
            tile(tiles, "Requests", Figures.plain(requests), rate(summary.value("http_reqs", "rate")));
            double failed = summary.value("http_req_failed", "rate");
            tile(
                    tiles,
                    "Failed",
                    Figures.percent(failed),
                    Figures.plain(summary.value("http_req_failed", "passes")) + " requests");
            tile(tiles, "Latency, 95 % within", latency("p(95)", 95), "median " + latency("med", 50));
        }
        tile(
                tiles,
                "Iterations",
                Figures.plain(zero(summary.value("iterations", "count"))),
                rate(zero(summary.value("iterations", "rate"))));
        double dropped = summary.value("dropped_iterations", "count");
        if (dropped > 0) {
            tile(tiles, "Dropped iterations", Figures.plain(dropped), "due and never started");
        }
        tile(
                tiles,
                "VUs, at most",
                Figures.plain(zero(summary.value("vus", "max"))),
                "of " + Figures.plain(zero(summary.value("vus_max", "max"))) + " there were");
        double checks = summary.value("checks", "rate");
        if (!Double.isNaN(checks)) {
            tile(
                    tiles,
                    "Checks passed",
                    Figures.percent(checks),
                    Figures.plain(summary.value("checks", "fails")) + " failed");
        }
        double received = summary.value("data_received", "count");
        if (received > 0) {
            tile(
                    tiles,
                    "Received",
                    Figures.bytes(received),
                    Figures.bytes(summary.value("data_sent", "count")) + " sent");
        }
        return new Html().put("<div class=\"tiles\">{}</div>\n", tiles);
    }

    /** The summary's number, or the recording's where the summary was told to leave it out. */
    private String latency(String stat, double percent) {
        double exact = summary.value("http_req_duration", stat);
        if (Double.isNaN(exact)
                && total != null
                && total.measure("http_req_duration") instanceof Measure.Values values) {
            return Figures.time(values.percentile(percent));
        }
        return Figures.time(exact);
    }

    private static void tile(Html tiles, String name, String value, String more) {
        tiles.put("<div class=\"tile\"><span>{}</span><b>{}</b><small>{}</small></div>", name, value, more);
    }

    private static String rate(double perSecond) {
        return Figures.plain(perSecond) + " per second";
    }

    private static double zero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private Html generatorVerdict() {
        GeneratorVerdict judged = view.generator();
        if (judged == null) {
            return new Html();
        }
        Html reasons = new Html();
        judged.reasons().forEach(reason -> reasons.put("<li>{}", reason));
        return new Html()
                .put(
                        "<section><h2>Generator</h2><p>{} <b>{}</b></p><ul>{}</ul></section>\n",
                        judged.level() == GeneratorVerdict.Level.OK ? "✓" : "⚠",
                        judged.level().text(),
                        reasons);
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
