package io.loadbank.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects any reply as a tree of texts, numbers and lists. Used for one command, by one thread at a time. */
final class ReplyOutput extends CommandOutput<byte[], byte[], Object> {

    /** A list that is being filled. */
    private record Open(List<@Nullable Object> items, int size) {}

    private static final int FIRST_CAPACITY = 64;

    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable Object tree;

    @SuppressWarnings("NullAway") // no output yet, which the superclass allows
    ReplyOutput() {
        super(ByteArrayCodec.INSTANCE, null);
    }

    /** The reply, once the command is complete. */
    @Nullable
    Object tree() {
        return tree;
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        add(bytes == null ? null : StandardCharsets.UTF_8.decode(bytes).toString());
    }

    @Override
    public void setSingle(@Nullable ByteBuffer bytes) {
        set(bytes);
    }

    @Override
    public void set(long number) {
        add(number);
    }

    @Override
    public void multi(int count) {
        if (count < 0) {
            add(null);
            return;
        }
        List<@Nullable Object> items = new ArrayList<>(Math.min(count, FIRST_CAPACITY));
        if (count == 0) {
            add(items);
        } else {
            put(items);
            open.push(new Open(items, count));
        }
    }

    private void add(@Nullable Object value) {
        put(value);
        for (Open list = open.peek(); list != null && list.items.size() == list.size; list = open.peek()) {
            open.pop();
        }
    }

    private void put(@Nullable Object value) {
        Open list = open.peek();
        if (list == null) {
            tree = value;
        } else {
            list.items.add(value);
        }
    }
}
