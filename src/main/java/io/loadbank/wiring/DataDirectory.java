package io.loadbank.wiring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The data directory, held by this daemon alone for as long as it lives; the system lets go of it when it dies. */
final class DataDirectory implements AutoCloseable {
    private final FileChannel file;

    private DataDirectory(FileChannel file) {
        this.file = file;
    }

    /**
     * Makes the directory on demand and takes it.
     *
     * @throws UnusableSettingsException if it cannot be written or another daemon has it
     */
    static DataDirectory take(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        Path lock = path.resolve("daemon.lock");
        try {
            Files.createDirectories(path);
            FileChannel file = FileChannel.open(
                    lock, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(file)) {
                String owner = owner(file);
                file.close();
                throw new UnusableSettingsException(List.of("loadbank.data-dir is " + path + ", where another daemon"
                        + owner + " keeps its data; stop it, or give this one a directory of its own"));
            }
            file.truncate(0);
            String pid = Long.toString(ProcessHandle.current().pid());
            file.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
            return new DataDirectory(file);
        } catch (IOException e) {
            throw new UnusableSettingsException(
                    List.of("loadbank.data-dir is " + path + ", which cannot be written: " + reason(e)));
        }
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String owner(FileChannel file) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(20);
        file.read(pid, 0);
        String text = StandardCharsets.UTF_8.decode(pid.flip()).toString();
        return text.matches("[0-9]+") ? " (process " + text + ")" : "";
    }

    private static String reason(IOException failure) {
        return failure instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : failure.getClass().getSimpleName() + " " + failure.getMessage();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
