package io.loadbank.output;

import io.loadbank.metric.TappedSamples;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A file of lines, compressed if its name ends in {@code .gz}. What cannot be written once ends it. */
final class FileWriter implements SampleWriter {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Function<OutputStream, LineFormat> format;
    private @Nullable LineFormat lines;

    FileWriter(Path file, Function<OutputStream, LineFormat> format) {
        this.file = file;
        this.format = format;
    }

    @Override
    public void open() throws IOException {
        try {
            Files.createDirectories(file.getParent());
            OutputStream bytes = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            OutputStream buffered = new BufferedOutputStream(bytes, BUFFER);
            boolean packed = file.toString().endsWith(".gz");
            lines = format.apply(packed ? new GZIPOutputStream(buffered, BUFFER, true) : buffered);
        } catch (FileAlreadyExistsException _) {
            throw new IOException("the file exists already");
        } catch (FileSystemException e) {
            throw new IOException("the file cannot be made: " + e.getReason());
        }
    }

    @Override
    public long write(List<TappedSamples> batch) throws IOException {
        LineFormat to = lines;
        long refused = 0;
        if (to != null) {
            for (TappedSamples samples : batch) {
                refused += to.write(samples);
            }
        }
        return refused;
    }

    @Override
    public void flush() throws IOException {
        if (lines != null) {
            lines.flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }

    @Override
    public boolean retries() {
        return false;
    }
}
