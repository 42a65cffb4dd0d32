package io.loadbank.store.jdbc;

import io.loadbank.library.ScriptStore;
import io.loadbank.library.ScriptStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class H2ScriptStoreTest extends ScriptStoreContract {
    @TempDir
    Path data;

    private @Nullable Database database;

    @Override
    protected ScriptStore open() throws IOException {
        close();
        Database opened = Database.open(DatabaseAddress.in(data), 2);
        database = opened;
        return new JdbcScriptStore(opened);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
