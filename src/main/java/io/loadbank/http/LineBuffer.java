package io.loadbank.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Cuts a stream into lines that end in LF or CRLF, across reads, within a budget of bytes. */
final class LineBuffer {

    enum Cut {
        LINE,
        MORE,
        TOO_LONG
    }

    private static final int KEPT = 1024;

    private byte[] bytes = new byte[256];
    private int length;
    private boolean complete;
    private long budget;

    /** Starts a message whose lines may have that many bytes together. */
    void begin(long budget) {
        this.budget = budget;
        this.length = 0;
        this.complete = false;
        if (bytes.length > KEPT) {
            bytes = new byte[256];
        }
    }

    Cut cut(ByteBuf in) {
        if (complete) {
            length = 0;
            complete = false;
        }
        int from = in.readerIndex();
        int end = in.indexOf(from, in.writerIndex(), (byte) '\n');
        int count = (end < 0 ? in.writerIndex() : end) - from;
        budget -= count + 1;
        if (budget < 0) {
            return Cut.TOO_LONG;
        }
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
        in.readBytes(bytes, length, count);
        length += count;
        if (end < 0) {
            return Cut.MORE;
        }
        in.skipBytes(1);
        if (length > 0 && bytes[length - 1] == '\r') {
            length--;
        }
        complete = true;
        return Cut.LINE;
    }

    /** The line's bytes, from 0 to {@link #length()}; valid until the next cut. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
