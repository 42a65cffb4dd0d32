package io.loadbank.http;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The connections and running hops of one client. Confined to the client's event loop, but for {@code interrupted} and
 * {@code closed}, which any thread may set before it asks the loop to cancel what runs.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to the channel's handlers
final class ConnectionPool {

    final EventLoop loop;
    final ConnectionPolicy policy;
    final Egress egress;
    /** What connections are bound to; null for any. */
    final @Nullable InetAddress localAddress;
    /** Where bodies are unpacked for which no VU thread waits. */
    final Executor unpacking;

    final Traffic traffic = new Traffic();
    volatile boolean interrupted;
    volatile boolean closed;

    final Dialer dialer;
    private final List<Connection> idle = new ArrayList<>(2);
    /** Connections of HTTP/2 and HTTP/3, busy or not. */
    private final List<SharedConnection> shared = new ArrayList<>(0);
    /** The only running hop of a VU that sends one at a time; further ones are in {@code others}. */
    private @Nullable HopCall running;

    private final Set<HopCall> others = new HashSet<>(0);

    ConnectionPool(
            EventLoop loop,
            ConnectionPolicy policy,
            Egress egress,
            @Nullable InetAddress localAddress,
            Dialer dialer,
            Executor unpacking) {
        this.loop = loop;
        this.policy = policy;
        this.egress = egress;
        this.localAddress = localAddress;
        this.dialer = dialer;
        this.unpacking = unpacking;
    }

    /** Sends a hop on the newest idle connection to its origin, or on a new one. */
    void start(HopCall call) {
        if (call.isDone()) {
            return;
        }
        if (closed || interrupted) {
            call.cancelled = true;
            call.finish(closed ? Failures.CLOSED : Failures.CANCELLED);
            return;
        }
        call.started = true;
        if (running == null) {
            running = call;
        } else {
            others.add(call);
        }
        Connection kept = call.kept;
        if (kept != null && kept.channel.isActive()) {
            call.kept = null;
            kept.send(call);
            return;
        }
        String origin = call.origin();
        boolean alone = call.closeAfter || call.upgrade || call.old;
        SharedConnection multiplexed = shared.isEmpty() || alone ? null : shared(origin);
        if (multiplexed != null) {
            multiplexed.send(call);
            return;
        }
        for (int i = call.upgrade ? -1 : idle.size() - 1; i >= 0; i--) {
            Connection connection = idle.get(i);
            if (connection.origin.equals(origin)) {
                idle.remove(i);
                if (connection.channel.isActive()) {
                    connection.send(call);
                    return;
                }
            }
        }
        dialer.dial(this, call);
    }

    /** Starts a hop again, on a new connection. */
    void repeat(HopCall call) {
        call.repeats++;
        call.marks.restart();
        dialer.dial(this, call);
    }

    /** Starts a hop again that a shared connection did not serve, on another one if there is. */
    void moveOn(HopCall call) {
        SharedConnection other = call.closeAfter ? null : shared(call.origin());
        if (other == null) {
            repeat(call);
        } else {
            call.repeats++;
            call.marks.restart();
            other.send(call);
        }
    }

    /** A shared connection to that origin that takes another stream, or null. */
    private @Nullable SharedConnection shared(String origin) {
        for (int i = 0; i < shared.size(); i++) {
            SharedConnection connection = shared.get(i);
            if (connection.origin().equals(origin) && connection.hasRoom()) {
                return connection;
            }
        }
        return null;
    }

    /** A new connection is there: gives it to the hop it was made for. */
    void connected(Connection connection, HopCall call) {
        if (call.isDone()) {
            connection.channel.close();
        } else {
            connection.send(call);
        }
    }

    /** A new connection of HTTP/2 or HTTP/3 is there: shares it, unless hops that dialled meanwhile have shared one already. */
    void connected(SharedConnection connection, HopCall call) {
        if (call.isDone()) {
            connection.close();
            return;
        }
        SharedConnection earlier = call.closeAfter ? null : shared(call.origin());
        if (earlier != null) {
            connection.close();
            earlier.send(call);
            return;
        }
        if (!call.closeAfter && !closed) {
            shared.add(connection);
        }
        connection.send(call);
    }

    void ended(HopCall call) {
        if (running == call) {
            running = null;
        } else if (!others.isEmpty()) {
            others.remove(call);
        }
    }

    /** Takes a connection back; closes it when there are enough. */
    void release(Connection connection) {
        int sameOrigin = 0;
        for (int i = 0; i < idle.size(); i++) {
            if (idle.get(i).origin.equals(connection.origin)) {
                sameOrigin++;
            }
        }
        if (closed || idle.size() >= limit(policy.maxIdle()) || sameOrigin >= limit(policy.maxIdlePerHost())) {
            connection.channel.close();
        } else {
            idle.add(connection);
        }
    }

    /** Takes back a connection that was kept for a hop which does not come. Any thread. */
    void giveBack(Connection kept) {
        try {
            loop.execute(() -> {
                if (kept.channel.isActive()) {
                    release(kept);
                }
            });
        } catch (RejectedExecutionException shutDown) {
            closed = true;
        }
    }

    /** A connection closed while no hop used it. */
    void gone(Connection connection) {
        idle.remove(connection);
    }

    /** A shared connection takes no more hops. */
    void gone(SharedConnection connection) {
        shared.remove(connection);
    }

    /** The last stream of a shared connection has ended: keeps one such connection per origin. */
    @SuppressWarnings("ReferenceEquality") // this very connection
    void rest(SharedConnection connection) {
        boolean surplus = closed || !shared.contains(connection) || shared.size() > limit(policy.maxIdle());
        for (int i = 0; i < shared.size() && !surplus; i++) {
            SharedConnection other = shared.get(i);
            surplus = other != connection && other.origin().equals(connection.origin()) && other.hasRoom();
        }
        if (surplus) {
            connection.closeIfIdle();
        }
    }

    void closeIdle() {
        List<Connection> closing = List.copyOf(idle);
        idle.clear();
        closing.forEach(connection -> connection.channel.close());
        List.copyOf(shared).forEach(SharedConnection::closeIfIdle);
    }

    void cancelAll() {
        HopCall first = running;
        if (first != null) {
            first.cancel();
        }
        List.copyOf(others).forEach(HopCall::cancel);
    }

    /** Zero means without limit. */
    private static int limit(int configured) {
        return configured <= 0 ? Integer.MAX_VALUE : configured;
    }
}
