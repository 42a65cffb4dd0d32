package io.loadbank.store.jdbc;

import io.loadbank.library.ScriptStore;
import io.loadbank.library.ScriptStoreContract;
import io.loadbank.testkit.PostgresServer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class PostgresScriptStoreTest extends ScriptStoreContract {
    private final String url = PostgresServer.shared().newDatabase();
    private @Nullable Database database;

    @Override
    protected ScriptStore open() throws IOException {
        close();
        Database opened = Database.open(new DatabaseAddress(url, PostgresServer.USER, PostgresServer.PASSWORD), 2);
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
