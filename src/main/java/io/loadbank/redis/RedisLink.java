package io.loadbank.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's way to its Redis: connects at the first command, and again at the first one after the connection is lost.
 * Commands are sent in the order in which they are given. Thread-safe; never blocks.
 */
public final class RedisLink {

    private static final int MAX_WAITING = 10_000;
    private static final String CANCELED = "context canceled";

    private final RedisTarget target;
    private final RedisNames names;
    private final Deque<Call> waiting = new ArrayDeque<>();
    private final Set<Call> unanswered = new LinkedHashSet<>();
    private @Nullable RedisWire wire;
    private boolean connecting;
    private boolean closed;

    /** One command on its way; answered once. */
    private final class Call {
        private final RedisCommand command;
        private @Nullable Consumer<RedisReply> receiver;

        Call(RedisCommand command, Consumer<RedisReply> receiver) {
            this.command = command;
            this.receiver = receiver;
        }

        void answer(RedisReply reply) {
            Consumer<RedisReply> then;
            synchronized (RedisLink.this) {
                then = receiver;
                receiver = null;
                unanswered.remove(this);
            }
            if (then != null) {
                then.accept(reply);
            }
        }
    }

    /** @param names asked for each connection, on a thread of the links */
    public RedisLink(RedisTarget target, RedisNames names) {
        this.target = target;
        this.names = names;
    }

    /** What is wrong with a target that only using it shows; null if nothing. */
    public static @Nullable String complaint(RedisTarget target) {
        RedisTarget.Tls tls = target.nodes().getFirst().tls();
        return tls == null ? null : RedisWire.complaint(tls);
    }

    /**
     * Sends a command.
     *
     * @param receiver gets the reply, once, on any thread
     */
    public void send(RedisCommand command, Consumer<RedisReply> receiver) {
        Call call = new Call(command, receiver);
        String refusal = null;
        synchronized (this) {
            if (closed) {
                refusal = "the Redis client is closed";
            } else if (unanswered.size() >= MAX_WAITING) {
                refusal = "more than " + MAX_WAITING + " commands of this Redis client wait for an answer";
            } else {
                unanswered.add(call);
                waiting.add(call);
                RedisWire open = openWire();
                if (open != null) {
                    transmitAll(open);
                }
            }
        }
        if (refusal != null) {
            receiver.accept(new RedisReply.Failure(refusal));
        }
    }

    /** The connection if there is one; else sees to it that there will be. */
    private @Nullable RedisWire openWire() {
        RedisWire known = wire;
        if (known != null && !known.connection().isOpen()) {
            drop(known);
            known = null;
        }
        if (known == null && !connecting) {
            connecting = true;
            try {
                var _ = RedisWire.connect(target, RedisLoops.acquire(names)).whenComplete(this::connected);
            } catch (RuntimeException e) {
                // the library refuses some addresses by throwing
                connected(null, e);
            }
        }
        return known;
    }

    private void connected(@Nullable RedisWire open, @Nullable Throwable failure) {
        List<Call> refused = new ArrayList<>();
        synchronized (this) {
            connecting = false;
            if (open != null && !closed) {
                wire = open;
                transmitAll(open);
            } else {
                refused.addAll(waiting);
                waiting.clear();
                if (open != null) {
                    drop(open);
                } else {
                    RedisLoops.release();
                }
            }
        }
        if (!refused.isEmpty()) {
            RedisTarget.Node node = target.nodes().getFirst();
            String reason = failure == null ? CANCELED : reason(failure);
            RedisReply reply = new RedisReply.Failure("dial tcp " + node.host() + ":" + node.port() + ": " + reason);
            refused.forEach(call -> call.answer(reply));
        }
    }

    private void transmitAll(RedisWire open) {
        for (Call call = waiting.poll(); call != null; call = waiting.poll()) {
            transmit(open, call);
        }
    }

    private void transmit(RedisWire open, Call call) {
        RedisCommand command = call.command;
        CommandArgs<byte[], byte[]> arguments = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        for (int i = 0; i < command.arguments().size(); i++) {
            byte[] bytes = command.arguments().get(i).getBytes(StandardCharsets.UTF_8);
            if (i == command.key()) {
                arguments.addKey(bytes);
            } else {
                arguments.add(bytes);
            }
        }
        ReplyOutput output = new ReplyOutput();
        try {
            var _ = open.sender()
                    .send(keyword(command.name()), output, arguments)
                    .whenComplete((_, failure) -> answered(open, call, output, failure));
        } catch (RuntimeException e) {
            // the library refuses what it cannot queue by throwing
            answered(open, call, output, e);
        }
    }

    private void answered(RedisWire open, Call call, ReplyOutput output, @Nullable Throwable failure) {
        if (failure == null) {
            call.answer(new RedisReply.Answer(output.tree()));
            return;
        }
        boolean usable =
                failure instanceof RedisCommandExecutionException || failure instanceof RedisCommandTimeoutException;
        synchronized (this) {
            if (!usable && open.equals(wire)) {
                drop(open);
            }
        }
        call.answer(new RedisReply.Failure(reason(failure)));
    }

    /** The library's own word for a command, by which it knows those that only read. */
    private static ProtocolKeyword keyword(String name) {
        for (CommandType known : CommandType.values()) {
            if (known.name().equals(name)) {
                return known;
            }
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return new ProtocolKeyword() {
            @Override
            public byte[] getBytes() {
                return bytes;
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    /** The words of the innermost cause, without names of classes. */
    private String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && (cause instanceof CompletionException
                        || cause.getMessage() == null
                        || cause.getCause().getMessage() != null)) {
            cause = cause.getCause();
        }
        if (cause instanceof RedisCommandTimeoutException || cause instanceof java.util.concurrent.TimeoutException) {
            return "i/o timeout";
        }
        String message = cause.getMessage();
        if (message == null) {
            return "the connection was closed";
        }
        // the library's words when a server hangs up before its refusal of the login was read
        return message.contains("HandshakeHandler") ? "the server hung up during the login" : message;
    }

    private void drop(RedisWire open) {
        if (open.equals(wire)) {
            wire = null;
        }
        var _ = open.end().whenComplete((_, _) -> RedisLoops.release());
    }

    /** Answers all that is under way with a failure. */
    public void interrupt() {
        List<Call> cut;
        synchronized (this) {
            cut = new ArrayList<>(unanswered);
            waiting.clear();
        }
        cut.forEach(call -> call.answer(new RedisReply.Failure(CANCELED)));
    }

    /** Ends the connection; what is under way is answered with a failure. */
    public void close() {
        synchronized (this) {
            closed = true;
            RedisWire open = wire;
            if (open != null) {
                drop(open);
            }
        }
        interrupt();
    }
}
