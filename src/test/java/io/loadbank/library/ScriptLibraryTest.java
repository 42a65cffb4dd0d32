package io.loadbank.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.plan.Problem;
import io.loadbank.script.ScriptFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptLibraryTest {
    private final MemoryScriptStore store = new MemoryScriptStore();
    private final ScriptedInspector inspector = new ScriptedInspector();
    private final LibraryLimits limits = new LibraryLimits(100, 150, 3, Duration.ofSeconds(1));
    private final AtomicLong seconds = new AtomicLong();
    private final ScriptLibrary library = open();

    private ScriptLibrary open() {
        return new ScriptLibrary(
                store,
                inspector,
                (_, _) -> new RemoteModules.Fetched.Refused("there are none"),
                limits,
                () -> Instant.ofEpochSecond(seconds.incrementAndGet()));
    }

    @Test
    void a_new_script_is_version_1_and_other_bytes_are_version_2() {
        var first = stored(library.upload("checkout", null, files("main.js", "1")));
        var second = stored(library.upload("checkout", null, files("main.js", "2")));

        assertThat(first.isNew()).isTrue();
        assertThat(first.version().version()).isEqualTo(1);
        assertThat(first.version().files()).containsExactly(new ScriptVersion.FileEntry("main.js", 1));
        assertThat(first.version().exports()).containsExactly("default", "setup");
        assertThat(first.version().options()).isEqualTo(Map.of("vus", 1));
        assertThat(second.version().version()).isEqualTo(2);
        assertThat(library.find("checkout")).isEqualTo(second.version());
        assertThat(library.find("checkout@1")).isEqualTo(first.version());
        assertThat(library.list()).containsExactly(second.version(), first.version());
    }

    @Test
    void the_same_bytes_under_the_same_name_are_the_version_that_is_there() {
        var first = stored(library.upload("checkout", null, files("main.js", "1")));
        var again = stored(library.upload("checkout", "main.js", files("main.js", "1")));

        assertThat(again).isEqualTo(new Uploaded.Stored(first.version(), false));
        assertThat(inspector.inspections).hasValue(1);
    }

    @Test
    void the_same_bytes_under_another_name_are_another_script_with_the_same_digest() {
        var one = stored(library.upload("one", null, files("main.js", "1"))).version();
        var two = stored(library.upload("two", null, files("main.js", "1"))).version();

        assertThat(two.digest()).isEqualTo(one.digest()).matches("sha256:[0-9a-f]{64}");
        assertThat(library.find(one.digest())).isEqualTo(two);
    }

    @Test
    void the_digest_depends_on_paths_contents_and_entry() {
        var digests = new HashSet<String>();
        var uploads = List.<Callable<Uploaded>>of(
                () -> library.upload("s", "a", files("a", "1", "b", "2")),
                () -> library.upload("s", "b", files("a", "1", "b", "2")),
                () -> library.upload("s", "a", files("a", "1", "c", "2")),
                () -> library.upload("s", "a", files("a", "2", "b", "1")),
                () -> library.upload("s", "a", files("a", "1")));
        uploads.forEach(upload -> {
            try {
                digests.add(stored(upload.call()).version().digest());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });

        assertThat(digests).hasSize(5);
        var again = stored(library.upload("other", "a", files("b", "2", "a", "1")));
        assertThat(digests).contains(again.version().digest());
    }

    @Test
    void what_does_not_link_is_refused_and_not_stored() {
        var refused = library.upload("s", null, files("main.js", "a syntax error"));

        assertThat(refused)
                .isEqualTo(new Uploaded.Refused(
                        List.of(new Problem("main.js:1:7", "SyntaxError: Expected ; but found error"))));
        assertThat(library.list()).isEmpty();
    }

    @Test
    void what_throws_in_init_is_stored_without_options_and_says_why() {
        var version =
                stored(library.upload("s", null, files("main.js", "throw 1"))).version();

        assertThat(version.options()).isNull();
        assertThat(version.problems()).containsExactly(new Problem("main.js:2:3", "Error: no TARGET"));
    }

    @Test
    void inspecting_stores_nothing_and_uses_the_env_it_is_given() {
        var script = ScriptFiles.single("main.js", "throw 1");

        assertThat(library.inspect(script, Map.of("TARGET", "x")).problems()).isEmpty();
        assertThat(library.inspect(script, Map.of()).problems()).hasSize(1);
        assertThat(library.list()).isEmpty();
    }

    @Test
    void checking_stores_nothing_and_tries_nothing() {
        assertThat(library.check(null, files("main.js", "syntax error"))).isInstanceOf(Checked.Good.class);
        assertThat(library.check(null, files("../main.js", "1"))).isInstanceOf(Checked.Bad.class);
        assertThat(inspector.inspections).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "first.js, first",
        "dir/second.test.js, second.test",
        "noending, noending",
        "ünicode.js, script",
        ".js, .js",
    })
    void without_a_name_it_is_the_main_scripts(String path, String name) {
        assertThat(stored(library.upload(null, null, files(path, "1")))
                        .version()
                        .name())
                .isEqualTo(name);
    }

    @Test
    void the_main_script_of_several_is_guessed_by_the_usual_names_only() {
        assertThat(stored(library.upload("a", null, files("main.js", "1", "index.js", "2")))
                        .version()
                        .entry())
                .isEqualTo("main.js");
        assertThat(stored(library.upload("b", null, files("x.js", "1", "index.js", "2")))
                        .version()
                        .entry())
                .isEqualTo("index.js");
        assertThat(problems(library.upload("c", null, files("x.js", "1", "y.js", "2"))))
                .containsExactly(new Problem(
                        "entry",
                        "none of the 2 files is clearly the main script",
                        "name it in a text part: -F entry=path/of/the/main.js"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/etc/passwd       | '/etc/passwd' is an absolute path, paths are relative to the upload",
                "C:/x.js           | 'C:/x.js' is an absolute path, paths are relative to the upload",
                "../x.js           | '../x.js' has an empty part, '.' or '..' in it",
                "a/../../x.js      | 'a/../../x.js' has an empty part, '.' or '..' in it",
                "./x.js            | './x.js' has an empty part, '.' or '..' in it",
                "a//x.js           | 'a//x.js' has an empty part, '.' or '..' in it",
                "a/                | 'a/' has an empty part, '.' or '..' in it",
                "a\\x.js           | 'a\\x.js' has a backslash or a control character in it",
                "__loadbank__/x.js | '__loadbank__/x.js' lies in __loadbank__, which is reserved",
                "b/__loadbank__/x  | 'b/__loadbank__/x' lies in __loadbank__, which is reserved",
            })
    void paths_that_leave_the_upload_are_refused(String path, String message) {
        assertThat(problems(library.upload("s", "main.js", files("main.js", "1", path, "2"))))
                .containsExactly(new Problem("file", message));
    }

    @ParameterizedTest
    @CsvSource({"''", ".", "..", "a b", "a/b", "ü", "a@1"})
    void names_that_cannot_be_addressed_are_refused(String name) {
        assertThat(problems(library.upload(name, null, files("main.js", "1"))))
                .containsExactly(
                        new Problem("name", "'" + name + "' is not a name", "use 1 to 100 of A-Z a-z 0-9 . _ -"));
    }

    @Test
    void all_problems_come_at_once() {
        var upload = files("a.ts", "1", "../b", "2", "c", "x".repeat(101), "c/d", "y".repeat(60));

        assertThat(problems(library.upload("no name", "gone.js", upload)))
                .extracting(Problem::message)
                .containsExactly(
                        "'no name' is not a name",
                        "4 files are more than the 3 that are allowed",
                        "'../b' has an empty part, '.' or '..' in it",
                        "'c' is a file and, in 'c/d', a directory",
                        "'c' has 101 bytes, a file may have 100",
                        "the files have 163 bytes together, 150 are allowed",
                        "'gone.js' is not among the files");
    }

    @Test
    void an_upload_without_files_says_so() {
        assertThat(problems(library.upload("s", null, Map.of())))
                .containsExactly(new Problem("file", "there is no file in the upload"));
    }

    @Test
    void jsx_is_refused_with_a_way_out() {
        assertThat(problems(library.upload("s", null, files("main.tsx", "1"))))
                .containsExactly(new Problem(
                        "entry", "'main.tsx' has JSX in it, which is not supported", "use .ts, or transpile it first"));
    }

    @Test
    void a_restart_keeps_scripts_and_numbers_that_were_given_are_not_given_again() {
        library.upload("s", null, files("main.js", "1"));
        var second = stored(library.upload("s", null, files("main.js", "2"))).version();
        assertThat(library.delete("s@2", it -> false)).isEqualTo(new Deletion.Deleted(List.of(second)));

        var reopened = open();

        assertThat(reopened.list()).hasSize(1);
        assertThat(stored(reopened.upload("s", null, files("main.js", "3")))
                        .version()
                        .version())
                .isEqualTo(3);
    }

    @Test
    void deleting_a_bare_name_forgets_all_its_versions_or_none() {
        var first = stored(library.upload("s", null, files("main.js", "1"))).version();
        var second = stored(library.upload("s", null, files("main.js", "2"))).version();

        assertThat(library.delete("s", it -> it.version() == 2)).isEqualTo(new Deletion.InUse(second));
        assertThat(library.list()).hasSize(2);
        assertThat(library.delete("s", it -> false)).isEqualTo(new Deletion.Deleted(List.of(first, second)));
        assertThat(library.find("s")).isNull();
        assertThat(library.files(first)).isNull();
        assertThat(library.delete("s", it -> false)).isEqualTo(new Deletion.Unknown());
    }

    @ParameterizedTest
    @CsvSource({"nobody", "s@2", "s@0", "s@x", "s@", "@1", "a b", "sha256:00", "''", "s@99999999999"})
    void nothing_is_found_under_other_references(String reference) {
        library.upload("s", null, files("main.js", "1"));

        assertThat(library.find(reference)).isNull();
    }

    @Test
    void the_same_upload_many_times_at_once_is_one_version() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var uploads = Collections.nCopies(
                    32, (Callable<Uploaded>) () -> library.upload("s", null, files("main.js", "1")));
            long fresh = 0;
            for (var each : threads.invokeAll(uploads)) {
                fresh += stored(each.get()).isNew() ? 1 : 0;
            }
            assertThat(fresh).isEqualTo(1);
        }
        assertThat(library.list()).hasSize(1);
    }

    private static Uploaded.Stored stored(Uploaded uploaded) {
        assertThat(uploaded).isInstanceOf(Uploaded.Stored.class);
        return (Uploaded.Stored) uploaded;
    }

    private static List<Problem> problems(Uploaded uploaded) {
        assertThat(uploaded).isInstanceOf(Uploaded.Refused.class);
        return ((Uploaded.Refused) uploaded).problems();
    }

    private static Map<String, byte[]> files(String... pathsAndTexts) {
        var files = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(Objects.requireNonNull(pathsAndTexts[i]), pathsAndTexts[i + 1].getBytes(UTF_8));
        }
        return files;
    }
}
