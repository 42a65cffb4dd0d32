package io.loadbank.remote;

import io.loadbank.library.RemoteModules;
import io.loadbank.script.ModuleUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Modules from a directory of the operator's, {@code <directory>/<host>/<path>}; what it does not have, and all if there
 * is no directory, is asked of another source.
 */
public final class MirroredModules implements RemoteModules {

    private static final String TREE = "https/";

    private final @Nullable Path directory;
    private final RemoteModules otherwise;

    /**
     * Looks there first.
     *
     * @param directory null for none
     */
    public MirroredModules(@Nullable Path directory, RemoteModules otherwise) {
        this.directory = directory;
        this.otherwise = otherwise;
    }

    @Override
    public Fetched fetch(String url, long maxBytes) {
        Fetched kept = kept(url, maxBytes);
        return kept == null ? otherwise.fetch(url, maxBytes) : kept;
    }

    @Override
    public @Nullable Fetched kept(String url, long maxBytes) {
        Path root = directory;
        if (root == null) {
            return null;
        }
        try {
            Path file = root.resolve(ModuleUrl.path(url).substring(TREE.length()));
            if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(root.toRealPath())) {
                return null;
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8));
                return bytes.length > maxBytes
                        ? new Fetched.Refused("the mirror's file has more than " + maxBytes + " bytes")
                        : new Fetched.Module(bytes);
            }
        } catch (InvalidPathException e) {
            return null;
        } catch (IOException e) {
            return new Fetched.Refused("the mirror's file cannot be read: " + e.getMessage());
        }
    }
}
