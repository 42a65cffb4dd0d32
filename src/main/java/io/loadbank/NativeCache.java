package io.loadbank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directory into which the JavaScript engine unpacks its native library. It takes the user's cache folder, which a
 * container with a read-only root file system, or a user without a home, does not have: there it gets a fresh one
 * below the directory for temporary files.
 */
final class NativeCache {
    private static final String CHOSEN = "polyglot.engine.userResourceCache";

    private NativeCache() {}

    /** To be called before the engine's classes are loaded. */
    static void choose() {
        if (System.getProperty(CHOSEN) != null || isWritable(usersCache())) {
            return;
        }
        try {
            // fresh and ours alone: nobody else can have put a library there
            Path fresh = Files.createTempDirectory("loadbank-native-");
            System.setProperty(CHOSEN, fresh.toString());
        } catch (IOException e) {
            System.err.println("loadbank: there is no writable directory for native libraries: " + e.getMessage());
        }
    }

    /** Where the engine would look by itself. */
    private static Path usersCache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        return xdg != null && Path.of(xdg).isAbsolute()
                ? Path.of(xdg)
                : Path.of(System.getProperty("user.home", "/"), ".cache");
    }

    /** Whether the directory, or the nearest one above it that exists, can be written to. */
    private static boolean isWritable(@Nullable Path directory) {
        Path existing = directory;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
    }
}
