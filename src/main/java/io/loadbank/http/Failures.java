package io.loadbank.http;

import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Turns what the network threw into error codes and texts. */
final class Failures {

    static final TransportError TIMED_OUT = new TransportError(TransportError.TIMEOUT, "request timeout");
    static final TransportError DIAL_TIMED_OUT =
            new TransportError(TransportError.DIAL_TIMEOUT, "dial: i/o timeout", "dial tcp: i/o timeout");
    static final TransportError CANCELLED = TransportError.other("context canceled");
    static final TransportError CLOSED = TransportError.other("http client is closed");
    static final TransportError EOF = TransportError.other("EOF");

    private Failures() {}

    static TransportError dial(Throwable cause, InetSocketAddress address) {
        String prefix = "dial tcp " + address.getAddress().getHostAddress() + ":" + address.getPort() + ": ";
        String text = text(cause);
        if (cause instanceof ConnectTimeoutException) {
            return new TransportError(TransportError.DIAL_TIMEOUT, "dial: i/o timeout", prefix + "i/o timeout");
        }
        if (cause instanceof ConnectException && text.contains("refused")) {
            return new TransportError(
                    TransportError.CONNECTION_REFUSED,
                    "dial: connection refused",
                    prefix + "connect: connection refused");
        }
        for (String known : new String[] {
            "no route to host",
            "network is unreachable",
            "host is down",
            "address already in use",
            "cannot assign requested address",
            "connection timed out",
            "connection reset by peer",
            "permission denied",
            "invalid argument"
        }) {
            if (text.contains(known)) {
                return new TransportError(
                        TransportError.DIAL_UNKNOWN_ERRNO,
                        "dial: unknown errno (" + known + ")",
                        prefix + "connect: " + known);
            }
        }
        return new TransportError(TransportError.DIAL, prefix + text);
    }

    /** Whether a connection could not be made because this machine has no port or no file left for it. */
    static boolean isOfThisMachine(Throwable cause) {
        String text = text(cause);
        return text.contains("cannot assign requested address")
                || text.contains("address already in use")
                || text.contains("too many open files");
    }

    /** A proxy does not open the way. */
    static TransportError proxy(Throwable cause) {
        return cause instanceof ProxyConnectException
                ? TransportError.other("proxyconnect: " + message(cause))
                : read(cause);
    }

    static TransportError handshake(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof CertificateFailure failure) {
                return failure.error();
            }
            if (t instanceof NotSslRecordException) {
                return new TransportError(
                        TransportError.TLS_RECORD_HEADER, "tls: first record does not look like a TLS handshake");
            }
        }
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof SSLException && !(t.getCause() instanceof ClosedChannelException)) {
                return TransportError.other("tls: " + message(t));
            }
        }
        return read(cause);
    }

    static TransportError read(Throwable cause) {
        if (cause instanceof DecoderException && cause.getCause() != null) {
            return handshake(cause.getCause());
        }
        return stream(cause, "read");
    }

    static TransportError write(Throwable cause) {
        return stream(cause, "write");
    }

    private static TransportError stream(Throwable cause, String operation) {
        String text = text(cause);
        if (text.contains("connection reset")) {
            String words = operation + ": connection reset by peer";
            return new TransportError(TransportError.CONNECTION_RESET, words);
        }
        if (text.contains("broken pipe")) {
            return new TransportError(TransportError.BROKEN_PIPE, operation + ": broken pipe");
        }
        if (cause instanceof ClosedChannelException || cause instanceof EOFException) {
            return EOF;
        }
        if (cause instanceof NativeIoException errno) {
            String words = operation + ": unknown errno " + Math.abs(errno.expectedErr());
            return new TransportError(TransportError.UNKNOWN_ERRNO, words);
        }
        if (cause instanceof SSLException) {
            return TransportError.other("tls: " + message(cause));
        }
        int code = cause instanceof IOException ? TransportError.TCP : TransportError.OTHER;
        return new TransportError(code, operation + ": " + message(cause));
    }

    private static String text(Throwable cause) {
        return message(cause).toLowerCase(Locale.ROOT);
    }

    private static String message(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
