package io.loadbank.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loadbank.run.HistoryEntry;
import io.loadbank.run.LogLine;
import io.loadbank.run.RunArchive;
import io.loadbank.run.RunProgress;
import io.loadbank.run.RunSummary;
import io.loadbank.run.RunView;
import io.loadbank.run.SeriesChunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;

/** Runs in the database, each step one transaction. */
public final class JdbcRunArchive implements RunArchive {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcRunArchive.class);
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};
    private static final String SIZE = """
            SELECT (SELECT COALESCE(SUM(OCTET_LENGTH(overview)), 0) FROM run WHERE id = ?)
                 + (SELECT COALESCE(SUM(OCTET_LENGTH(tree) + OCTET_LENGTH(content) + COALESCE(OCTET_LENGTH(detail), 0)), 0) FROM run_summary WHERE run_id = ?)
                 + (SELECT COALESCE(SUM(OCTET_LENGTH(content)), 0) FROM run_log WHERE run_id = ?)
                 + (SELECT COALESCE(SUM(OCTET_LENGTH(content)), 0) FROM run_history WHERE run_id = ?)
                 + (SELECT COALESCE(SUM(OCTET_LENGTH(content)), 0) FROM run_series WHERE run_id = ?)
                 + (SELECT COALESCE(SUM(OCTET_LENGTH(content)), 0) FROM run_artifact WHERE run_id = ?)""";

    private final Database database;

    public JdbcRunArchive(Database database) {
        this.database = database;
    }

    @Override
    public long save(RunProgress step) throws IOException {
        return database.write(connection -> {
            Rows rows = new Rows(connection);
            String id = step.view().id();
            saveView(rows, step);
            saveSummary(rows, id, step.summary());
            saveLog(rows, id, step.log());
            saveHistory(rows, id, step.history());
            for (SeriesChunk chunk : step.chunks()) {
                if (rows.change(
                                "UPDATE run_series SET content = ? WHERE run_id = ? AND chunk = ?",
                                chunk.bytes(),
                                id,
                                chunk.index())
                        == 0) {
                    rows.change(
                            "INSERT INTO run_series (run_id, chunk, content) VALUES (?, ?, ?)",
                            id,
                            chunk.index(),
                            chunk.bytes());
                }
            }
            saveArtifacts(rows, id, step.artifacts());
            return step.view().state().isEnd() ? measured(rows, id) : 0;
        });
    }

    private static void saveView(Rows rows, RunProgress step) throws SQLException {
        RunView view = step.view();
        byte[] overview = StoredJson.write(view);
        String state = view.state().text();
        if (rows.change(
                        "UPDATE run SET state = ?, ended_at = ?, written_at = ?, overview = ? WHERE id = ?",
                        state,
                        view.endedAt(),
                        step.at(),
                        overview,
                        view.id())
                == 0) {
            rows.change(
                    "INSERT INTO run (id, name, state, created_at, ended_at, written_at, size, overview)"
                            + " VALUES (?, ?, ?, ?, ?, ?, 0, ?)",
                    view.id(),
                    view.name().getBytes(UTF_8),
                    state,
                    view.createdAt(),
                    view.endedAt(),
                    step.at(),
                    overview);
        }
    }

    private static void saveSummary(Rows rows, String id, @Nullable RunSummary summary) throws SQLException {
        if (summary == null) {
            return;
        }
        byte[] tree = StoredJson.write(summary.tree());
        byte[] text = summary.text().getBytes(UTF_8);
        byte[] detail = summary.detail() == null ? null : StoredJson.write(summary.detail());
        if (rows.change(
                        "UPDATE run_summary SET tree = ?, content = ?, detail = ? WHERE run_id = ?",
                        tree,
                        text,
                        detail,
                        id)
                == 0) {
            rows.change(
                    "INSERT INTO run_summary (run_id, tree, content, detail) VALUES (?, ?, ?, ?)",
                    id,
                    tree,
                    text,
                    detail);
        }
    }

    private static void saveLog(Rows rows, String id, RunProgress.@Nullable LogPart log) throws SQLException {
        if (log == null) {
            return;
        }
        if (!log.lines().isEmpty()) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (LogLine line : log.lines()) {
                text.writeBytes(StoredJson.write(line));
                text.write('\n');
            }
            rows.change("DELETE FROM run_log WHERE run_id = ? AND first_line >= ?", id, log.first());
            rows.change(
                    "INSERT INTO run_log (run_id, first_line, next_line, content) VALUES (?, ?, ?, ?)",
                    id,
                    log.first(),
                    log.first() + log.lines().size(),
                    text.toByteArray());
        }
        if (log.forgotten() > 0) {
            rows.change("DELETE FROM run_log WHERE run_id = ? AND next_line <= ?", id, log.forgotten());
        }
    }

    private static void saveHistory(Rows rows, String id, RunProgress.@Nullable HistoryPart history)
            throws SQLException {
        if (history == null || history.entries().isEmpty()) {
            return;
        }
        rows.change("DELETE FROM run_history WHERE run_id = ? AND entry >= ?", id, history.first());
        int number = history.first();
        for (HistoryEntry entry : history.entries()) {
            rows.change(
                    "INSERT INTO run_history (run_id, entry, content) VALUES (?, ?, ?)",
                    id,
                    number++,
                    StoredJson.write(entry));
        }
    }

    private static void saveArtifacts(Rows rows, String id, Map<String, byte[]> artifacts) throws SQLException {
        if (artifacts.isEmpty()) {
            return;
        }
        rows.change("DELETE FROM run_artifact WHERE run_id = ?", id);
        int place = 0;
        for (Map.Entry<String, byte[]> artifact : artifacts.entrySet()) {
            rows.change(
                    "INSERT INTO run_artifact (run_id, place, destination, content) VALUES (?, ?, ?, ?)",
                    id,
                    place++,
                    artifact.getKey().getBytes(UTF_8),
                    artifact.getValue());
        }
    }

    private static long measured(Rows rows, String id) throws SQLException, IOException {
        long size =
                rows.list(SIZE, row -> row.getLong(1), id, id, id, id, id, id).getFirst();
        rows.change("UPDATE run SET size = ? WHERE id = ?", size, id);
        return size;
    }

    @Override
    public List<Entry> load() throws IOException {
        return database.read(connection -> {
            List<Entry> entries = new ArrayList<>();
            new Rows(connection).list("SELECT id, written_at, size, overview FROM run ORDER BY created_at, id", row -> {
                try {
                    RunView view = StoredJson.read(row.getBytes("overview"), RunView.class);
                    entries.add(new Entry(view, Rows.instant(row, "written_at"), row.getLong("size")));
                } catch (IOException | NullPointerException e) {
                    LOG.warn("skipped the run {}: {}", row.getString("id"), e.toString());
                }
                return true;
            });
            return entries;
        });
    }

    @Override
    public RunSummary summary(String id) throws IOException {
        List<RunSummary> found = database.read(connection -> new Rows(connection)
                .list(
                        "SELECT tree, content, detail FROM run_summary WHERE run_id = ?",
                        row -> new RunSummary(
                                StoredJson.read(row.getBytes("tree"), TREE),
                                new String(row.getBytes("content"), UTF_8),
                                detail(row.getBytes("detail"))),
                        id));
        return found.isEmpty() ? RunSummary.NONE : found.getFirst();
    }

    private static RunSummary.@Nullable Detail detail(byte @Nullable [] json) throws IOException {
        return json == null ? null : StoredJson.read(json, RunSummary.Detail.class);
    }

    @Override
    public Map<String, byte[]> artifacts(String id) throws IOException {
        return database.read(connection -> {
            Map<String, byte[]> artifacts = new LinkedHashMap<>();
            new Rows(connection)
                    .list(
                            "SELECT destination, content FROM run_artifact WHERE run_id = ? ORDER BY place",
                            row -> artifacts.put(
                                    new String(row.getBytes("destination"), UTF_8), row.getBytes("content")),
                            id);
            return artifacts;
        });
    }

    @Override
    public List<LogLine> logs(String id) throws IOException {
        return database.read(connection -> {
            List<LogLine> lines = new ArrayList<>();
            List<Long> starts = new Rows(connection)
                    .list(
                            "SELECT first_line, content FROM run_log WHERE run_id = ? ORDER BY first_line",
                            row -> {
                                for (String line : new String(row.getBytes("content"), UTF_8).split("\n", -1)) {
                                    if (!line.isEmpty()) {
                                        lines.add(StoredJson.read(line.getBytes(UTF_8), LogLine.class));
                                    }
                                }
                                return row.getLong("first_line");
                            },
                            id);
            if (!starts.isEmpty() && starts.getFirst() > 0) {
                Instant time = lines.getFirst().time();
                lines.addFirst(LogLine.forgotten(starts.getFirst(), time));
            }
            return lines;
        });
    }

    @Override
    public List<HistoryEntry> history(String id) throws IOException {
        return database.read(connection -> new Rows(connection)
                .list(
                        "SELECT content FROM run_history WHERE run_id = ? ORDER BY entry",
                        row -> StoredJson.read(row.getBytes("content"), HistoryEntry.class),
                        id));
    }

    @Override
    public List<SeriesChunk> series(String id) throws IOException {
        return database.read(connection -> new Rows(connection)
                .list(
                        "SELECT chunk, content FROM run_series WHERE run_id = ? ORDER BY chunk",
                        row -> new SeriesChunk(row.getInt("chunk"), row.getBytes("content")),
                        id));
    }

    @Override
    public void delete(String id) throws IOException {
        database.write(connection -> new Rows(connection).change("DELETE FROM run WHERE id = ?", id));
    }
}
