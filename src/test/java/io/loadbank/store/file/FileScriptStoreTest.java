package io.loadbank.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.library.ScriptStore;
import io.loadbank.library.ScriptStoreContract;
import io.loadbank.library.ScriptVersion;
import io.loadbank.script.ScriptFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileScriptStoreTest extends ScriptStoreContract {
    @TempDir
    Path data;

    @Override
    protected ScriptStore open() {
        return new FileScriptStore(data.resolve("not/there/yet"));
    }

    @Test
    void the_layout_is_readable() throws IOException {
        open().save(version("checkout", 3), ScriptFiles.single("main.js", "export default 1"));

        var home = data.resolve("not/there/yet/scripts/checkout/3");
        assertThat(home.resolve("files/main.js")).hasContent("export default 1");
        assertThat(home.resolve("script.json")).content().contains("\"name\" : \"checkout\"");
    }

    @Test
    void what_cannot_be_read_is_skipped_and_the_rest_is_there() throws IOException {
        var files = ScriptFiles.single("main.js", "1");
        for (int i = 1; i <= 5; i++) {
            open().save(version("s", i), files);
        }
        var home = data.resolve("not/there/yet/scripts/s");
        Files.writeString(home.resolve("1/script.json"), "{\"name\":\"s\",");
        Files.writeString(home.resolve("2/script.json"), "{}");
        Files.delete(home.resolve("3/script.json"));
        Files.writeString(home.resolve("4/script.json"), Files.readString(home.resolve("5/script.json")));
        Files.createDirectories(home.resolve("notes"));
        Files.writeString(home.resolve("last-version"), "?");

        assertThat(open().load().versions()).containsExactly(version("s", 5));
    }

    @Test
    void a_half_written_version_is_written_anew() throws IOException {
        var files = ScriptFiles.single("main.js", "1");
        open().save(version("s", 1), new ScriptFiles("old.js", Map.of("old.js", new byte[0])));
        var home = data.resolve("not/there/yet/scripts/s/1");
        Files.delete(home.resolve("script.json"));

        open().save(version("s", 1), files);

        assertThat(home.resolve("files/old.js")).doesNotExist();
        assertThat(open().load().versions()).containsExactly(version("s", 1));
    }

    private static ScriptVersion version(String name, int number) {
        return new ScriptVersion(
                name,
                number,
                "sha256:00",
                "main.js",
                List.of(new ScriptVersion.FileEntry("main.js", 1)),
                null,
                List.of(),
                List.of(),
                Instant.EPOCH);
    }
}
