package io.loadbank.http;

import io.loadbank.http.ConnectionPolicy.Limits;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

    enum Progress { MORE, DONE, FAILED }

    private enum State { STATUS, HEADERS, FIXED, CHUNK_SIZE, CHUNK_DATA, CHUNK_END, TRAILERS, UNTIL_CLOSE, DONE, FAILED }

    private static final int MAX_INTERIM = 100;

    private final Limits limits;
    private final LineBuffer line = new LineBuffer();
    private final BodyBuffer body = new BodyBuffer();

    private State state = State.STATUS;
    private StatusLine status = StatusLine.NONE;
    private Headers.Builder headers = Headers.builder();
    private List<String> setCookies = List.of();
    private @Nullable String lastName;
    private String failure = "";
    private String connection = "";
    private boolean chunked;
    private boolean headRequest;
    private boolean discard;
    private boolean keepAlive;
    private boolean started;
    private boolean hasBody;
    private int interim;
    private long length;
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
        beginHead();
    }

    private void beginHead() {
        headers = Headers.builder();
        setCookies = List.of();
        lastName = null;
        connection = "";
        chunked = false;
        length = -1;
    }

    /** Consumes bytes until the response is complete or they are used up; the rest stays in the buffer. */
    Progress read(ByteBuf in) {
        started |= in.isReadable();
        while (true) {
            switch (state) {
                case DONE:
                    return Progress.DONE;
                case FAILED:
                    return Progress.FAILED;
                case FIXED, CHUNK_DATA, UNTIL_CLOSE:
                    if (!in.isReadable()) {
                        return Progress.MORE;
                    }
                    data(in);
                    break;
                case STATUS, HEADERS, CHUNK_SIZE, CHUNK_END, TRAILERS:
                    if (!in.isReadable()) {
                        return Progress.MORE;
                    }
                    if (!line(in)) {
                        return Progress.MORE;
                    }
                    break;
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
        switch (line.cut(in)) {
            case MORE:
                return false;
            case TOO_LONG:
                fail("net/http: server response headers exceeded " + limits.maxHeaderBytes() + " bytes; aborted");
                return true;
            case LINE:
                break;
        }
        switch (state) {
            case STATUS -> statusLine();
            case HEADERS -> headerLine();
            case CHUNK_SIZE -> chunkSize();
            case CHUNK_END -> chunkEnd();
            case TRAILERS -> trailer();
            case FIXED, CHUNK_DATA, UNTIL_CLOSE, DONE, FAILED -> throw new IllegalStateException(state.name());
        }
        return true;
    }

    private void statusLine() {
        if (!status.sameAs(line.bytes(), line.length()) || status == StatusLine.NONE) {
            status = StatusLine.read(line.bytes(), line.length());
        }
        if (!status.failure().isEmpty()) {
            fail(status.failure());
            status = StatusLine.NONE;
            return;
        }
        state = State.HEADERS;
    }

    private void headerLine() {
        byte[] bytes = line.bytes();
        int end = line.length();
        if (end == 0) {
            headEnds();
            return;
        }
        if (bytes[0] == ' ' || bytes[0] == '\t') {
            folded(bytes, end);
            return;
        }
        int colon = 0;
        while (colon < end && bytes[colon] != ':') {
            colon++;
        }
        String name = colon == end ? null : HeaderName.canonical(bytes, 0, colon);
        if (name == null) {
            malformedHeader();
            return;
        }
        int from = colon + 1;
        while (from < end && isBlank(bytes[from])) {
            from++;
        }
        while (end > from && isBlank(bytes[end - 1])) {
            end--;
        }
        header(name, new String(bytes, from, end - from, StandardCharsets.UTF_8));
    }

    private void header(String name, String value) {
        lastName = name;
        switch (name) {
            case "Content-Length" -> contentLength(value);
            case "Transfer-Encoding" -> transferEncoding(value);
            case "Connection" -> {
                connection = connection.isEmpty() ? value : connection + "," + value;
                headers.addCanonical(name, value);
            }
            case "Set-Cookie" -> {
                if (setCookies.isEmpty()) {
                    setCookies = new ArrayList<>(4);
                }
                setCookies.add(value);
                headers.addCanonical(name, value);
            }
            default -> headers.addCanonical(name, value);
        }
    }

    private void folded(byte[] bytes, int end) {
        String value = lastName == null ? null : headers.get(lastName);
        if (value == null || lastName == null) {
            malformedHeader();
            return;
        }
        headers.set(lastName, value + " " + new String(bytes, 0, end, StandardCharsets.UTF_8).strip());
    }

    private void malformedHeader() {
        String text = new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
        fail("malformed MIME header line: " + StatusLine.shown(text));
    }

    private void contentLength(String value) {
        long parsed = Framing.contentLength(value);
        if (parsed < 0 || (length >= 0 && length != parsed)) {
            fail("bad Content-Length \"" + StatusLine.shown(value) + "\"");
            return;
        }
        if (length < 0) {
            headers.addCanonical("Content-Length", value);
        }
        length = parsed;
    }

    private void transferEncoding(String value) {
        if (!value.equalsIgnoreCase("chunked") || chunked) {
            fail("unsupported transfer encoding: \"" + StatusLine.shown(value) + "\"");
            return;
        }
        chunked = true;
    }

    private void headEnds() {
        int code = status.status();
        if (code >= 100 && code < 200 && code != 101) {
            if (++interim > MAX_INTERIM) {
                fail("net/http: too many 1xx informational responses");
                return;
            }
            beginHead();
            state = State.STATUS;
            return;
        }
        boolean close = Framing.hasToken(connection, "close");
        keepAlive = !close && (!status.http10() || Framing.hasToken(connection, "keep-alive")) && code != 101;
        boolean forbidden = code == 101 || code == 204 || code == 304;
        hasBody = !forbidden;
        if (forbidden || headRequest) {
            body.begin(0, discard);
            state = State.DONE;
        } else if (chunked) {
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

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
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

    StatusLine status() {
        return status;
    }

    Headers headers() {
        return headers.build();
    }

    List<String> setCookies() {
        return setCookies;
    }

    /** The body so far, given away; null if it was dropped or the response can have none or has not got to it. */
    byte @Nullable [] takeBody() {
        return hasBody && !discard ? body.take() : null;
    }
}
