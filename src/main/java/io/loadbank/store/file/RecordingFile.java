package io.loadbank.store.file;

import io.loadbank.recording.Recording;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A recording as one file: chunk after chunk, each with its length in front, four bytes. */
final class RecordingFile {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingFile.class);

    private RecordingFile() {}

    static byte[] bytes(Recording recording) {
        List<byte[]> chunks = recording.chunks();
        ByteBuffer all = ByteBuffer.allocate(
                chunks.stream().mapToInt(chunk -> Integer.BYTES + chunk.length).sum());
        chunks.forEach(chunk -> all.putInt(chunk.length).put(chunk));
        return all.array();
    }

    /** The recording in a file, which is read when it is asked for; an empty one for runs of versions without. */
    static Recording at(Path file) {
        return Files.exists(file) ? Recording.of(() -> read(file)) : Recording.NONE;
    }

    private static List<byte[]> read(Path file) {
        List<byte[]> chunks = new ArrayList<>();
        try {
            ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
            while (all.hasRemaining()) {
                byte[] chunk = new byte[Math.clamp(all.getInt(), 0, all.remaining())];
                all.get(chunk);
                chunks.add(chunk);
            }
        } catch (IOException | BufferUnderflowException e) {
            LOG.warn("cannot read {}: {}", file, e.toString());
        }
        return chunks;
    }
}
