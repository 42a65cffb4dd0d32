package io.loadbank.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.run.RunArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRunArchiveTest extends RunArchiveContract {
    @TempDir
    Path data;

    @Override
    protected RunArchive open() {
        return new FileRunArchive(data);
    }

    @Test
    void the_layout_is_readable() throws IOException {
        open().save(run("r-1", 1, "hello"));

        try (var files = Files.list(data.resolve("runs/r-1"))) {
            assertThat(files.map(it -> it.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "run.json",
                            "summary.json",
                            "summary.txt",
                            "artifacts",
                            "artifacts.json",
                            "log.ndjson",
                            "history.ndjson",
                            "recording");
        }
        assertThat(data.resolve("runs/r-1/log.ndjson")).content().contains("\"message\":\"hello\"");
    }

    @Test
    void what_cannot_be_read_is_skipped_and_the_rest_is_there() throws IOException {
        open().save(run("r-1", 1, ""));
        open().save(run("r-2", 2, ""));
        open().save(run("r-3", 3, ""));
        Files.writeString(data.resolve("runs/r-1/log.ndjson"), "{");
        Files.delete(data.resolve("runs/r-2/run.json"));
        Files.createDirectories(data.resolve("runs/empty"));

        assertSame(open().load(), run("r-3", 3, ""));
    }
}
