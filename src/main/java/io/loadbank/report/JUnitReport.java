package io.loadbank.report;

import io.loadbank.metric.ThresholdResult;
import io.loadbank.plan.Problem;
import io.loadbank.run.Run;
import io.loadbank.run.RunView;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * The results of a run as JUnit writes those of tests, for build servers: a suite for how the run ended, one for its
 * thresholds, one for its checks. What failed says so in a sentence.
 */
public final class JUnitReport {
    private final RunView view;
    private final List<Suite> suites = new ArrayList<>();

    /** @param failure why it failed, null if it did not */
    private record Case(String group, String name, @Nullable String failure, boolean isError) {}

    private record Suite(String name, List<Case> cases) {
        long failures() {
            return cases.stream()
                    .filter(each -> each.failure != null && !each.isError)
                    .count();
        }

        long errors() {
            return cases.stream()
                    .filter(each -> each.failure != null && each.isError)
                    .count();
        }
    }

    private JUnitReport(Run run) {
        this.view = run.view();
        suites.add(new Suite("run", List.of(end())));
        suites.add(new Suite("thresholds", thresholds()));
        suites.add(new Suite("checks", checks(SummaryTree.of(run))));
    }

    /** The document; of what is so far while the run lives. */
    public static String of(Run run) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new JUnitReport(run).write(xml);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.append('\n').toString();
    }

    /** Crossed thresholds have cases of their own; all other ends but a good one are errors. */
    private Case end() {
        Integer exit = view.exitCode();
        boolean well = exit == null || exit == 0 || exit == 99;
        String problems = view.problems().stream().map(Problem::message).collect(Collectors.joining("; "));
        String why = "the run ended as " + view.state().text() + " with exit code " + exit
                + (problems.isEmpty() ? "" : ": " + problems);
        return new Case(view.name(), "ends well", well ? null : why, true);
    }

    private List<Case> thresholds() {
        List<Case> cases = new ArrayList<>();
        view.thresholds().forEach((metric, results) -> {
            for (ThresholdResult result : results) {
                String value = Double.isNaN(result.value()) ? "no data" : Double.toString(result.value());
                String why =
                        "threshold " + result.expression() + " on " + metric + " was crossed, the value is " + value;
                cases.add(new Case(metric, result.expression(), result.ok() ? null : why, false));
            }
        });
        return cases;
    }

    private static List<Case> checks(SummaryTree summary) {
        List<Case> cases = new ArrayList<>();
        for (SummaryTree.Check check : summary.checks()) {
            long all = check.passes() + check.fails();
            String why = String.format(
                    Locale.ROOT,
                    "check \"%s\" failed %d of %d times (%s)",
                    check.name(),
                    check.fails(),
                    all,
                    Figures.percent(all == 0 ? 0 : (double) check.fails() / all));
            cases.add(new Case(
                    check.group().isEmpty() ? "checks" : check.group(),
                    check.name(),
                    check.fails() == 0 ? null : why,
                    false));
        }
        return cases;
    }

    private void write(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        attribute(xml, "name", "loadbank " + view.name() + " " + view.id());
        attribute(xml, "tests", suites.stream().mapToLong(it -> it.cases.size()).sum());
        attribute(xml, "failures", suites.stream().mapToLong(Suite::failures).sum());
        attribute(xml, "errors", suites.stream().mapToLong(Suite::errors).sum());
        attribute(xml, "time", seconds());
        for (Suite suite : suites) {
            if (!suite.cases.isEmpty()) {
                write(xml, suite);
            }
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void write(XMLStreamWriter xml, Suite suite) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        attribute(xml, "name", suite.name);
        attribute(xml, "tests", suite.cases.size());
        attribute(xml, "failures", suite.failures());
        attribute(xml, "errors", suite.errors());
        attribute(xml, "skipped", 0);
        attribute(xml, "time", seconds());
        if (view.startedAt() != null) {
            attribute(xml, "timestamp", view.startedAt());
        }
        for (Case each : suite.cases) {
            xml.writeCharacters("\n    ");
            xml.writeStartElement("testcase");
            attribute(xml, "classname", suite.name + "." + each.group);
            attribute(xml, "name", each.name);
            attribute(xml, "time", 0);
            String failure = each.failure;
            if (failure != null) {
                xml.writeStartElement(each.isError ? "error" : "failure");
                attribute(xml, "message", failure);
                attribute(xml, "type", suite.name);
                xml.writeCharacters(legal(failure));
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private String seconds() {
        return String.format(Locale.ROOT, "%.3f", view.elapsedMs() / 1e3);
    }

    private static void attribute(XMLStreamWriter xml, String name, Object value) throws XMLStreamException {
        xml.writeAttribute(name, legal(String.valueOf(value)));
    }

    /** Characters that XML 1.0 cannot hold, not even escaped, are shown as unknown. */
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints()
                .map(c ->
                        c == '\t' || c == '\n' || (c >= ' ' && c < 0xD800) || (c >= 0xE000 && c < 0xFFFE) || c > 0xFFFF
                                ? c
                                : 0xFFFD)
                .forEach(legal::appendCodePoint);
        return legal.toString();
    }
}
