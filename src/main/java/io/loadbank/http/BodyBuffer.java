package io.loadbank.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Collects a response body, or drops it in constant memory. Grows with what came, not with what was promised. */
final class BodyBuffer {

    private static final byte[] EMPTY = {};
    /** Up to this a promised length is believed. */
    private static final int TRUSTED = 1 << 20;

    private byte[] bytes = EMPTY;
    private int size;
    private long expected;
    private boolean discard;

    /** @param expected the promised length, or -1 */
    void begin(long expected, boolean discard) {
        this.bytes = EMPTY;
        this.size = 0;
        this.expected = expected;
        this.discard = discard;
    }

    /** Takes bytes; false if that would be more than the limit. */
    boolean add(ByteBuf in, int count, int limit) {
        if (discard) {
            in.skipBytes(count);
            return true;
        }
        if (count > limit - size) {
            return false;
        }
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, capacity(count, limit));
        }
        in.readBytes(bytes, size, count);
        size += count;
        return true;
    }

    /** What was collected, given away; an empty array if nothing was. */
    byte[] take() {
        byte[] taken = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        bytes = EMPTY;
        size = 0;
        return taken;
    }

    private int capacity(int count, int limit) {
        if (expected >= 0 && size + (long) count <= expected && expected <= TRUSTED) {
            return (int) expected;
        }
        long doubled = Math.max(2L * bytes.length, (long) size + count);
        long wanted = expected >= 0 ? Math.min(expected, Math.max(doubled, TRUSTED)) : doubled;
        return (int) Math.min(limit, Math.max(wanted, (long) size + count));
    }
}
