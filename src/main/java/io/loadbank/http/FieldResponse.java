package io.loadbank.http;

import io.loadbank.http.ConnectionPolicy.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A response as the streams of HTTP/2 and HTTP/3 bring it: fields, then a body in pieces. Confined to its event loop. */
final class FieldResponse {

    private static final int MAX_INTERIM = 100;

    /** Why the response is none, or null. */
    @Nullable
    TransportError failure;

    private final String proto;
    private final HopCall call;
    private final Limits limits;
    private final ResponseHead head = new ResponseHead();
    private final BodyBuffer body = new BodyBuffer();
    private boolean answered;
    private boolean hasBody;
    private int interim;
    private long received;

    /** A response to that hop, of which nothing has come yet. */
    FieldResponse(String proto, HopCall call, Limits limits) {
        this.proto = proto;
        this.call = call;
        this.limits = limits;
    }

    ResponseHead head() {
        return head;
    }

    /** Whether more than interim answers have come. */
    boolean isAnswered() {
        return answered;
    }

    private void begun() {
        if (call.marks.firstByte == Marks.NEVER) {
            call.marks.firstByte = System.nanoTime();
        }
    }

    /** Takes fields: interim ones, the head, or trailers, which are passed over. False if there is a failure now. */
    boolean fields(@Nullable CharSequence status, Iterable<Map.Entry<CharSequence, CharSequence>> fields) {
        begun();
        return answered || first(status(status), fields);
    }

    private boolean first(int status, Iterable<Map.Entry<CharSequence, CharSequence>> fields) {
        if (status < 0 || status == 101) {
            String version = proto.endsWith(".0") ? proto.substring(0, proto.length() - 2) : proto;
            return fail("malformed " + version + " response: bad :status");
        }
        if (status < 200) {
            return ++interim <= MAX_INTERIM || fail("net/http: too many 1xx informational responses");
        }
        head.status(StatusLine.of(proto, status));
        for (Map.Entry<CharSequence, CharSequence> field : fields) {
            String wrong = field(AsciiString.of(field.getKey()), AsciiString.of(field.getValue()));
            if (!wrong.isEmpty()) {
                return fail(wrong);
            }
        }
        answered = true;
        hasBody = status != 204 && status != 304;
        body.begin(Math.max(-1, head.length()), call.discardBody || !mayHaveContent());
        return call.discardBody || !mayHaveContent() || head.length() <= limits.maxBodyBytes() || tooLarge();
    }

    private String field(AsciiString name, AsciiString value) {
        if (name.isEmpty() || name.byteAt(0) == ':') {
            return "";
        }
        int from = name.arrayOffset();
        String canonical = HeaderName.canonical(name.array(), from, from + name.length());
        if (canonical == null) {
            return "malformed HTTP/" + proto.charAt(5) + " header name: " + StatusLine.shown(name.toString());
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

    /** Takes a piece of the body; false if there is a failure now. */
    boolean data(ByteBuf data) {
        received += data.readableBytes();
        return body.add(data, data.readableBytes(), limits.maxBodyBytes()) || tooLarge();
    }

    /** Whether less of the body has come than was promised. */
    boolean isCut() {
        return mayHaveContent() && head.length() > received;
    }

    private boolean tooLarge() {
        return fail("response body is larger than " + limits.maxBodyBytes() + " bytes");
    }

    private boolean fail(String text) {
        failure = TransportError.other(text);
        return false;
    }

    /** The body as far as it has come, given away; null if there is none to keep. */
    byte @Nullable [] takeBody() {
        return hasBody && !call.discardBody ? body.take() : null;
    }
}
