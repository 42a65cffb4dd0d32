package io.loadbank.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadbank.library.ScriptVersion.FileEntry;
import io.loadbank.plan.Problem;
import io.loadbank.script.ScriptFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of scripts does. */
public abstract class ScriptStoreContract {

    /** A store over the same place each time: opening again is what a restart does. */
    protected abstract ScriptStore open() throws IOException;

    @Test
    void an_empty_store_has_nothing() throws IOException {
        assertThat(open().load()).isEqualTo(new ScriptStore.Contents(List.of(), Map.of()));
    }

    @Test
    void a_version_is_there_after_a_restart_as_it_was() throws IOException {
        var options = new LinkedHashMap<String, Object>();
        options.put("vus", 10);
        options.put("duration", null);
        options.put("thresholds", Map.of("http_req_duration", List.of("p(95)<500")));
        var files = new ScriptFiles("main.js", Map.of("main.js", bytes("export default 1"), "lib/a.js", bytes("ä")));
        var version = version("checkout", 3, files, options);

        open().save(version, files);
        var loaded = open().load();

        assertThat(loaded.versions()).containsExactly(version);
        assertThat(loaded.lastVersions()).containsExactly(Map.entry("checkout", 3));
        assertThat(open().files(version).files()).containsOnlyKeys("lib/a.js", "main.js");
        assertThat(open().files(version).files().get("lib/a.js")).isEqualTo(bytes("ä"));
        assertThat(open().files(version).entry()).isEqualTo("main.js");
    }

    @Test
    void names_and_paths_that_trouble_file_systems_are_kept_apart() throws IOException {
        var paths = List.of("A.js", "a.js", "ü/日本.js", "x".repeat(250) + ".js", ".hidden", "con%2f.js", "a b/~c");
        var contents = new LinkedHashMap<String, byte[]>();
        paths.forEach(path -> contents.put(path, bytes(path)));
        var files = new ScriptFiles("A.js", contents);
        var upper = version("Shop", 1, files, Map.of());
        var lower = version("shop", 1, ScriptFiles.single("m.js", "1"), Map.of());

        open().save(upper, files);
        open().save(lower, ScriptFiles.single("m.js", "1"));

        assertThat(open().load().versions()).containsExactlyInAnyOrder(upper, lower);
        assertThat(open().files(upper).files())
                .allSatisfy((path, content) -> assertThat(content).isEqualTo(bytes(path)))
                .hasSameSizeAs(paths);
    }

    @Test
    void a_deleted_version_is_gone_and_its_number_remembered() throws IOException {
        var files = ScriptFiles.single("main.js", "1");
        var first = version("s", 1, files, null);
        var second = version("s", 2, files, null);
        open().save(first, files);
        open().save(second, files);

        open().delete(second);
        open().delete(second);

        assertThat(open().load().versions()).containsExactly(first);
        assertThat(open().load().lastVersions()).containsExactly(Map.entry("s", 2));
        open().delete(first);
        assertThat(open().load()).isEqualTo(new ScriptStore.Contents(List.of(), Map.of("s", 2)));
    }

    @Test
    void the_files_of_a_deleted_version_cannot_be_read() throws IOException {
        var files = ScriptFiles.single("main.js", "1");
        var version = version("s", 1, files, null);
        open().save(version, files);
        open().delete(version);

        assertThatThrownBy(() -> open().files(version)).isInstanceOf(IOException.class);
    }

    private static ScriptVersion version(
            String name, int number, ScriptFiles files, @Nullable Map<String, Object> options) {
        var entries = new ArrayList<FileEntry>();
        files.files().forEach((path, content) -> entries.add(new FileEntry(path, content.length)));
        return new ScriptVersion(
                name,
                number,
                "sha256:00",
                files.entry(),
                entries,
                options,
                List.of("default", "setup"),
                List.of(new Problem("main.js:1:2", "Error: no TARGET"), new Problem("a", "b", "c")),
                Instant.parse("2026-11-21T20:00:00Z"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
