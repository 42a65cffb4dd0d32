package io.loadbank.store.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database's only daemon: a lock that lives as long as a connection of its own. The server lets go of it when
 * the daemon dies; an H2 file is locked by the driver, and needs none of this. Thread-safe.
 */
final class SoleUse implements AutoCloseable {
    /** A server may need a moment to notice that the daemon before is dead. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final long RETRY_MILLIS = 200;
    private static final int SECONDS_TO_ANSWER = 2;
    private static final String LOCK = "SELECT pg_try_advisory_lock(7061, hashtext(current_schema()))";

    private final DatabaseAddress address;
    private final Properties properties;
    private @Nullable Connection holder;

    SoleUse(DatabaseAddress address, Properties properties) {
        this.address = address;
        this.properties = properties;
    }

    /**
     * Takes the lock, or takes it again if its connection was lost.
     *
     * @throws SQLException if another daemon has it
     */
    synchronized void hold() throws SQLException {
        Connection held = holder;
        if (held != null && held.isValid(SECONDS_TO_ANSWER)) {
            return;
        }
        close();
        Connection fresh = DriverManager.getConnection(address.url(), properties);
        long start = System.nanoTime();
        try {
            while (!locked(fresh)) {
                if (System.nanoTime() - start > LONGEST_WAIT.toNanos()) {
                    throw new SQLException("another daemon uses this database");
                }
                Thread.sleep(RETRY_MILLIS);
            }
            holder = fresh;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        } finally {
            if (holder == null) {
                fresh.close();
            }
        }
    }

    private static boolean locked(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOCK)) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public synchronized void close() {
        Connection held = holder;
        holder = null;
        if (held != null) {
            try {
                held.close();
            } catch (SQLException e) {
                // it was lost: the lock went with it
            }
        }
    }
}
