package io.loadbank.store.jdbc;

import io.loadbank.run.RunArchive;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class H2RunArchiveTest extends RunArchiveContract {
    @TempDir
    Path data;

    private @Nullable Database database;

    @Override
    protected RunArchive open() throws IOException {
        close();
        Database opened = Database.open(DatabaseAddress.in(data), 2);
        database = opened;
        return new JdbcRunArchive(opened);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
