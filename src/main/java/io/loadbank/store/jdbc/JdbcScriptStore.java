package io.loadbank.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loadbank.library.ScriptStore;
import io.loadbank.library.ScriptVersion;
import io.loadbank.script.ScriptFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scripts in the database, each version one transaction. */
public final class JdbcScriptStore implements ScriptStore {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcScriptStore.class);

    private final Database database;

    public JdbcScriptStore(Database database) {
        this.database = database;
    }

    @Override
    public void save(ScriptVersion version, ScriptFiles files) throws IOException {
        database.write(connection -> {
            Rows rows = new Rows(connection);
            String name = version.name();
            int number = version.version();
            // what was committed although it was reported as failed is written anew
            rows.change("DELETE FROM script_version WHERE name = ? AND version = ?", name, number);
            if (rows.change("UPDATE script SET last_version = GREATEST(last_version, ?) WHERE name = ?", number, name)
                    == 0) {
                rows.change("INSERT INTO script (name, last_version) VALUES (?, ?)", name, number);
            }
            rows.change(
                    "INSERT INTO script_version (name, version, overview) VALUES (?, ?, ?)",
                    name,
                    number,
                    StoredJson.write(version));
            int place = 0;
            for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
                rows.change(
                        "INSERT INTO script_file (name, version, place, path, content) VALUES (?, ?, ?, ?, ?)",
                        name,
                        number,
                        place++,
                        file.getKey().getBytes(UTF_8),
                        file.getValue());
            }
            return place;
        });
    }

    @Override
    public Contents load() throws IOException {
        return database.read(connection -> {
            Rows rows = new Rows(connection);
            List<ScriptVersion> versions = new ArrayList<>();
            rows.list("SELECT name, version, overview FROM script_version", row -> {
                try {
                    versions.add(StoredJson.read(row.getBytes("overview"), ScriptVersion.class));
                } catch (IOException | NullPointerException e) {
                    LOG.warn("skipped {}@{}: {}", row.getString("name"), row.getInt("version"), e.toString());
                }
                return true;
            });
            Map<String, Integer> last = new HashMap<>();
            rows.list(
                    "SELECT name, last_version FROM script",
                    row -> last.merge(row.getString("name"), row.getInt("last_version"), Math::max));
            return new Contents(versions, last);
        });
    }

    @Override
    public ScriptFiles files(ScriptVersion version) throws IOException {
        return database.read(connection -> {
            Map<String, byte[]> files = new HashMap<>();
            new Rows(connection)
                    .list(
                            "SELECT path, content FROM script_file WHERE name = ? AND version = ?",
                            row -> {
                                files.put(new String(row.getBytes("path"), UTF_8), row.getBytes("content"));
                                return true;
                            },
                            version.name(),
                            version.version());
            if (files.isEmpty()) {
                throw new IOException(version.reference() + " is not kept");
            }
            return new ScriptFiles(version.entry(), files);
        });
    }

    @Override
    public void delete(ScriptVersion version) throws IOException {
        database.write(connection -> new Rows(connection)
                .change(
                        "DELETE FROM script_version WHERE name = ? AND version = ?",
                        version.name(),
                        version.version()));
    }
}
