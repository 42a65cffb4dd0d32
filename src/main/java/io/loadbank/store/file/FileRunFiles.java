package io.loadbank.store.file;

import io.loadbank.run.RunFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The files of runs' outputs: {@code outputs/<run>/<name>}. */
public final class FileRunFiles implements RunFiles {
    private final Path root;

    /**
     * Keeps them below a directory.
     *
     * @param dataDirectory made on demand
     */
    public FileRunFiles(Path dataDirectory) {
        this.root = dataDirectory.resolve("outputs").toAbsolutePath();
    }

    @Override
    public Path directory(String runId) {
        return root.resolve(DiskName.of(runId));
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
        DurableFiles.deleteTree(directory(runId));
    }
}
