package io.loadbank.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One round trip in flight. Made by the sender, then written by the client's event loop alone until {@link #isDone()};
 * after that its results can be read by the thread that saw it done. As a {@link Runnable} it is its own start.
 *
 * <pre>
 * WAITING → LOOKUP → CONNECT → HANDSHAKE → EXCHANGE   a new connection
 * WAITING → EXCHANGE                                  a reused one
 * EXCHANGE → LOOKUP                                   the reused one was stale, once
 * any → DONE                                          a response, an error, a timeout, an interrupt
 * </pre>
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close that fails has nobody to tell
final class HopCall implements Runnable {

    enum Phase {
        WAITING,
        LOOKUP,
        CONNECT,
        HANDSHAKE,
        EXCHANGE,
        DONE
    }

    final ConnectionPool pool;
    final String method;
    final Url url;
    final WireBuffer head;
    /** What {@code head} was written from. */
    final Headers sent;

    /** What the hop goes through, or null. */
    final @Nullable Proxy proxy;

    final byte @Nullable [] body;
    final boolean discardBody;
    /** Whether the hop may be repeated when a reused connection turns out to be dead. */
    final boolean repeatable;
    /** Whether the request itself said that its connection is not to be used again. */
    final boolean closeAfter;

    final Marks marks = new Marks();

    private final @Nullable Thread waiter;
    private final @Nullable Runnable whenDone;

    Phase phase = Phase.WAITING;

    @Nullable
    Channel channel;

    @Nullable
    Carrier carrier;

    StatusLine status = StatusLine.NONE;
    Headers headers = Headers.EMPTY;
    List<String> setCookies = List.of();
    byte @Nullable [] responseBody;

    @Nullable
    TransportError error;

    /** Whether the connection is to be kept for the hop that follows. */
    boolean keeps;
    /** The connection kept from the hop before, until it is sent on. */
    @Nullable
    Connection kept;

    /** Whether HTTP/2 will not do. */
    boolean old;

    /** Whether HTTP/3 is to be spoken. */
    boolean quic;

    boolean cancelled;
    /** Whether the pool knows this hop. */
    boolean started;
    /** Whether the request asks for another protocol: it goes on a connection of its own and may keep it. */
    boolean upgrade;

    /** What a server that switched protocols has sent beyond its answer; the channel is then the caller's. */
    @Nullable
    ByteBuf surplus;
    /** How often the hop was started again. */
    int repeats;

    Peer peer = Peer.NONE;

    private volatile boolean done;

    /** Exactly one of waiter and callback is given. */
    HopCall(ConnectionPool pool, Outgoing outgoing, @Nullable Thread waiter, @Nullable Runnable whenDone) {
        this.pool = pool;
        this.method = outgoing.method();
        this.url = outgoing.url();
        this.head = outgoing.head();
        this.sent = outgoing.sent();
        this.proxy = outgoing.proxy();
        this.body = outgoing.body();
        this.discardBody = outgoing.discardBody();
        this.repeatable = outgoing.repeatable();
        this.closeAfter = outgoing.closeAfter();
        this.waiter = waiter;
        this.whenDone = whenDone;
    }

    /**
     * What goes over the wire in one hop.
     *
     * @param head as written by {@link RequestHead}; not changed until the hop is done
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    record Outgoing(
            String method,
            Url url,
            WireBuffer head,
            Headers sent,
            @Nullable Proxy proxy,
            byte @Nullable [] body,
            boolean discardBody,
            boolean repeatable,
            boolean closeAfter) {}

    /** Starts on the event loop. */
    @Override
    public void run() {
        pool.start(this);
    }

    /** What a connection has to be for, to carry this hop: scheme, host and port, and whether it is of HTTP/3. */
    String origin() {
        return quic ? "h3 " + url.origin() : url.origin();
    }

    boolean isDone() {
        return done;
    }

    /** The response is complete. */
    void complete(ResponseHead response, byte @Nullable [] body) {
        status = response.status();
        headers = response.headers();
        setCookies = response.setCookies();
        responseBody = body;
        finish(null);
    }

    /** Ends without a usable response, keeping what had come of the body. */
    void fail(TransportError why, ResponseHead response, byte @Nullable [] body) {
        setCookies = response.setCookies();
        responseBody = body;
        finish(why);
    }

    /** Ends by the clock; which error that is depends on how far the hop had come. */
    void timeOut() {
        TransportError why = switch (phase) {
            case LOOKUP -> new TransportError(TransportError.DNS, "lookup " + url.host() + ": i/o timeout");
            case CONNECT -> Failures.DIAL_TIMED_OUT;
            case WAITING, HANDSHAKE, EXCHANGE, DONE -> Failures.TIMED_OUT;
        };
        abort(why);
    }

    void cancel() {
        if (!done) {
            cancelled = true;
            abort(Failures.CANCELLED);
        }
    }

    /** Ends with an error and gives the connection up; does nothing if it is over. */
    void abort(TransportError why) {
        if (done) {
            return;
        }
        Carrier used = carrier;
        if (used != null) {
            used.abandon(this, why);
        } else {
            finish(why);
        }
        Channel opened = channel;
        if (opened != null) {
            opened.close();
        }
    }

    /** Ends with that error, or well; wakes the sender. Event loop, or the sender before it has started. */
    void finish(@Nullable TransportError why) {
        if (done) {
            return;
        }
        phase = Phase.DONE;
        marks.ended = System.nanoTime();
        error = why;
        done = true;
        if (started) {
            pool.ended(this);
        }
        if (waiter != null) {
            LockSupport.unpark(waiter);
        }
        if (whenDone != null) {
            whenDone.run();
        }
    }
}
