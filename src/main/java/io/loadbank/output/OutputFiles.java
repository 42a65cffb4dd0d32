package io.loadbank.output;

import io.loadbank.run.RunFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The files of runs' outputs: {@code outputs/<run>/<name>}. */
public final class OutputFiles implements RunFiles {
    private final Path root;

    /**
     * Keeps them below a directory.
     *
     * @param dataDirectory made on demand
     */
    public OutputFiles(Path dataDirectory) {
        this.root = dataDirectory.resolve("outputs").toAbsolutePath();
    }

    /** Ids are file names already; some file systems do not tell upper case from lower. */
    @Override
    public Path directory(String runId) {
        boolean plain = runId.equals(runId.toLowerCase(Locale.ROOT));
        return root.resolve(plain ? runId : runId + "~" + Integer.toHexString(runId.hashCode()));
    }

    @Override
    public Map<String, Path> list(String runId) {
        Map<String, Path> files = new TreeMap<>();
        Path directory = directory(runId);
        if (!Files.isDirectory(directory)) {
            return files;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, Files::isRegularFile)) {
            all.forEach(file -> files.put(file.getFileName().toString(), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    @Override
    public void delete(String runId) throws IOException {
        for (Path file : list(runId).values()) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(directory(runId));
    }
}
