package io.loadbank.store.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Connections to an H2 in memory that fail on command: when they are asked for, at a statement, or at the commit. */
final class FaultySource implements DataSource {

    /** Where it fails. */
    enum Fault {
        NONE,
        CONNECT,
        STATEMENT,
        COMMIT
    }

    private final String url;
    volatile Fault fault = Fault.NONE;
    volatile int asked;

    FaultySource(String name) {
        url = "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
    }

    private static SQLException gone() {
        return new SQLException("connection refused, by command", "08001");
    }

    @Override
    public Connection getConnection() throws SQLException {
        asked++;
        if (fault == Fault.CONNECT) {
            throw gone();
        }
        Connection real = DriverManager.getConnection(url);
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    boolean isStatement = method.getName().equals("prepareStatement");
                    boolean isCommit = method.getName().equals("commit");
                    if ((isStatement && fault == Fault.STATEMENT) || (isCommit && fault == Fault.COMMIT)) {
                        throw gone();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
