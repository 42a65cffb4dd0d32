package io.loadbank.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.http.HttpTransport;
import io.loadbank.plan.Problem;
import io.loadbank.script.ScriptEngine;
import io.loadbank.script.ScriptLoader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteImportsTest {

    private final ScriptEngine engine = new ScriptEngine();
    private final HttpTransport transport = new HttpTransport(1);
    private final Map<String, String> web = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final ScriptLibrary library = new ScriptLibrary(
            new MemoryScriptStore(),
            new ScriptLoader(engine, transport),
            this::fetch,
            LibraryLimits.DEFAULTS,
            () -> Instant.EPOCH);

    @AfterEach
    void close() {
        engine.close();
        transport.close();
    }

    private RemoteModules.Fetched fetch(String url, long maxBytes) {
        asked.add(url);
        String text = web.get(url);
        return text == null
                ? new RemoteModules.Fetched.Refused("nobody has it")
                : new RemoteModules.Fetched.Module(text.getBytes(UTF_8));
    }

    private Uploaded upload(String main) {
        return library.upload("s", null, Map.of("main.js", main.getBytes(UTF_8)));
    }

    @Test
    void remote_modules_and_theirs_become_files_of_the_version() {
        web.put("https://cdn.test/a.js", "import './b.js'; export const a = 1;");
        web.put("https://cdn.test/b.js", "import 'https://other.test/c.ts';");
        web.put("https://other.test/c.ts", "const c: number = 3; export {};");

        Uploaded uploaded = upload("import { a } from 'https://cdn.test/a.js';\nexport default () => a;");

        assertThat(uploaded)
                .isInstanceOfSatisfying(
                        Uploaded.Stored.class,
                        stored -> assertThat(stored.version().files())
                                .extracting(ScriptVersion.FileEntry::path)
                                .containsExactly(
                                        "https/cdn.test/a.js",
                                        "https/cdn.test/b.js",
                                        "https/other.test/c.ts",
                                        "main.js"));
        assertThat(asked).containsExactly("https://cdn.test/a.js", "https://cdn.test/b.js", "https://other.test/c.ts");
    }

    @Test
    void the_same_script_is_another_version_once_what_it_imports_has_changed() {
        String main = "import { a } from 'https://cdn.test/a.js';\nexport default () => a;";
        web.put("https://cdn.test/a.js", "export const a = 1;");
        var first = (Uploaded.Stored) upload(main);
        var again = (Uploaded.Stored) upload(main);
        web.put("https://cdn.test/a.js", "export const a = 2;");
        var changed = (Uploaded.Stored) upload(main);

        assertThat(again.isNew()).isFalse();
        assertThat(changed.version().version()).isEqualTo(2);
        assertThat(library.file(first.version(), "https/cdn.test/a.js"))
                .isEqualTo("export const a = 1;".getBytes(UTF_8));
    }

    @Test
    void what_is_in_the_upload_is_not_fetched() {
        Uploaded uploaded = library.upload(
                "s",
                null,
                Map.of(
                        "main.js",
                        "import 'https://cdn.test/a.js';\nexport default () => {};".getBytes(UTF_8),
                        "https/cdn.test/a.js",
                        "export {};".getBytes(UTF_8)));

        assertThat(uploaded).isInstanceOf(Uploaded.Stored.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void libraries_of_ours_are_not_fetched() {
        Uploaded uploaded = upload(
                "import { randomItem } from 'https://jslib.k6.io/k6-utils/1.4.0/index.js';\nexport default () => randomItem([1]);");

        assertThat(uploaded).isInstanceOf(Uploaded.Stored.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void everything_that_cannot_be_had_is_named_at_once_with_the_reason() {
        web.put("https://cdn.test/b.js", "import './deep.js';");

        Uploaded uploaded = upload("import 'https://cdn.test/a.js';\nimport 'https://cdn.test/b.js';\n"
                + "import 'k6/x/sql';\nexport default () => {};");

        assertThat(uploaded).isInstanceOfSatisfying(Uploaded.Refused.class, refused -> {
            assertThat(refused.problems())
                    .extracting(Problem::message)
                    .containsExactlyInAnyOrder(
                            "unknown module 'https://cdn.test/a.js', imported by main.js:1:8",
                            "unknown module 'https://cdn.test/deep.js', imported by https://cdn.test/b.js:1:8",
                            "unknown module 'k6/x/sql', imported by main.js:3:8");
            assertThat(refused.problems())
                    .extracting(Problem::hint)
                    .anySatisfy(hint -> assertThat(hint).startsWith("nobody has it; put it into the upload as https/"));
        });
    }

    @Test
    void a_graph_without_end_is_cut_off() {
        ScriptLibrary endless = new ScriptLibrary(
                new MemoryScriptStore(),
                new ScriptLoader(engine, transport),
                (url, _) -> new RemoteModules.Fetched.Module(("import '" + url + "x';").getBytes(UTF_8)),
                new LibraryLimits(5L << 20, 100L << 20, 2_000, Duration.ofSeconds(30)),
                () -> Instant.EPOCH);

        Uploaded uploaded = endless.upload(
                "s", null, Map.of("main.js", "import 'https://cdn.test/a';\nexport default () => {};".getBytes(UTF_8)));

        assertThat(uploaded)
                .isInstanceOfSatisfying(
                        Uploaded.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(problem -> assertThat(problem.hint()).contains("more than can be fetched")));
    }

    @Test
    void what_the_operator_keeps_goes_before_a_library_of_ours() {
        String url = "https://jslib.k6.io/totp/1.0.0/index.js";
        ScriptLibrary mirrored = new ScriptLibrary(
                new MemoryScriptStore(),
                new ScriptLoader(engine, transport),
                new RemoteModules() {
                    @Override
                    public Fetched fetch(String asked, long maxBytes) {
                        return new Fetched.Refused("network");
                    }

                    @Override
                    public Fetched kept(String asked, long maxBytes) {
                        return asked.equals(url)
                                ? new Fetched.Module("export const TOTP = 'theirs';".getBytes(UTF_8))
                                : new Fetched.Refused("the mirror's file has more than 1 bytes");
                    }
                },
                LibraryLimits.DEFAULTS,
                () -> Instant.EPOCH);
        byte[] main = ("import { TOTP } from '" + url + "';\nexport default () => TOTP;").getBytes(UTF_8);
        byte[] spoilt = "import 'https://jslib.k6.io/url/1.0.0/index.js';\nexport default () => 1;".getBytes(UTF_8);

        assertThat(mirrored.upload("s", null, Map.of("main.js", main)))
                .isInstanceOfSatisfying(
                        Uploaded.Stored.class,
                        stored -> assertThat(stored.version().files())
                                .extracting(ScriptVersion.FileEntry::path)
                                .containsExactly("https/jslib.k6.io/totp/1.0.0/index.js", "main.js"));
        assertThat(mirrored.upload("t", null, Map.of("main.js", spoilt)).toString())
                .contains(
                        "'https://jslib.k6.io/url/1.0.0/index.js' cannot be used: the mirror's file has more than 1 bytes");
        assertThat(((Uploaded.Stored) library.upload("s", null, Map.of("main.js", main)))
                        .version()
                        .files())
                .hasSize(1);
        assertThat(asked).isEmpty();
    }
}
