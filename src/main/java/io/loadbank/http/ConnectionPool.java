package io.loadbank.http;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The connections and running hops of one client. Confined to the client's event loop, but for {@code interrupted} and
 * {@code closed}, which any thread may set before it asks the loop to cancel what runs.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to the channel's handlers
final class ConnectionPool {

    final EventLoop loop;
    final ConnectionPolicy policy;
    /** Where bodies are unpacked for which no VU thread waits. */
    final Executor unpacking;

    final Traffic traffic = new Traffic();
    volatile boolean interrupted;
    volatile boolean closed;

    final Dialer dialer;
    private final List<Connection> idle = new ArrayList<>(2);
    /** The only running hop of a VU that sends one at a time; further ones are in {@code others}. */
    private @Nullable HopCall running;

    private final Set<HopCall> others = new HashSet<>(0);

    ConnectionPool(EventLoop loop, ConnectionPolicy policy, Dialer dialer, Executor unpacking) {
        this.loop = loop;
        this.policy = policy;
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
        String origin = call.url.origin();
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
        call.marks.restart();
        dialer.dial(this, call);
    }

    /** A new connection is there: gives it to the hop it was made for. */
    void connected(Connection connection, HopCall call) {
        if (call.isDone()) {
            connection.channel.close();
        } else {
            connection.send(call);
        }
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

    /** A connection closed while no hop used it. */
    void gone(Connection connection) {
        idle.remove(connection);
    }

    void closeIdle() {
        List<Connection> closing = List.copyOf(idle);
        idle.clear();
        closing.forEach(connection -> connection.channel.close());
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
