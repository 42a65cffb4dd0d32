package io.loadbank.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Status line and header fields of one response, taken in line by line, and what they say about its framing. */
final class ResponseHead {

    /** A hostile head is small and yet has very many fields: joining and finding them must stay cheap. */
    private static final int MAX_LINES = 1000;

    private static final String TOO_MANY = "net/http: server response has more than " + MAX_LINES + " header lines";

    private StatusLine status = StatusLine.NONE;
    private int lines;
    private Headers.Builder headers = Headers.builder();
    private List<String> setCookies = List.of();
    private @Nullable String lastName;
    private String connection = "";
    private boolean chunked;
    private long length = -1;

    /** Forgets the fields; the status line is kept, the next one is often the same. */
    void begin() {
        lines = 0;
        headers = Headers.builder();
        setCookies = List.of();
        lastName = null;
        connection = "";
        chunked = false;
        length = -1;
    }

    /** Takes the first line; returns why it is none, or an empty text. */
    String statusLine(byte[] bytes, int end) {
        if (status.status() == 0 || !status.sameAs(bytes, end)) {
            status = StatusLine.read(bytes, end);
        }
        String failure = status.failure();
        if (!failure.isEmpty()) {
            status = StatusLine.NONE;
        }
        return failure;
    }

    /** Takes a status that came without a line. */
    void status(StatusLine known) {
        status = known;
    }

    /** Takes a header field that came by itself; returns why it is none, or an empty text. */
    String nextField(String canonicalName, String value) {
        if (++lines > MAX_LINES) {
            return TOO_MANY;
        }
        return field(canonicalName, value);
    }

    /** Takes a header line that is not empty; returns why it is none, or an empty text. */
    String field(byte[] bytes, int end) {
        if (++lines > MAX_LINES) {
            return TOO_MANY;
        }
        if (isBlank(bytes[0])) {
            return folded(bytes, end);
        }
        int colon = 0;
        while (colon < end && bytes[colon] != ':') {
            colon++;
        }
        String name = colon == end ? null : HeaderName.canonical(bytes, 0, colon);
        if (name == null) {
            return malformed(bytes, end);
        }
        int from = colon + 1;
        int to = end;
        while (from < to && isBlank(bytes[from])) {
            from++;
        }
        while (to > from && isBlank(bytes[to - 1])) {
            to--;
        }
        lastName = name;
        return field(name, new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    private String field(String name, String value) {
        switch (name) {
            case "Content-Length" -> {
                return contentLength(value);
            }
            case "Transfer-Encoding" -> {
                return transferEncoding(value);
            }
            case "Connection" -> connection = connection.isEmpty() ? value : connection + "," + value;
            case "Set-Cookie" -> {
                if (setCookies.isEmpty()) {
                    setCookies = new ArrayList<>(4);
                }
                setCookies.add(value);
            }
            default -> {}
        }
        headers.addCanonical(name, value);
        return "";
    }

    /** A line that begins with a blank continues the value before it. */
    private String folded(byte[] bytes, int end) {
        String name = lastName;
        String value = name == null ? null : headers.get(name);
        if (name == null || value == null) {
            return malformed(bytes, end);
        }
        headers.set(name, value + " " + new String(bytes, 0, end, StandardCharsets.UTF_8).strip());
        return "";
    }

    private static String malformed(byte[] bytes, int end) {
        return "malformed MIME header line: " + StatusLine.shown(new String(bytes, 0, end, StandardCharsets.UTF_8));
    }

    private String contentLength(String value) {
        long parsed = Framing.contentLength(value);
        if (parsed < 0 || (length >= 0 && length != parsed)) {
            return "bad Content-Length \"" + StatusLine.shown(value) + "\"";
        }
        if (length < 0) {
            headers.addCanonical("Content-Length", value);
        }
        length = parsed;
        return "";
    }

    private String transferEncoding(String value) {
        if (!value.equalsIgnoreCase("chunked") || chunked) {
            return "unsupported transfer encoding: \"" + StatusLine.shown(value) + "\"";
        }
        chunked = true;
        return "";
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    StatusLine status() {
        return status;
    }

    Headers headers() {
        return headers.build();
    }

    /** Raw values in wire order. */
    List<String> setCookies() {
        return setCookies;
    }

    boolean isChunked() {
        return chunked;
    }

    /** The promised length of the body, or -1. */
    long length() {
        return length;
    }

    /** Whether version and header let the connection live on. */
    boolean keepsAlive() {
        return !Framing.hasToken(connection, "close")
                && (!status.http10() || Framing.hasToken(connection, "keep-alive"));
    }
}
