package io.loadbank.http;

import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/**
 * The HTTP client of one VU, with its own connections. Confined to the VU's thread, but for {@link #interrupt()} and
 * {@link #resume()}, which any thread may call.
 */
public final class HttpClient implements AutoCloseable {

    HttpClient(EventLoop loop, ConnectionPolicy policy) {}

    /** Sends and blocks until the last hop has ended; never throws for what network or target do. */
    public Exchange send(Request request) {
        throw new IllegalStateException(request.method());
    }

    /** Sends without blocking; the callback runs on an event loop or, if nothing can be sent, at once. */
    public void sendAsync(Request request, Consumer<Exchange> done) {
        throw new IllegalStateException(request.method());
    }

    /** Makes running and later sends return at once, interrupted, until {@link #resume()}. Any thread. */
    public void interrupt() {}

    public void resume() {}

    /** Closes the connections that no request uses. */
    public void closeIdle() {}

    /** Bytes written to sockets since the last call, TLS and headers included. */
    public long takeBytesSent() {
        return 0;
    }

    /** Bytes read from sockets since the last call, TLS and headers included. */
    public long takeBytesReceived() {
        return 0;
    }

    /** Closes all connections; running sends return, interrupted. */
    @Override
    public void close() {}
}
