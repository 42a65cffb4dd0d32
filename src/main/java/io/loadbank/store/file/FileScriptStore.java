package io.loadbank.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loadbank.library.ScriptStore;
import io.loadbank.library.ScriptVersion;
import io.loadbank.script.ScriptFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Scripts as files.
 *
 * <pre>
 * scripts/checkout/last-version         the highest version ever deleted, so that no number is given twice
 * scripts/checkout/3/script.json        the version; written last: without it there is none
 * scripts/checkout/3/files/lib/cart.js
 * </pre>
 */
public final class FileScriptStore implements ScriptStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileScriptStore.class);
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private final Path root;
    private final JsonMapper json = StoredJson.mapper(true);

    /**
     * Keeps them below a directory.
     *
     * @param dataDirectory made on demand
     */
    public FileScriptStore(Path dataDirectory) {
        this.root = dataDirectory.resolve("scripts");
    }

    @Override
    public void save(ScriptVersion version, ScriptFiles files) throws IOException {
        Path home = home(version);
        DurableFiles.deleteTree(home);
        Path contents = home.resolve("files");
        DurableFiles.makeDirectories(contents);
        Set<Path> directories = new HashSet<>();
        for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
            Path path = DiskName.pathOf(contents, file.getKey());
            Path directory = path.resolveSibling("");
            DurableFiles.makeDirectories(directory);
            DurableFiles.write(path, file.getValue());
            directories.add(directory);
        }
        for (Path directory : directories) {
            DurableFiles.sync(directory);
        }
        DurableFiles.replace(home.resolve("script.json"), json.writeValueAsBytes(version));
    }

    @Override
    public Contents load() throws IOException {
        List<ScriptVersion> versions = new ArrayList<>();
        Map<String, Integer> last = new HashMap<>();
        for (Path name : children(root)) {
            for (Path home : children(name)) {
                if (NUMBER.matcher(home.getFileName().toString()).matches()) {
                    load(home, versions, last);
                }
            }
            loadLast(name, last);
        }
        return new Contents(versions, last);
    }

    @Override
    public ScriptFiles files(ScriptVersion version) throws IOException {
        Path contents = home(version).resolve("files");
        Map<String, byte[]> files = new HashMap<>();
        for (ScriptVersion.FileEntry file : version.files()) {
            files.put(file.path(), Files.readAllBytes(DiskName.pathOf(contents, file.path())));
        }
        return new ScriptFiles(version.entry(), files);
    }

    @Override
    public void delete(ScriptVersion version) throws IOException {
        Path home = home(version);
        if (!Files.exists(home)) {
            return;
        }
        Path name = home.resolveSibling("");
        Map<String, Integer> last = new HashMap<>();
        loadLast(name, last);
        if (version.version() > last.getOrDefault(version.name(), 0)) {
            LastVersion highest = new LastVersion(version.name(), version.version());
            DurableFiles.replace(name.resolve("last-version"), json.writeValueAsBytes(highest));
        }
        Files.deleteIfExists(home.resolve("script.json"));
        DurableFiles.sync(home);
        DurableFiles.deleteTree(home);
    }

    /** What the file {@code last-version} holds. */
    record LastVersion(String name, int version) {}

    private void load(Path home, List<ScriptVersion> versions, Map<String, Integer> last) {
        Path file = home.resolve("script.json");
        try {
            if (!Files.exists(file)) {
                LOG.warn("skipped {}: its upload was not completed", home);
                return;
            }
            ScriptVersion version = json.readValue(Files.readAllBytes(file), ScriptVersion.class);
            if (!home(version).equals(home)) {
                LOG.warn("skipped {}: it says it is {}", home, version.reference());
                return;
            }
            versions.add(version);
            last.merge(version.name(), version.version(), Math::max);
        } catch (IOException | JacksonException | NullPointerException e) {
            LOG.warn("skipped {}: {}", file, e.toString());
        }
    }

    private void loadLast(Path name, Map<String, Integer> last) {
        Path file = name.resolve("last-version");
        try {
            if (Files.exists(file)) {
                LastVersion highest = json.readValue(Files.readString(file, UTF_8), LastVersion.class);
                last.merge(highest.name(), highest.version(), Math::max);
            }
        } catch (IOException | JacksonException | NullPointerException e) {
            LOG.warn("skipped {}: {}", file, e.toString());
        }
    }

    private Path home(ScriptVersion version) {
        return root.resolve(DiskName.of(version.name())).resolve(Integer.toString(version.version()));
    }

    static List<Path> children(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }
}
