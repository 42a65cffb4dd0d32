package io.loadbank.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of one VU, with its own connections. Confined to the VU's thread, but for {@link #interrupt()},
 * {@link #resume()} and {@link #close()}, which any thread may call.
 *
 * <p>A blocked {@link #send} costs one task on the event loop and one park of the calling thread per hop; the caller
 * itself watches the clock, so that no timer is set per request.
 */
public final class HttpClient implements AutoCloseable {

    private static final long LONGEST_NANOS = Duration.ofDays(365).toNanos();
    private static final long LOOP_CHECK_NANOS = Duration.ofMillis(100).toNanos();

    private final ConnectionPool pool;
    private final WireBuffer buffer = new WireBuffer();

    HttpClient(ConnectionPool pool) {
        this.pool = pool;
    }

    /** Sends and blocks until the last hop has ended; never throws for what network or target do. */
    public Exchange send(Request request) {
        long deadline = deadline(request);
        boolean expired = isExpired(request);
        Chain chain = new Chain(request, pool);
        HopCall call;
        do {
            call = chain.hop(buffer, Thread.currentThread(), null);
            if (!call.isDone()) {
                if (expired) {
                    call.finish(Failures.TIMED_OUT);
                } else {
                    submit(call, call);
                    await(call, deadline);
                }
            }
        } while (chain.goesOn(call));
        return chain.exchange();
    }

    /**
     * Sends without blocking, beside whatever else this client sends.
     *
     * @param done gets the outcome on a thread of the transport, which it must not block, or on this thread if nothing
     *     can be sent
     */
    public void sendAsync(Request request, Consumer<Exchange> done) {
        new AsyncSend(request, new Chain(request, pool), false, (exchange, _) -> done.accept(exchange)).next();
    }

    /**
     * Asks the target to speak another protocol on a new connection. Redirects are not followed.
     *
     * @param request carries {@code Connection: Upgrade} and what belongs to it
     * @param done gets the outcome on the event loop of this client, or on this thread if nothing can be sent
     */
    public void upgrade(Request request, Consumer<Upgrade> done) {
        Request single = request.withMaxRedirects(0);
        new AsyncSend(single, new Chain(single, pool), true, (exchange, call) -> done.accept(upgraded(exchange, call)))
                .next();
    }

    private static Upgrade upgraded(Exchange exchange, HopCall call) {
        Channel channel = call.channel;
        ByteBuf surplus = call.surplus;
        return channel == null || surplus == null
                ? new Upgrade.Declined(exchange)
                : new Upgrade.Switched(exchange, channel, surplus);
    }

    /** An exchange that nobody waits for: each hop's end starts the next. */
    private final class AsyncSend {
        private final Request request;
        private final Chain chain;
        private final boolean upgrade;
        private final BiConsumer<Exchange, HopCall> done;
        private final long deadline;
        private @Nullable HopCall current;
        private @Nullable ScheduledFuture<?> timer;

        AsyncSend(Request request, Chain chain, boolean upgrade, BiConsumer<Exchange, HopCall> done) {
            this.request = request;
            this.chain = chain;
            this.upgrade = upgrade;
            this.done = done;
            this.deadline = deadline(request);
        }

        void next() {
            HopCall call = chain.hop(new WireBuffer(), null, this::ended);
            call.upgrade = upgrade;
            current = call;
            if (call.isDone()) {
                ended();
            } else if (isExpired(request)) {
                call.finish(Failures.TIMED_OUT);
            } else {
                submit(call, () -> start(call));
            }
        }

        /** The timer is cancelled with the hop's end, lest it hold the response until the timeout. */
        private void start(HopCall call) {
            pool.start(call);
            if (!call.isDone()) {
                long left = deadline - System.nanoTime();
                timer = pool.loop.schedule(call::timeOut, left, TimeUnit.NANOSECONDS);
            }
        }

        private void ended() {
            ScheduledFuture<?> watching = timer;
            timer = null;
            if (watching != null) {
                watching.cancel(false);
            }
            HopCall ended = current;
            if (ended == null || !chain.hasPackedBody(ended)) {
                goOn();
                return;
            }
            try {
                pool.unpacking.execute(this::goOn);
            } catch (RejectedExecutionException shutDown) {
                goOn();
            }
        }

        private void goOn() {
            HopCall ended = current;
            if (ended == null) {
                throw new IllegalStateException("nothing was sent");
            }
            if (chain.goesOn(ended)) {
                next();
            } else {
                done.accept(chain.exchange(), ended);
            }
        }
    }

    /** Makes running and later sends return at once, interrupted, until {@link #resume()}. Any thread. */
    public void interrupt() {
        pool.interrupted = true;
        onLoop(pool::cancelAll);
    }

    /** Lets sends through again. Any thread, once {@link #interrupt()} has returned. */
    public void resume() {
        pool.interrupted = false;
    }

    /** Closes the connections that no request uses. */
    public void closeIdle() {
        onLoop(pool::closeIdle);
    }

    /** Bytes written to sockets since the last call, TLS and headers included. */
    public long takeBytesSent() {
        return pool.traffic.takeSent();
    }

    /** Bytes read from sockets since the last call, TLS and headers included. */
    public long takeBytesReceived() {
        return pool.traffic.takeReceived();
    }

    /** Closes all connections; running sends return, interrupted. Any thread. */
    @Override
    public void close() {
        pool.closed = true;
        onLoop(() -> {
            pool.cancelAll();
            pool.closeIdle();
        });
    }

    /** What this client shares with other protocols of its VU. */
    public Outlet outlet() {
        return new Outlet(pool);
    }

    private void submit(HopCall call, Runnable start) {
        try {
            pool.loop.execute(start);
        } catch (RejectedExecutionException shutDown) {
            call.cancelled = true;
            call.finish(Failures.CLOSED);
        }
    }

    /** Parks until the hop is done. Gives up at the deadline or when the thread is interrupted, whichever is first. */
    private void await(HopCall call, long deadline) {
        boolean givenUp = false;
        boolean interrupted = false;
        while (!call.isDone()) {
            if (givenUp) {
                LockSupport.parkNanos(this, LOOP_CHECK_NANOS);
                endIfLoopIsGone(call);
            } else {
                long left = deadline - System.nanoTime();
                if (left > 0) {
                    LockSupport.parkNanos(this, left);
                } else {
                    givenUp = true;
                    onLoop(call::timeOut);
                }
            }
            if (Thread.interrupted()) {
                interrupted = true;
                givenUp = true;
                onLoop(call::cancel);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A loop that was shut down takes no word of a hop that has been given up, and ends none. */
    private void endIfLoopIsGone(HopCall call) {
        if (pool.loop.isTerminated() && !call.isDone()) {
            call.cancelled = true;
            call.finish(Failures.CLOSED);
        }
    }

    /** After the transport has shut down there is nothing left to tell a loop. */
    private void onLoop(Runnable task) {
        try {
            pool.loop.execute(task);
        } catch (RejectedExecutionException shutDown) {
            pool.closed = true;
        }
    }

    private static boolean isExpired(Request request) {
        return request.timeout().isZero() || request.timeout().isNegative();
    }

    private static long deadline(Request request) {
        Duration timeout = request.timeout();
        boolean long_ = timeout.toSeconds() > LONGEST_NANOS / 1_000_000_000L;
        return System.nanoTime() + (long_ ? LONGEST_NANOS : timeout.toNanos());
    }
}
