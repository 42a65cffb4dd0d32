package io.loadbank.http;

import io.loadbank.http.ConnectionPolicy.Limits;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads the HTTP/1.x responses of one connection, one after another, from whatever pieces arrive. Confined to the
 * connection's event loop.
 *
 * <pre>
 * STATUS  → HEADERS                     a status line
 * HEADERS → STATUS                      the empty line after a 1xx other than 101
 * HEADERS → FIXED | CHUNK_SIZE | UNTIL_CLOSE | DONE   the empty line, by the framing
 * CHUNK_SIZE → CHUNK_DATA | TRAILERS    a size, or zero
 * CHUNK_DATA → CHUNK_END → CHUNK_SIZE   the data, its line end
 * TRAILERS → DONE                       the empty line
 * UNTIL_CLOSE → DONE                    the end of the stream
 * any → FAILED                          see {@link #failure()}
 * </pre>
 */
final class ResponseReader {

    enum Progress {
        MORE,
        DONE,
        FAILED
    }

    private enum State {
        STATUS,
        HEADERS,
        FIXED,
        CHUNK_SIZE,
        CHUNK_DATA,
        CHUNK_END,
        TRAILERS,
        UNTIL_CLOSE,
        DONE,
        FAILED
    }

    private static final int MAX_INTERIM = 100;

    private final Limits limits;
    private final LineBuffer line = new LineBuffer();
    private final BodyBuffer body = new BodyBuffer();

    private final ResponseHead head = new ResponseHead();

    private State state = State.STATUS;
    private String failure = "";
    private boolean headRequest;
    private boolean discard;
    private boolean keepAlive;
    private boolean started;
    private boolean hasBody;
    private int interim;
    private long left;

    ResponseReader(Limits limits) {
        this.limits = limits;
    }

    /** Gets ready for the answer to a request. */
    void begin(boolean headRequest, boolean discard) {
        this.headRequest = headRequest;
        this.discard = discard;
        this.state = State.STATUS;
        this.failure = "";
        this.keepAlive = false;
        this.started = false;
        this.hasBody = false;
        this.interim = 0;
        line.begin(limits.maxHeaderBytes());
        head.begin();
    }

    /** Consumes bytes until the response is complete or they are used up; the rest stays in the buffer. */
    Progress read(ByteBuf in) {
        started |= in.isReadable();
        while (true) {
            if (state == State.DONE) {
                return Progress.DONE;
            }
            if (state == State.FAILED) {
                return Progress.FAILED;
            }
            if (!in.isReadable()) {
                return Progress.MORE;
            }
            if (state == State.FIXED || state == State.CHUNK_DATA || state == State.UNTIL_CLOSE) {
                data(in);
            } else if (!line(in)) {
                return Progress.MORE;
            }
        }
    }

    /** The peer closed: completes a body that has no length, fails everything else. */
    Progress endOfStream() {
        if (state == State.UNTIL_CLOSE) {
            state = State.DONE;
            return Progress.DONE;
        }
        fail(started ? "unexpected EOF" : "EOF");
        return Progress.FAILED;
    }

    private boolean line(ByteBuf in) {
        return switch (line.cut(in)) {
            case MORE -> false;
            case TOO_LONG -> {
                fail("net/http: server response headers exceeded " + limits.maxHeaderBytes() + " bytes; aborted");
                yield true;
            }
            case LINE -> {
                line();
                yield true;
            }
        };
    }

    private void line() {
        switch (state) {
            case STATUS -> statusLine();
            case HEADERS -> headerLine();
            case CHUNK_SIZE -> chunkSize();
            case CHUNK_END -> chunkEnd();
            case TRAILERS -> trailer();
            case FIXED, CHUNK_DATA, UNTIL_CLOSE, DONE, FAILED -> throw new IllegalStateException(state.name());
        }
    }

    private void statusLine() {
        failure = head.statusLine(line.bytes(), line.length());
        state = failure.isEmpty() ? State.HEADERS : State.FAILED;
    }

    private void headerLine() {
        if (line.length() == 0) {
            headEnds();
            return;
        }
        failure = head.field(line.bytes(), line.length());
        if (!failure.isEmpty()) {
            state = State.FAILED;
        }
    }

    private void headEnds() {
        int code = head.status().status();
        if (code >= 100 && code < 200 && code != 101) {
            if (++interim > MAX_INTERIM) {
                fail("net/http: too many 1xx informational responses");
                return;
            }
            head.begin();
            state = State.STATUS;
            return;
        }
        long length = head.length();
        keepAlive = head.keepsAlive() && code != 101;
        boolean forbidden = code == 101 || code == 204 || code == 304;
        hasBody = !forbidden;
        if (forbidden || headRequest) {
            body.begin(0, discard);
            state = State.DONE;
        } else if (head.isChunked()) {
            body.begin(-1, discard);
            line.begin(Framing.MAX_CHUNK_LINE);
            state = State.CHUNK_SIZE;
        } else if (length >= 0) {
            body.begin(length, discard);
            left = length;
            state = length == 0 ? State.DONE : State.FIXED;
            if (!discard && length > limits.maxBodyBytes()) {
                bodyTooLarge();
            }
        } else {
            body.begin(-1, discard);
            keepAlive = false;
            state = State.UNTIL_CLOSE;
        }
    }

    private void data(ByteBuf in) {
        int count = state == State.UNTIL_CLOSE ? in.readableBytes() : (int) Math.min(left, in.readableBytes());
        if (!body.add(in, count, limits.maxBodyBytes())) {
            bodyTooLarge();
            return;
        }
        left -= count;
        if (left == 0 && state == State.FIXED) {
            state = State.DONE;
        } else if (left == 0 && state == State.CHUNK_DATA) {
            line.begin(Framing.MAX_CHUNK_LINE);
            state = State.CHUNK_END;
        }
    }

    private void bodyTooLarge() {
        fail("response body is larger than " + limits.maxBodyBytes() + " bytes");
    }

    private void chunkSize() {
        long size = Framing.chunkSize(line.bytes(), line.length());
        if (size < 0) {
            fail("invalid byte in chunk length");
        } else if (size == 0) {
            line.begin(limits.maxHeaderBytes());
            state = State.TRAILERS;
        } else {
            left = size;
            state = State.CHUNK_DATA;
        }
    }

    private void chunkEnd() {
        if (line.length() != 0) {
            fail("malformed chunked encoding");
            return;
        }
        line.begin(Framing.MAX_CHUNK_LINE);
        state = State.CHUNK_SIZE;
    }

    private void trailer() {
        if (line.length() == 0) {
            state = State.DONE;
        }
    }

    private void fail(String why) {
        failure = why;
        state = State.FAILED;
    }

    /** True once any byte of the response has come. */
    boolean started() {
        return started;
    }

    /** Whether the connection can take another request after this response. */
    boolean keepAlive() {
        return keepAlive;
    }

    String failure() {
        return failure;
    }

    /** What was said before the body; good until the next {@link #begin}. */
    ResponseHead head() {
        return head;
    }

    /** The body so far, given away; null if it was dropped or the response can have none or has not got to it. */
    byte @Nullable [] takeBody() {
        return hasBody && !discard ? body.take() : null;
    }
}
