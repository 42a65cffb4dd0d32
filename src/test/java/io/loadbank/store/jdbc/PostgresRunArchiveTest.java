package io.loadbank.store.jdbc;

import io.loadbank.run.RunArchive;
import io.loadbank.testkit.PostgresServer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class PostgresRunArchiveTest extends RunArchiveContract {
    private final String url = PostgresServer.shared().newDatabase();
    private @Nullable Database database;

    @Override
    protected RunArchive open() throws IOException {
        close();
        Database opened = Database.open(new DatabaseAddress(url, PostgresServer.USER, PostgresServer.PASSWORD), 2);
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
