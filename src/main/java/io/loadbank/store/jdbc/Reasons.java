package io.loadbank.store.jdbc;

import java.sql.SQLException;

/** Puts a database's failures into words for users: the innermost cause, which says most, and nothing of statements. */
final class Reasons {
    private static final int LONGEST = 300;

    private Reasons() {}

    static String of(DatabaseAddress.Kind kind, Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String message = inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
        if (inner instanceof SQLException sql
                && kind == DatabaseAddress.Kind.H2
                && message.contains("; SQL statement:")) {
            message = message.substring(0, message.indexOf("; SQL statement:")) + " (" + sql.getErrorCode() + ")";
        }
        String line = message.lines().findFirst().orElse("").strip();
        return kind.title() + ": " + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
    }
}
