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
import org.springframework.util.unit.DataSize;

/**
 * A file of lines, compressed if its name ends in {@code .gz}. What cannot be written once ends it, and so does its
 * size, which may go beyond the limit by what was on its way: some 200 KiB.
 */
final class FileWriter implements SampleWriter {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Function<OutputStream, LineFormat> format;
    private final long maxBytes;
    private @Nullable LineFormat lines;
    private @Nullable CountedBytes bytes;
    private boolean full;

    FileWriter(Path file, long maxBytes, Function<OutputStream, LineFormat> format) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.format = format;
    }

    @Override
    public void open() throws IOException {
        try {
            Files.createDirectories(file.getParent());
            CountedBytes counted = new CountedBytes(
                    Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            bytes = counted;
            OutputStream buffered = new BufferedOutputStream(counted, BUFFER);
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
        CountedBytes written = bytes;
        if (to == null || written == null) {
            return 0;
        }
        if (full) {
            throw new IOException(refusal());
        }
        long refused = 0;
        for (TappedSamples samples : batch) {
            full = full || written.count() >= maxBytes;
            refused += full ? samples.size() : to.write(samples);
        }
        return refused;
    }

    @Override
    public String refusal() {
        return full
                ? "the file has reached " + size() + ", the most it may have (loadbank.run.max-output-file-size)"
                : SampleWriter.super.refusal();
    }

    private String size() {
        long megabytes = DataSize.ofBytes(maxBytes).toMegabytes();
        return megabytes > 0 ? megabytes + " MB" : maxBytes + " bytes";
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
