package io.loadbank.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** How a database is opened: the pool, and the tables brought up to date. */
final class Opening {
    /** How long a transaction waits for a connection. */
    private static final long CONNECTION_MILLIS = 3_000;

    /** How long the start of the daemon waits for a server that is still starting itself. */
    private static final long SERVER_START_MILLIS = 10_000;

    private static final int H2_IN_USE = 90_020;

    private Opening() {}

    static Database open(DatabaseAddress address, int connections) throws IOException {
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config(address, connections));
        } catch (HikariPool.PoolInitializationException e) {
            throw refusal(address, e);
        } catch (RuntimeException e) {
            // its message may hold the URL, and with it a password
            throw new IOException(address.kind().title() + " does not understand the URL", e);
        }
        SoleUse sole =
                address.kind() == DatabaseAddress.Kind.POSTGRESQL ? new SoleUse(address, properties(address)) : null;
        try {
            if (sole != null) {
                sole.hold();
            }
            Flyway.configure(Opening.class.getClassLoader())
                    .dataSource(pool)
                    .locations("classpath:io/loadbank/store/jdbc/migration")
                    .load()
                    .migrate();
        } catch (SQLException e) {
            pool.close();
            throw refusal(address, e);
        } catch (FlywayException e) {
            pool.close();
            if (sole != null) {
                sole.close();
            }
            throw new IOException("its tables cannot be brought up to date: " + Reasons.of(address.kind(), e), e);
        }
        return new Database(pool, address.kind(), sole);
    }

    private static HikariConfig config(DatabaseAddress address, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(address.completed());
        config.setUsername(address.username());
        config.setPassword(address.password());
        config.setMaximumPoolSize(connections);
        config.setAutoCommit(false);
        config.setConnectionTimeout(CONNECTION_MILLIS);
        config.setValidationTimeout(CONNECTION_MILLIS / 2);
        switch (address.kind()) {
            case H2 -> {
                config.setInitializationFailTimeout(1);
                // it closes with its last connection
                config.setMaxLifetime(0);
                config.setIdleTimeout(0);
                config.setMinimumIdle(1);
            }
            case POSTGRESQL -> {
                config.setInitializationFailTimeout(SERVER_START_MILLIS);
                config.setMinimumIdle(1);
                config.setDataSourceProperties(properties(address));
            }
        }
        return config;
    }

    private static Properties properties(DatabaseAddress address) {
        Properties properties = new Properties();
        properties.setProperty("user", address.username());
        properties.setProperty("password", address.password());
        // seconds: a server that hangs is one that is gone
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("loginTimeout", "3");
        properties.setProperty("socketTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "loadbank");
        return properties;
    }

    private static IOException refusal(DatabaseAddress address, Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql && sql.getErrorCode() == H2_IN_USE) {
                return new IOException("another process has it open", failure);
            }
        }
        return new IOException(Reasons.of(address.kind(), failure), failure);
    }
}
