package io.loadbank.http;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.HeaderListSizeException;

/** Turns what goes wrong in HTTP/2 (RFC 9113, 7) into error codes and texts. */
final class H2Failures {

    static final TransportError UNEXPECTED_EOF = TransportError.other("unexpected EOF");

    private H2Failures() {}

    /** The peer said that it will not go on. */
    static TransportError goAway(long code, int lastStream) {
        return new TransportError(
                TransportError.GO_AWAY + offset(code),
                "http2: received GoAway with http2 ErrCode " + name(code),
                "http2: server sent GOAWAY and closed the connection; LastStreamID=" + lastStream + ", ErrCode="
                        + name(code));
    }

    /** The peer has reset a stream. */
    static TransportError reset(long code, int stream) {
        return stream(code, "stream error: stream ID " + stream + "; " + name(code) + "; received from peer");
    }

    /** The peer broke the rules of one stream. */
    static TransportError stream(Http2Exception broken, int stream) {
        if (broken instanceof HeaderListSizeException) {
            return TransportError.other("http2: response header list larger than advertised limit");
        }
        long code = broken.error().code();
        return stream(code, "stream error: stream ID " + stream + "; " + name(code) + "; " + broken.getMessage());
    }

    /** The peer broke the rules of the whole connection. */
    static TransportError connection(Http2Exception broken) {
        long code = broken.error().code();
        return new TransportError(
                TransportError.CONNECTION + offset(code),
                "http2: connection error with http2 ErrCode " + name(code),
                "connection error: " + name(code) + "; " + broken.getMessage());
    }

    private static TransportError stream(long code, String detail) {
        return new TransportError(
                TransportError.STREAM + offset(code), "http2: stream error with http2 ErrCode " + name(code), detail);
    }

    private static int offset(long code) {
        return Http2Error.valueOf(code) == null ? 0 : 1 + (int) code;
    }

    private static String name(long code) {
        Http2Error known = Http2Error.valueOf(code);
        return known == null ? "unknown error code 0x" + Long.toHexString(code) : known.name();
    }
}
