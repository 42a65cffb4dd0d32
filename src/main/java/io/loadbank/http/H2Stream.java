package io.loadbank.http;

import io.loadbank.http.ConnectionPolicy.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One hop on an HTTP/2 connection: reads its response. Confined to the connection's event loop. */
final class H2Stream implements Carrier {

    private static final int MAX_INTERIM = 100;
    /** A peer that refuses again and again is believed in the end. */
    private static final int MAX_REPEATS = 6;

    final int id;
    final HopCall call;
    /** Whether no other stream came before it on its connection. */
    final boolean first;
    /** What the connection had read when this stream began. */
    final long readBefore;

    private final H2Connection connection;
    private final Limits limits;
    private final ResponseHead head = new ResponseHead();
    private final BodyBuffer body = new BodyBuffer();
    private boolean answered;
    private boolean hasBody;
    private boolean over;
    private int interim;

    H2Stream(H2Connection connection, HopCall call, int id, boolean first, long readBefore, Limits limits) {
        this.connection = connection;
        this.call = call;
        this.id = id;
        this.first = first;
        this.readBefore = readBefore;
        this.limits = limits;
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
        begun();
        if (!answered && !head(headers)) {
            return;
        }
        if (end) {
            complete();
        }
    }

    private void begun() {
        if (call.marks.firstByte == Marks.NEVER) {
            call.marks.firstByte = System.nanoTime();
        }
    }

    /** Takes the first fields that are no interim answer; false if the stream goes no further with them. */
    private boolean head(Http2Headers headers) {
        int status = status(headers.status());
        if (status < 0 || status == 101) {
            giveUp(TransportError.other("malformed HTTP/2 response: bad :status"));
            return false;
        }
        if (status < 200) {
            if (++interim > MAX_INTERIM) {
                giveUp(TransportError.other("net/http: too many 1xx informational responses"));
            }
            return false;
        }
        head.status(StatusLine.http2(status));
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            String failure = field(AsciiString.of(field.getKey()), AsciiString.of(field.getValue()));
            if (!failure.isEmpty()) {
                giveUp(TransportError.other(failure));
                return false;
            }
        }
        answered = true;
        hasBody = status != 204 && status != 304;
        body.begin(Math.max(-1, head.length()), call.discardBody || !mayHaveContent());
        if (!call.discardBody && mayHaveContent() && head.length() > limits.maxBodyBytes()) {
            bodyTooLarge();
            return false;
        }
        return true;
    }

    private String field(AsciiString name, AsciiString value) {
        if (name.isEmpty() || name.byteAt(0) == ':') {
            return "";
        }
        int from = name.arrayOffset();
        String canonical = HeaderName.canonical(name.array(), from, from + name.length());
        if (canonical == null) {
            return "malformed HTTP/2 header name: " + StatusLine.shown(name.toString());
        }
        return head.nextField(
                canonical,
                new String(value.array(), value.arrayOffset(), value.length(), StandardCharsets.UTF_8).strip());
    }

    private static int status(@Nullable CharSequence text) {
        if (text == null || text.length() != 3) {
            return -1;
        }
        int status = 0;
        for (int i = 0; i < 3; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            status = 10 * status + (c - '0');
        }
        return status < 100 ? -1 : status;
    }

    private boolean mayHaveContent() {
        return hasBody && !call.method.equals("HEAD");
    }

    void data(ByteBuf data, boolean end) {
        if (!body.add(data, data.readableBytes(), limits.maxBodyBytes())) {
            bodyTooLarge();
        } else if (end) {
            complete();
        }
    }

    private void bodyTooLarge() {
        giveUp(TransportError.other("response body is larger than " + limits.maxBodyBytes() + " bytes"));
    }

    private void complete() {
        if (!over) {
            leave();
            if (connection.isWriting(id)) {
                connection.reset(id);
            }
            call.complete(head, takeBody());
        }
    }

    /** Ends the hop with that error; the peer knows. */
    void fail(TransportError why) {
        if (!over) {
            leave();
            call.fail(why, head, takeBody());
        }
    }

    /** Ends the hop with that error and tells the peer that nothing more is wanted. */
    private void giveUp(TransportError why) {
        if (!over) {
            leave();
            connection.reset(id);
            call.fail(why, head, takeBody());
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

    private byte @Nullable [] takeBody() {
        return hasBody && !call.discardBody ? body.take() : null;
    }
}
