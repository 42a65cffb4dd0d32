package io.loadbank.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database: transactions that survive the end of the daemon once they are committed, and whether it works.
 * Thread-safe; blocks, for seconds when the database is gone.
 *
 * <p>After a failure nobody asks it for a moment: those who try meanwhile are told at once.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** What is done on a connection within a transaction. */
    interface Work<T> {
        T on(Connection connection) throws SQLException, IOException;
    }

    private record Trouble(String reason, long sinceNanos, long untilNanos) {}

    private final DataSource source;
    private final DatabaseAddress.Kind kind;
    private final @Nullable SoleUse sole;
    private volatile @Nullable Trouble trouble;
    private volatile long workedNanos = System.nanoTime();

    /** @param sole taken, and taken again after trouble; null where none is needed */
    Database(DataSource source, DatabaseAddress.Kind kind, @Nullable SoleUse sole) {
        this.source = source;
        this.kind = kind;
        this.sole = sole;
    }

    /**
     * Opens the database and brings its tables up to date.
     *
     * @param connections how many it may use at once
     * @throws IOException if that does not work; the message says why and holds no secret
     */
    public static Database open(DatabaseAddress address, int connections) throws IOException {
        return Opening.open(address, connections);
    }

    /** Changes something; when this returns, it is on disk. */
    <T> T write(Work<T> work) throws IOException {
        return transaction(work, true);
    }

    <T> T read(Work<T> work) throws IOException {
        return transaction(work, false);
    }

    private <T> T transaction(Work<T> work, boolean writes) throws IOException {
        Trouble known = trouble;
        if (known != null && System.nanoTime() - known.untilNanos < 0) {
            throw new IOException(known.reason);
        }
        T result;
        try {
            if (known != null && sole != null) {
                sole.hold();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        try (Connection connection = source.getConnection()) {
            result = committed(connection, work, writes);
        } catch (SQLException e) {
            throw failed(e);
        }
        workedNanos = System.nanoTime();
        if (trouble != null) {
            trouble = null;
            LOG.info("{} works again", kind.title());
        }
        return result;
    }

    private <T> T committed(Connection connection, Work<T> work, boolean writes) throws SQLException, IOException {
        try {
            connection.setAutoCommit(false);
            T result = work.on(connection);
            connection.commit();
            if (writes && kind == DatabaseAddress.Kind.H2) {
                // a commit of H2's is in memory for up to half a second unless it is told to write it
                try (Statement statement = connection.createStatement()) {
                    statement.execute("CHECKPOINT");
                }
                connection.commit();
            }
            return result;
        } catch (SQLException | IOException | RuntimeException | Error e) {
            try {
                connection.rollback();
            } catch (SQLException more) {
                e.addSuppressed(more);
            }
            throw e;
        }
    }

    private IOException failed(SQLException failure) {
        String reason = Reasons.of(kind, failure);
        String state = String.valueOf(failure.getSQLState());
        // 22 and 23: what was to be written is wrong, not the database
        if (!state.startsWith("22") && !state.startsWith("23")) {
            long now = System.nanoTime();
            Trouble before = trouble;
            if (before == null) {
                LOG.warn("storage does not work, it is tried again until it does: {}", reason);
            }
            trouble = new Trouble(reason, before == null ? now : before.sinceNanos, now + REST_NANOS);
            // connections to a database that is gone stay useless when it is back
            if (source instanceof HikariDataSource pool && pool.getHikariPoolMXBean() != null) {
                pool.getHikariPoolMXBean().softEvictConnections();
            }
        }
        return new IOException(reason, failure);
    }

    /** Why it does not work, and for how long; null if it does. Asks it if nobody has for a while. */
    public @Nullable String trouble() {
        if (trouble != null || System.nanoTime() - workedNanos > STALE_NANOS) {
            try {
                read(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return statement.execute("SELECT 1");
                    }
                });
            } catch (IOException e) {
                Trouble now = trouble;
                Duration since = now == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - now.sinceNanos);
                return e.getMessage() + ", for " + since.toSeconds() + " s";
            }
        }
        return null;
    }

    /** {@code H2} or {@code PostgreSQL}. */
    public String title() {
        return kind.title();
    }

    @Override
    public void close() {
        if (sole != null) {
            sole.close();
        }
        if (source instanceof HikariDataSource pool) {
            pool.close();
        }
    }
}
