package io.loadbank.http;

import io.loadbank.http.ConnectionPolicy.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.Http2Headers;

/** One hop on an HTTP/2 connection: reads its response. Confined to the connection's event loop. */
final class H2Stream implements Carrier {

    /** A peer that refuses again and again is believed in the end. */
    private static final int MAX_REPEATS = 6;

    final int id;
    final HopCall call;
    /** Whether no other stream came before it on its connection. */
    final boolean first;
    /** What the connection had read when this stream began. */
    final long readBefore;

    private final H2Connection connection;
    private final FieldResponse response;
    private boolean over;

    H2Stream(H2Connection connection, HopCall call, int id, boolean first, long readBefore, Limits limits) {
        this.connection = connection;
        this.call = call;
        this.id = id;
        this.first = first;
        this.readBefore = readBefore;
        this.response = new FieldResponse("HTTP/2.0", call, limits);
    }

    /** The request, or its head, was written, or could not be. */
    void written(ChannelFuture future, boolean all) {
        if (over) {
            return;
        }
        if (future.isSuccess()) {
            if (all) {
                call.marks.written = System.nanoTime();
            }
        } else {
            Throwable cause = future.cause();
            fail(cause == null ? Failures.CLOSED : connection.writeFailure(cause, id));
        }
    }

    void headers(Http2Headers headers, boolean end) {
        if (response.fields(headers.status(), headers)) {
            if (end && response.isAnswered()) {
                complete();
            }
        } else {
            refuse();
        }
    }

    void data(ByteBuf data, boolean end) {
        if (!response.data(data)) {
            refuse();
        } else if (end) {
            complete();
        }
    }

    private void refuse() {
        TransportError why = response.failure;
        giveUp(why == null ? H2Failures.UNEXPECTED_EOF : why);
    }

    private void complete() {
        if (!over) {
            leave();
            if (connection.isWriting(id)) {
                connection.reset(id);
            }
            call.complete(response.head(), response.takeBody());
        }
    }

    /** Ends the hop with that error; the peer knows. */
    void fail(TransportError why) {
        if (!over) {
            leave();
            call.fail(why, response.head(), response.takeBody());
        }
    }

    /** Ends the hop with that error and tells the peer that nothing more is wanted. */
    private void giveUp(TransportError why) {
        if (!over) {
            leave();
            connection.reset(id);
            call.fail(why, response.head(), response.takeBody());
        }
    }

    /** The peer has not looked at the request and never will: another connection may. */
    void unprocessed(TransportError why) {
        if (!over && call.repeats < MAX_REPEATS && call.marks.firstByte == Marks.NEVER) {
            leave();
            call.pool.moveOn(call);
        } else {
            fail(why);
        }
    }

    /** The connection broke under the hop: repeats it elsewhere if that is allowed, else fails it. */
    void lost(TransportError why) {
        if (!over && !first && call.repeatable && call.repeats == 0 && call.marks.firstByte == Marks.NEVER) {
            leave();
            call.pool.moveOn(call);
        } else {
            fail(why);
        }
    }

    @Override
    public void abandon(HopCall failed, TransportError why) {
        if (!over) {
            connection.doubt(this);
            giveUp(why);
        }
    }

    private void leave() {
        over = true;
        call.carrier = null;
        connection.ended(this);
    }
}
