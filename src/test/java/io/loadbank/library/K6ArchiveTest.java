package io.loadbank.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.plan.Problem;
import io.loadbank.script.ArchiveMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class K6ArchiveTest {

    private static final String METADATA = "{\"type\":\"js\",\"options\":{\"vus\":3,\"duration\":null},"
            + "\"filename\":\"file:///home/nobody/s.js\",\"pwd\":\"file:///home/nobody/\",\"k6version\":\"2.2.0\"}";

    private static final LibraryLimits LIMITS = new LibraryLimits(1_000, 3_000, 5, Duration.ofSeconds(10));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    private K6ArchiveTest file(String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        return this;
    }

    private K6ArchiveTest link(String name, byte kind, String target) throws IOException {
        var entry = new TarArchiveEntry(name, kind);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
        return this;
    }

    private Unpacked unpack() throws IOException {
        tar.close();
        return K6Archive.unpack(bytes.toByteArray(), LIMITS);
    }

    private List<String> messages() throws IOException {
        return ((Unpacked.Bad) unpack())
                .problems().stream().map(Problem::message).toList();
    }

    @Test
    void the_trees_of_files_and_urls_become_the_upload() throws IOException {
        Unpacked unpacked = file("metadata.json", METADATA)
                .file("data", "export default () => {};")
                .file("file/home/nobody/s.js", "export default () => {};")
                .file("file/home/nobody/users.json", "[]")
                .file("https/jslib.k6.io/x/1.0.0/index.js", "export const x = 1;")
                .unpack();

        assertThat(unpacked).isInstanceOfSatisfying(Unpacked.Files.class, files -> {
            assertThat(files.entry()).isEqualTo("home/nobody/s.js");
            assertThat(files.files())
                    .containsOnlyKeys(
                            "home/nobody/s.js",
                            "home/nobody/users.json",
                            "https/jslib.k6.io/x/1.0.0/index.js",
                            ArchiveMetadata.PATH);
        });
    }

    @Test
    void the_main_script_may_be_a_hard_link_to_data() throws IOException {
        Unpacked unpacked = file("metadata.json", METADATA)
                .file("data", "main")
                .link("file/home/nobody/s.js", TarConstants.LF_LINK, "data")
                .unpack();

        assertThat(unpacked)
                .isInstanceOfSatisfying(
                        Unpacked.Files.class,
                        files -> assertThat(files.files().get("home/nobody/s.js"))
                                .isEqualTo("main".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void the_main_script_may_be_in_data_only() throws IOException {
        assertThat(file("metadata.json", METADATA).file("data", "main").unpack())
                .isInstanceOf(Unpacked.Files.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1, file/home/nobody/other.js, data",
        "1, file/home/nobody/s.js, /etc/passwd",
        "2, file/home/nobody/s.js, data",
        "2, file/home/nobody/a.js, ../../../etc/passwd"
    })
    void other_links_are_refused(char kind, String name, String target) throws IOException {
        file("metadata.json", METADATA).file("data", "main");

        assertThat(link(name, (byte) kind, target).messages())
                .containsExactly(
                        "'" + name + "' is a link; but for one from the main script to data, links are refused");
    }

    @Test
    void paths_that_lead_out_of_the_upload_are_refused_by_the_rules() throws IOException {
        var unpacked = (Unpacked.Files) file("metadata.json", METADATA)
                .file("data", "main")
                .file("file/../../etc/cron.d/x", "x")
                .unpack();

        assertThat(new UploadRules(LIMITS).check(unpacked.entry(), unpacked.files()))
                .isInstanceOf(Checked.Bad.class);
    }

    @Test
    void what_is_too_large_is_not_unpacked() throws IOException {
        file("metadata.json", METADATA).file("data", "main");
        for (int i = 0; i < 4; i++) {
            file("file/big" + i, "x".repeat(900));
        }
        file("file/bigger", "x".repeat(1_001));

        assertThat(messages()).containsExactly("the files have more than the 3000 bytes that are allowed together");
    }

    @Test
    void an_archive_without_end_of_entries_is_cut_off() throws IOException {
        file("metadata.json", METADATA);
        for (int i = 0; i < 20; i++) {
            file("file/f" + i, "");
        }

        assertThat(messages()).containsExactly("the archive has more entries than 5 files can need");
    }

    @Test
    void a_tar_that_is_no_archive_says_so() throws IOException {
        assertThat(file("file/x.js", "").messages())
                .containsExactly("there is no metadata.json, so this is no k6 archive");
    }

    @Test
    void a_tar_that_breaks_off_says_so() throws IOException {
        file("metadata.json", METADATA).file("file/x.js", "x".repeat(900));
        tar.close();
        byte[] half = Arrays.copyOf(bytes.toByteArray(), 1_600);

        assertThat(K6Archive.unpack(half, LIMITS)).isInstanceOf(Unpacked.Bad.class);
        assertThat(K6Archive.unpack("no tar".getBytes(StandardCharsets.UTF_8), LIMITS))
                .isInstanceOf(Unpacked.Bad.class);
        assertThat(K6Archive.isTar(half)).isTrue();
        assertThat(K6Archive.isTar("no tar".getBytes(StandardCharsets.UTF_8))).isFalse();
    }
}
