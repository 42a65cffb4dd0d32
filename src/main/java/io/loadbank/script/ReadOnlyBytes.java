package io.loadbank.script;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A channel over bytes in memory. Not thread-safe. */
final class ReadOnlyBytes implements SeekableByteChannel {

    private final ByteBuffer bytes;
    private boolean open = true;

    ReadOnlyBytes(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    @Override
    public int read(ByteBuffer target) {
        int length = Math.min(target.remaining(), bytes.remaining());
        if (!bytes.hasRemaining()) {
            return -1;
        }
        target.put(bytes.slice(bytes.position(), length));
        bytes.position(bytes.position() + length);
        return length;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public long position() {
        return bytes.position();
    }

    @Override
    public SeekableByteChannel position(long position) {
        bytes.position((int) Math.min(position, bytes.limit()));
        return this;
    }

    @Override
    public long size() {
        return bytes.limit();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
