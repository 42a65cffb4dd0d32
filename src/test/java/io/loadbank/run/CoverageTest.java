package io.loadbank.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.plan.Problem;
import io.loadbank.run.Coverage.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The committed page about k6's API says what the engine has. After a wanted change, write it anew with
 * {@code ./mvnw -q test -Dtest=CoverageTest -Dloadbank.coverage=write} and look at the difference.
 */
class CoverageTest {

    private static final Path PAGE = Path.of("docs/coverage.md");
    private static final Path INVENTORY = Path.of("src/test/resources/types/k6.txt");
    private static final Path NOTES = Path.of("src/test/resources/types/notes.txt");
    private static final Path TESTS = Path.of("src/test/java");

    private static List<TypesLine> lines;
    private static CoverageNotes notes;
    private static CoverageProbe.Findings findings;
    private static List<Coverage> coverage;

    @BeforeAll
    static void probe() throws IOException {
        lines = TypesLine.all(INVENTORY);
        notes = new CoverageNotes(NOTES);
        findings = CoverageProbe.run(lines);
        coverage = judged();
    }

    @Test
    void the_committed_page_says_what_the_engine_has() throws IOException {
        String version = Files.readAllLines(INVENTORY).getFirst().split(" ", -1)[2];
        List<Coverage> beyond = CoverageProbe.BEYOND.stream()
                .map(line -> new Coverage(
                        line, status("present".equals(findings.verdicts().get(line))), ""))
                .toList();
        assertThat(beyond).as("said to be there").allMatch(it -> it.status() == Status.SUPPORTED);
        String generated = CoveragePage.text(version, coverage, beyond);
        if ("write".equals(System.getProperty("loadbank.coverage"))) {
            Files.writeString(PAGE, generated);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/coverage.md differs from the engine; if the engine is right: "
                        + "./mvnw -q test -Dtest=CoverageTest -Dloadbank.coverage=write")
                .isEqualTo(generated);
    }

    @Test
    void every_line_is_probed_and_what_is_missing_has_a_reason() {
        assertThat(findings.verdicts().keySet()).containsAll(lines);
        assertThat(coverage.stream()
                        .filter(it ->
                                it.status() != Status.SUPPORTED && it.how().isEmpty())
                        .map(it -> it.line().text()))
                .as("not supported without a note in %s; uses that failed: %s", NOTES, findings.failures())
                .isEmpty();
    }

    @Test
    void every_note_is_about_a_line_and_can_be_true() throws IOException {
        Map<TypesLine, Status> statuses = new HashMap<>();
        coverage.forEach(it -> statuses.put(it.line(), it.status()));
        assertThat(lines).containsAll(notes.all().keySet());
        for (Map.Entry<TypesLine, CoverageNotes.Note> each : notes.all().entrySet()) {
            CoverageNotes.Note note = each.getValue();
            Status status = Objects.requireNonNull(statuses.get(each.getKey()));
            assertThat(CoverageNotes.fits(note, status))
                    .as(
                            "strike the note of '%s' from %s: it is %s",
                            each.getKey().text(), NOTES, status.text)
                    .isTrue();
            if (note.kind().equals(CoverageNotes.TESTED)) {
                assertThat(exists(note.text())).as("the test %s", note.text()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "k6/options field Options vus, true",
        "k6/options field Options nonsense, false",
        "k6/options field ConstantVUsScenario duration, true",
        "k6/options field ConstantVUsScenario rate, false",
        "k6/options field BaseScenario exec, true",
        "k6/options field BaseScenario vus, false",
        "k6/options field Stage target, true",
        "k6/options field Stage nonsense, false",
        "k6/options field Certificate key, true",
        "k6/options field Certificate nonsense, false",
        "k6/options field ObjectThreshold abortOnFail, true",
        "k6/options field ObjectThreshold nonsense, false"
    })
    void the_probe_of_options_tells_what_is_read_from_what_is_not(String line, boolean read) {
        assertThat(OptionProbe.isRead(TypesLine.of(line))).isEqualTo(read);
    }

    @Test
    void the_probe_of_the_engine_finds_nothing_that_does_not_exist() throws IOException {
        List<TypesLine> invented = Stream.of(
                        "k6 function - nonsense",
                        "k6/http class - Nonsense",
                        "k6/http field Response nonsense",
                        "k6/html member Selection nonsense",
                        "k6/websockets member WebSocket nonsense",
                        "k6/execution property vu nonsense",
                        "k6/experimental/fs static SeekMode Nonsense",
                        "k6/net/grpc value - StatusNonsense")
                .map(TypesLine::of)
                .toList();
        assertThat(CoverageProbe.run(invented).verdicts()).containsAllEntriesOf(absent(invented));
    }

    @Test
    void a_script_that_imports_the_browser_is_refused() {
        try (RunLab lab = new RunLab()) {
            assertThat(lab.refusal(RunLab.spec("import { browser } from 'k6/browser'; export default function () {}")))
                    .extracting(Problem::toString)
                    .anyMatch(it -> it.contains("k6/browser"));
        }
    }

    private static Map<TypesLine, String> absent(List<TypesLine> invented) {
        Map<TypesLine, String> map = new HashMap<>();
        invented.forEach(line -> map.put(line, "absent"));
        return map;
    }

    private static List<Coverage> judged() throws IOException {
        Map<TypesLine, Coverage> members = new HashMap<>();
        for (TypesLine line : lines) {
            members.put(line, judged(line));
        }
        List<Coverage> all = new ArrayList<>();
        for (TypesLine line : lines) {
            boolean whole = line.isExported()
                    && (CoverageProbe.isTypesOnly(line.module())
                            || "unseen".equals(findings.verdicts().get(line)));
            all.add(whole ? whole(line, members) : Objects.requireNonNull(members.get(line)));
        }
        return all;
    }

    /** What its parts are, for an interface that has no existence of its own. */
    private static Coverage whole(TypesLine line, Map<TypesLine, Coverage> members) {
        List<Coverage> parts = lines.stream()
                .filter(it -> it.module().equals(line.module()) && it.owner().equals(line.name()))
                .map(members::get)
                .toList();
        if (parts.isEmpty()) {
            return Objects.requireNonNull(members.get(line));
        }
        if (parts.stream().allMatch(it -> it.status() == Status.SUPPORTED)) {
            return new Coverage(line, Status.SUPPORTED, "");
        }
        boolean none = parts.stream().allMatch(it -> it.status() == Status.NOT_SUPPORTED);
        return none
                ? new Coverage(line, Status.NOT_SUPPORTED, "none of what it has")
                : new Coverage(line, Status.DIFFERS, "not all of what it has, see below");
    }

    private static Coverage judged(TypesLine line) throws IOException {
        String verdict = findings.verdicts().getOrDefault(line, "unseen");
        if (CoverageProbe.isTypesOnly(line.module())) {
            verdict = OptionProbe.isRead(line) ? "observed" : "absent";
        }
        String test = notes.text(line, CoverageNotes.TESTED);
        if (verdict.equals("unseen") && test != null && exists(test)) {
            return new Coverage(line, Status.SUPPORTED, "accepted, tested by `" + test + "`");
        }
        if (verdict.equals("unseen") || verdict.equals("absent")) {
            String why = notes.text(line, CoverageNotes.NOT_SUPPORTED);
            return new Coverage(line, Status.NOT_SUPPORTED, why == null ? "" : why);
        }
        boolean partly = verdict.equals("partly");
        String how = notes.text(line, partly ? CoverageNotes.PARTLY : CoverageNotes.DIFFERS);
        if (partly && how == null) {
            return new Coverage(line, Status.DIFFERS, "");
        }
        if (how != null) {
            return new Coverage(line, Status.DIFFERS, how);
        }
        boolean nameless = verdict.equals("instance");
        return new Coverage(line, Status.SUPPORTED, nameless ? "a type only: objects of it, no name to import" : "");
    }

    private static Status status(boolean there) {
        return there ? Status.SUPPORTED : Status.NOT_SUPPORTED;
    }

    private static boolean exists(String test) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.anyMatch(file -> file.getFileName().toString().equals(test + ".java"));
        }
    }
}
