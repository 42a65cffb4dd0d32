package io.loadbank.script.module;

import org.jspecify.annotations.Nullable;

/** The files a script came with, once for all runs of it, by their absolute path in its file system. Thread-safe. */
public interface UploadedFiles {

    /** The absolute path of a path that is relative to the main script. */
    String resolve(String path);

    /** The file at an absolute path, such as {@code /lib/users.js}; null if none. Must not be changed. */
    byte @Nullable [] at(String absolutePath);

    /** Whether some file lies below this absolute path. */
    boolean isDirectory(String absolutePath);
}
