package io.loadbank.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loadbank.run.HistoryEntry;
import io.loadbank.run.LogLine;
import io.loadbank.run.RunArchive;
import io.loadbank.run.RunRecord;
import io.loadbank.run.RunView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ended runs as files.
 *
 * <pre>
 * runs/r-7f3k2m9q/run.json          the view; written last: without it there is no run
 * runs/r-7f3k2m9q/summary.json
 * runs/r-7f3k2m9q/summary.txt
 * runs/r-7f3k2m9q/artifacts/0       what handleSummary returned; artifacts.json lists the destinations in this order
 * runs/r-7f3k2m9q/artifacts.json
 * runs/r-7f3k2m9q/log.ndjson        one line each
 * runs/r-7f3k2m9q/history.ndjson
 * runs/r-7f3k2m9q/recording         the chunks of its time series, see RecordingFile
 * </pre>
 */
public final class FileRunArchive implements RunArchive {
    private static final Logger LOG = LoggerFactory.getLogger(FileRunArchive.class);
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    private final Path root;
    private final JsonMapper indented = StoredJson.mapper(true);
    private final JsonMapper compact = StoredJson.mapper(false);

    /**
     * Keeps them below a directory.
     *
     * @param dataDirectory made on demand
     */
    public FileRunArchive(Path dataDirectory) {
        this.root = dataDirectory.resolve("runs");
    }

    @Override
    public void save(RunRecord run) throws IOException {
        Path home = home(run.view().id());
        DurableFiles.replace(home.resolve("summary.json"), indented.writeValueAsBytes(run.summary()));
        DurableFiles.replace(home.resolve("summary.txt"), run.summaryText().getBytes(UTF_8));
        saveArtifacts(home, run.artifacts());
        DurableFiles.replace(home.resolve("log.ndjson"), lines(run.logs()));
        DurableFiles.replace(home.resolve("history.ndjson"), lines(run.history()));
        DurableFiles.replace(home.resolve("recording"), RecordingFile.bytes(run.recording()));
        DurableFiles.replace(home.resolve("run.json"), indented.writeValueAsBytes(run.view()));
    }

    @Override
    public List<RunRecord> load() throws IOException {
        List<RunRecord> runs = new ArrayList<>();
        for (Path home : FileScriptStore.children(root)) {
            try {
                RunView view = indented.readValue(Files.readAllBytes(home.resolve("run.json")), RunView.class);
                if (!home(view.id()).equals(home)) {
                    LOG.warn("skipped {}: it says it is {}", home, view.id());
                    continue;
                }
                runs.add(new RunRecord(
                        view,
                        indented.readValue(Files.readAllBytes(home.resolve("summary.json")), TREE),
                        Files.readString(home.resolve("summary.txt")),
                        readArtifacts(home),
                        read(home.resolve("log.ndjson"), LogLine.class),
                        read(home.resolve("history.ndjson"), HistoryEntry.class),
                        RecordingFile.at(home.resolve("recording"))));
            } catch (IOException | JacksonException | NullPointerException e) {
                LOG.warn("skipped {}: {}", home, e.toString());
            }
        }
        runs.sort(Comparator.comparing(run -> run.view().createdAt()));
        return runs;
    }

    private void saveArtifacts(Path home, Map<String, byte[]> artifacts) throws IOException {
        List<String> destinations = List.copyOf(artifacts.keySet());
        for (int i = 0; i < destinations.size(); i++) {
            Path file = home.resolve("artifacts").resolve(Integer.toString(i));
            DurableFiles.replace(file, artifacts.getOrDefault(destinations.get(i), new byte[0]));
        }
        DurableFiles.replace(home.resolve("artifacts.json"), indented.writeValueAsBytes(destinations));
    }

    private Map<String, byte[]> readArtifacts(Path home) throws IOException {
        Map<String, byte[]> artifacts = new LinkedHashMap<>();
        List<String> destinations = indented.readValue(Files.readAllBytes(home.resolve("artifacts.json")), NAMES);
        for (int i = 0; i < destinations.size(); i++) {
            Path file = home.resolve("artifacts").resolve(Integer.toString(i));
            artifacts.put(destinations.get(i), Files.readAllBytes(file));
        }
        return artifacts;
    }

    @Override
    public void delete(String id) throws IOException {
        Path home = home(id);
        if (Files.deleteIfExists(home.resolve("run.json"))) {
            DurableFiles.sync(home);
        }
        DurableFiles.deleteTree(home);
    }

    private byte[] lines(List<?> values) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (Object value : values) {
            text.writeBytes(compact.writeValueAsBytes(value));
            text.write('\n');
        }
        return text.toByteArray();
    }

    private <T> List<T> read(Path file, Class<T> type) throws IOException {
        List<T> values = new ArrayList<>();
        for (String line : Files.readAllLines(file, UTF_8)) {
            values.add(compact.readValue(line, type));
        }
        return values;
    }

    private Path home(String id) {
        return root.resolve(DiskName.of(id));
    }
}
