package io.loadbank.store.jdbc;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is and who asks. Its text names neither address nor password, since an address may hold one too.
 *
 * @param url a JDBC URL
 */
public record DatabaseAddress(String url, String username, String password) {

    /** The databases there are drivers for. */
    enum Kind {
        H2("jdbc:h2:", "H2"),
        POSTGRESQL("jdbc:postgresql:", "PostgreSQL");

        private final String prefix;
        private final String title;

        Kind(String prefix, String title) {
            this.prefix = prefix;
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** A file below a directory. */
    public static DatabaseAddress in(Path directory) {
        String file = directory.toAbsolutePath().normalize().resolve("loadbank").toString();
        return new DatabaseAddress("jdbc:h2:file:" + file, "loadbank", "");
    }

    /** What is wrong with a URL, as the rest of a sentence; null if nothing is. */
    public static @Nullable String complaint(String url) {
        return kind(url) == null ? "must begin with jdbc:postgresql: or jdbc:h2:" : null;
    }

    private static @Nullable Kind kind(String url) {
        for (Kind kind : Kind.values()) {
            if (url.startsWith(kind.prefix)) {
                return kind;
            }
        }
        return null;
    }

    Kind kind() {
        Kind kind = kind(url);
        if (kind == null) {
            throw new IllegalArgumentException("no database of this kind");
        }
        return kind;
    }

    /** The URL with what this daemon relies on, unless it says otherwise itself. */
    String completed() {
        if (kind() != Kind.H2) {
            return url;
        }
        StringBuilder completed = new StringBuilder(url);
        // the daemon's own shutdown closes it, after the runs have been written; its trace file would grow on a full
        // disk
        for (String option : new String[] {"DB_CLOSE_ON_EXIT=FALSE", "TRACE_LEVEL_FILE=0", "CACHE_SIZE=8192"}) {
            String name = option.substring(0, option.indexOf('=') + 1);
            if (!url.toUpperCase(Locale.ROOT).contains(";" + name)) {
                completed.append(';').append(option);
            }
        }
        return completed.toString();
    }

    @Override
    public String toString() {
        return kind().title();
    }
}
