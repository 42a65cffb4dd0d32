package io.loadbank.store.file;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes that are on the disk when they return. */
final class DurableFiles {
    private DurableFiles() {}

    /** Replaces a file as a whole: after a crash there is the old one or the new one. */
    static void replace(Path file, byte[] bytes) throws IOException {
        Path parent = parentOf(file);
        makeDirectories(parent);
        // no stored name contains a ~, so this collides with nothing
        Path temporary = parent.resolve("~" + file.getFileName());
        write(temporary, bytes);
        Files.move(temporary, file, ATOMIC_MOVE, REPLACE_EXISTING);
        sync(parent);
    }

    /** Writes a file whose directory entry the caller will {@link #sync}. */
    static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Makes a directory and those above it, each one's entry on the disk. */
    static void makeDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = parentOf(directory);
        makeDirectories(parent);
        Files.createDirectories(directory);
        sync(parent);
    }

    /** Puts a directory's entries on the disk; where directories cannot be opened (Windows) there is no need. */
    static void sync(Path directory) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(directory, READ);
        } catch (IOException e) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(root)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.deleteIfExists(each);
        }
    }

    private static Path parentOf(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path.toAbsolutePath() : parent;
    }
}
