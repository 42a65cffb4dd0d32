package io.loadbank.recording;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Predicate;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A part of a recording, readable by itself: about a minute of frames.
 *
 * <p>The bytes: the version of the format, whether the rest is compressed, when the recording began (milliseconds since
 * 1970, eight bytes), how many bytes the frames take when inflated (four bytes), the frames.
 *
 * @param index its place among the chunks of the recording, from 0; a chunk may come again with other bytes
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares chunks
public record Chunk(int index, byte[] bytes) {
    private static final byte VERSION = 1;
    private static final byte PLAIN = 0;
    private static final byte DEFLATED = 1;
    private static final int HEAD = 14;

    /** A chunk that is still being written, as it is. */
    static Chunk open(int index, long startMs, FrameWriter frames) {
        byte[] body = frames.bytes();
        return new Chunk(
                index, head(PLAIN, startMs, body.length, body.length).put(body).array());
    }

    /** A chunk that is complete. */
    static Chunk sealed(int index, long startMs, FrameWriter frames) {
        byte[] body = frames.bytes();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(body);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 2);
            byte[] part = new byte[8_192];
            while (!deflater.finished()) {
                packed.write(part, 0, deflater.deflate(part));
            }
            byte[] bytes = head(DEFLATED, startMs, body.length, packed.size())
                    .put(packed.toByteArray())
                    .array();
            return new Chunk(index, bytes);
        } finally {
            deflater.end();
        }
    }

    private static ByteBuffer head(byte form, long startMs, int inflated, int length) {
        return ByteBuffer.allocate(HEAD + length)
                .put(VERSION)
                .put(form)
                .putLong(startMs)
                .putInt(inflated);
    }

    /** When the recording began, in milliseconds since 1970. */
    static long startMs(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong(2);
    }

    /**
     * Reads a chunk.
     *
     * @throws IllegalArgumentException if these are not the bytes of a chunk
     */
    static FrameReader read(byte[] bytes, Predicate<String> wanted) {
        if (bytes.length < HEAD || bytes[0] != VERSION) {
            throw new IllegalArgumentException("not a chunk of a recording");
        }
        if (bytes[1] == PLAIN) {
            return new FrameReader(ByteBuffer.wrap(bytes, HEAD, bytes.length - HEAD), wanted);
        }
        byte[] body = new byte[ByteBuffer.wrap(bytes).getInt(10)];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, HEAD, bytes.length - HEAD);
            int filled = 0;
            while (filled < body.length && !inflater.finished()) {
                int more = inflater.inflate(body, filled, body.length - filled);
                if (more == 0) {
                    break;
                }
                filled += more;
            }
            if (filled != body.length) {
                throw new IllegalArgumentException("a chunk of a recording is cut off");
            }
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("a chunk of a recording is damaged", e);
        } finally {
            inflater.end();
        }
        return new FrameReader(ByteBuffer.wrap(body), wanted);
    }
}
