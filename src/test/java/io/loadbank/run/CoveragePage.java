package io.loadbank.run;

import io.loadbank.run.Coverage.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The text of {@code docs/coverage.md}. */
final class CoveragePage {

    private static final String HEAD = """
            <!-- Written by CoverageTest; what a person has to say is in src/test/resources/types/notes.txt. -->
            # What there is of k6's JavaScript API

            Everything that the public types of k6 (`@types/k6` %s) declare, and what this version of Loadbank has of it. A test
            writes this page: it runs a script in the engine that imports every name, looks at real responses, sockets, elements
            and files for every member, and uses every parameter: most show their effect, of the others (options, tags, gRPC's) it
            sees that they are read where an invented one is not. What it does not find is *not supported* here.
            Behaviour beyond that is proved by the tests of each module and the conformance scripts in
            `src/test/resources/conformance`.

            *supported*: it is there. *differs*: it is there and does something else than in k6, as the sentence says.
            *not supported*: it is not there.

            ```sh
            ./mvnw -q test -Dtest=CoverageTest -Dloadbank.coverage=write   # writes this page anew
            ```

            """;

    private static final String BROWSER = """
            ## k6/browser

            Not supported: a script that imports `k6/browser` is refused when it is uploaded.
            """;

    private CoveragePage() {}

    static String text(String version, List<Coverage> all, List<Coverage> beyond) {
        StringBuilder page = new StringBuilder(HEAD.formatted(version));
        Map<String, List<Coverage>> modules = new TreeMap<>();
        all.forEach(each -> modules.computeIfAbsent(each.line().module(), _ -> new ArrayList<>())
                .add(each));
        summary(page, modules, all);
        modules.forEach((module, lines) -> module(page, module, lines));
        page.append(BROWSER);
        page.append("\n## Beyond the types\n\nAlso there, though the types above do not declare it:\n\n");
        beyond.forEach(each -> page.append(
                "- %s `%s`%n".formatted(each.line().kind(), each.line().name())));
        return page.toString();
    }

    private static void summary(StringBuilder page, Map<String, List<Coverage>> modules, List<Coverage> all) {
        page.append("| module | supported | differs | not supported |\n|---|---:|---:|---:|\n");
        modules.forEach((module, lines) -> counts(
                page,
                "[%s](#%s)"
                        .formatted(
                                title(module),
                                title(module).replaceAll("[/ ]", "").toLowerCase(java.util.Locale.ROOT)),
                lines));
        page.append("| [k6/browser](#k6browser) | 0 | 0 | all |\n");
        counts(page, "**all but k6/browser**", all);
        page.append('\n');
    }

    private static void counts(StringBuilder page, String name, List<Coverage> lines) {
        page.append("| ").append(name);
        for (Status status : Status.values()) {
            page.append(" | ")
                    .append(lines.stream().filter(it -> it.status() == status).count());
        }
        page.append(" |\n");
    }

    private static void module(StringBuilder page, String module, List<Coverage> lines) {
        page.append("## ").append(title(module)).append("\n\n| name | kind | status | how |\n|---|---|---|---|\n");
        Map<String, List<Coverage>> owners = new LinkedHashMap<>();
        lines.stream()
                .filter(it -> it.line().isExported())
                .forEach(it -> owners.computeIfAbsent(it.line().name(), _ -> new ArrayList<>())
                        .add(it));
        lines.stream()
                .filter(it -> !it.line().isExported())
                .forEach(it -> owners.computeIfAbsent(it.line().owner(), _ -> new ArrayList<>())
                        .add(it));
        owners.values()
                .forEach(group -> group.forEach(it -> page.append("| `%s` | %s | %s | %s |%n"
                        .formatted(
                                it.line().shown(),
                                it.line().kind(),
                                status(it),
                                it.how().replace("|", "\\|")))));
        page.append('\n');
    }

    private static String status(Coverage coverage) {
        String text = coverage.status().text;
        return coverage.status() == Status.SUPPORTED ? text : "**" + text + "**";
    }

    private static String title(String module) {
        return module.equals("global") ? "Globals" : module;
    }
}
