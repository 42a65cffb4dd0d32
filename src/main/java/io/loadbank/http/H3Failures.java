package io.loadbank.http;

import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3Exception;
import io.netty.handler.codec.quic.QuicClosedChannelException;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicException;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.handler.codec.quic.QuicTimeoutClosedChannelException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what goes wrong in HTTP/3 (RFC 9114, 8) and QUIC (RFC 9000, 20) into error codes and texts. HTTP/3 has no codes of
 * its own here: it shares those of HTTP/2 that say where it went wrong, and names the error in the text.
 */
final class H3Failures {

    /** Nothing has come for as long as both sides keep a silent connection. */
    static final TransportError SILENT =
            new TransportError(TransportError.NON_TCP, "quic: timeout: no recent network activity");

    static final TransportError UNEXPECTED_END =
            TransportError.other("http3: the stream ended before the response was complete");

    private H3Failures() {}

    /** Why a request cannot be made by HTTP/3, or null. */
    static @Nullable TransportError unsuited(Url url, @Nullable Proxy proxy, Auth auth) {
        if (!url.scheme().equals("https")) {
            return TransportError.other("http3: HTTP/3 needs an https URL");
        }
        if (proxy != null) {
            return TransportError.other("http3: HTTP/3 does not go through a proxy");
        }
        return auth == Auth.NTLM ? TransportError.other("http3: NTLM needs HTTP/1.1") : null;
    }

    /** QUIC cannot be spoken on this machine, or not by these settings. */
    static TransportError unavailable(Throwable cause) {
        return TransportError.other("http3: " + message(cause));
    }

    /** A connection was not made. */
    static TransportError dial(Throwable cause, @Nullable QuicConnectionCloseEvent event, InetSocketAddress address) {
        String prefix = "dial udp " + address.getAddress().getHostAddress() + ":" + address.getPort() + ": ";
        if (isRefusal(cause)) {
            return new TransportError(
                    TransportError.CONNECTION_REFUSED,
                    "dial: connection refused",
                    prefix + "connect: connection refused");
        }
        QuicConnectionCloseEvent closed = cause instanceof QuicClosedChannelException told ? told.event() : event;
        if (closed != null) {
            return closed(closed);
        }
        if (cause instanceof SSLException) {
            return TransportError.other("tls: " + message(cause));
        }
        return cause instanceof QuicTimeoutClosedChannelException
                ? SILENT
                : new TransportError(TransportError.NON_TCP, prefix + message(cause));
    }

    /** Whether the target's machine said that nobody listens. */
    static boolean isRefusal(Throwable cause) {
        return cause instanceof PortUnreachableException || cause instanceof ConnectException;
    }

    /** The peer, or this side, has closed the connection. */
    static TransportError closed(QuicConnectionCloseEvent event) {
        if (event.isTlsError()) {
            int alert = QuicConnectionCloseEvent.extractTlsError(event.error());
            return TransportError.other("tls: the peer ended the handshake with alert " + alert);
        }
        String reason = new String(event.reason(), StandardCharsets.UTF_8);
        String name =
                event.isApplicationClose() ? name(event.error()) : "QUIC error 0x" + Integer.toHexString(event.error());
        return new TransportError(
                TransportError.CONNECTION,
                "http3: connection error " + name,
                "http3: connection closed: " + name + (reason.isEmpty() ? "" : "; " + StatusLine.shown(reason)));
    }

    /** The connection is gone and nobody said why. */
    static TransportError lost(boolean timedOut) {
        return timedOut ? SILENT : Failures.EOF;
    }

    static TransportError goAway() {
        return new TransportError(
                TransportError.GO_AWAY,
                "http3: received GOAWAY",
                "http3: server sent GOAWAY before it took the request");
    }

    /** Something broke on one stream. */
    static TransportError stream(Throwable cause) {
        if (cause instanceof QuicStreamResetException reset) {
            String name = name(reset.applicationProtocolCode());
            return new TransportError(
                    TransportError.STREAM, "http3: stream error " + name, "http3: stream reset by peer: " + name);
        }
        if (cause instanceof Http3Exception broken) {
            String name = broken.errorCode().name();
            return new TransportError(
                    TransportError.STREAM, "http3: stream error " + name, "http3: " + name + "; " + message(broken));
        }
        if (cause instanceof ClosedChannelException) {
            return Failures.EOF;
        }
        int code = cause instanceof QuicException ? TransportError.NON_TCP : TransportError.OTHER;
        return new TransportError(code, "http3: " + message(cause));
    }

    /** Whether the peer says that it has not looked at the request. */
    static boolean isRejection(Throwable cause) {
        return cause instanceof QuicStreamResetException reset
                && reset.applicationProtocolCode() == Http3ErrorCode.H3_REQUEST_REJECTED.code();
    }

    private static String name(long code) {
        for (Http3ErrorCode known : Http3ErrorCode.values()) {
            if (known.code() == code) {
                return known.name();
            }
        }
        return "unknown error code 0x" + Long.toHexString(code);
    }

    private static String message(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
