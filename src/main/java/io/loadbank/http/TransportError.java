package io.loadbank.http;

/**
 * Why a hop ended without a usable response.
 *
 * @param code the stable error code, 1000 to 1701; never an HTTP status code
 * @param text the short text for the {@code error} tag and field, such as {@code dial: connection refused}
 * @param detail the full text for an exception, such as {@code dial tcp 127.0.0.1:1: connect: connection refused}
 */
public record TransportError(int code, String text, String detail) {

    public static final int OTHER = 1000;
    public static final int NON_TCP = 1010;
    public static final int INVALID_URL = 1020;
    public static final int TIMEOUT = 1050;
    public static final int DNS = 1100;
    public static final int NO_SUCH_HOST = 1101;
    public static final int BLACKLISTED_IP = 1110;
    public static final int BLOCKED_HOSTNAME = 1111;
    public static final int TCP = 1200;
    public static final int BROKEN_PIPE = 1201;
    public static final int UNKNOWN_ERRNO = 1202;
    public static final int DIAL = 1210;
    public static final int DIAL_TIMEOUT = 1211;
    public static final int CONNECTION_REFUSED = 1212;
    public static final int DIAL_UNKNOWN_ERRNO = 1213;
    public static final int CONNECTION_RESET = 1220;
    public static final int TLS = 1300;
    public static final int TLS_RECORD_HEADER = 1301;
    public static final int UNKNOWN_AUTHORITY = 1310;
    public static final int HOSTNAME_MISMATCH = 1311;
    /** Added to an HTTP status of 400 and above to give that response's error code. */
    public static final int HTTP_STATUS_BASE = 1000;

    /** HTTP/2 errors of a kind that has no code; with one, the code plus one is added. */
    public static final int GO_AWAY = 1610;

    public static final int STREAM = 1630;
    public static final int CONNECTION = 1650;
    public static final int DECOMPRESSION = 1701;

    /** An error whose full text is its short text. */
    public TransportError(int code, String text) {
        this(code, text, text);
    }

    static TransportError other(String text) {
        return new TransportError(OTHER, text);
    }
}
