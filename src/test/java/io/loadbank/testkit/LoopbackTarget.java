package io.loadbank.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on 127.0.0.1 and a free port: echoes, delays, redirects, cookies, encodings, and every way to
 * misbehave. The routes are in {@link EchoRoutes}, {@link BodyRoutes} and {@link FaultRoutes}. One thread a connection.
 */
public final class LoopbackTarget implements AutoCloseable {

    private final ServerSocket server;
    private final String scheme;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong requests = new AtomicLong();
    private final Map<String, AtomicInteger> counters = new ConcurrentHashMap<>();
    private final AtomicInteger inflight = new AtomicInteger();
    private final AtomicInteger maxInflight = new AtomicInteger();
    private volatile boolean closed;

    private LoopbackTarget(ServerSocket server, String scheme) {
        this.server = server;
        this.scheme = scheme;
    }

    /** A plain target, listening. */
    public static LoopbackTarget start() {
        return start(null);
    }

    /** A TLS target if a context is given. */
    public static LoopbackTarget start(@Nullable SSLContext tls) {
        return start(tls, false);
    }

    /** A TLS target that speaks only to clients whose certificate it trusts. */
    public static LoopbackTarget startDemandingCertificates(SSLContext tls) {
        return start(tls, true);
    }

    private static LoopbackTarget start(@Nullable SSLContext tls, boolean demanding) {
        try {
            ServerSocket server = tls == null
                    ? new ServerSocket()
                    : tls.getServerSocketFactory().createServerSocket();
            if (server instanceof SSLServerSocket secure) {
                secure.setNeedClientAuth(demanding);
            }
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 512);
            LoopbackTarget target = new LoopbackTarget(server, tls == null ? "http" : "https");
            Thread.ofPlatform().daemon().name("target-accept").start(target::accept);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code http://127.0.0.1:port}, without a slash at the end. */
    public String url() {
        return scheme + "://127.0.0.1:" + port();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Requests read so far. */
    public long requests() {
        return requests.get();
    }

    /** Connections accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** Connections that are open now. */
    public int openConnections() {
        return sockets.size();
    }

    /** What {@code /counter/name}, {@code /close/name} or {@code /reset/name} counted. */
    public int counter(String name) {
        return count(name).get();
    }

    /** Closes every open connection, as a server does that restarts or whose idle timeout ran out. */
    public void dropConnections() {
        for (Socket socket : sockets) {
            quietly(socket);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            dropConnections();
        }
    }

    AtomicInteger count(String name) {
        return counters.computeIfAbsent(name, key -> new AtomicInteger());
    }

    int maxInflight() {
        return maxInflight.get();
    }

    void resetMaxInflight() {
        maxInflight.set(inflight.get());
    }

    void began() {
        requests.incrementAndGet();
        int now = inflight.incrementAndGet();
        maxInflight.accumulateAndGet(now, Math::max);
    }

    void ended() {
        inflight.decrementAndGet();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                int id = connections.incrementAndGet();
                Thread.ofVirtual().name("target-" + id).start(() -> serve(socket, id));
            } catch (IOException e) {
                if (closed) {
                    return;
                }
            }
        }
    }

    private void serve(Socket socket, int id) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new TargetConnection(this, socket, id).serve();
        } catch (IOException | RuntimeException gone) {
            quietly(socket);
        } finally {
            sockets.remove(socket);
        }
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            Thread.onSpinWait();
        }
    }
}
