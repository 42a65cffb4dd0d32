package io.loadbank.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first line of a response.
 *
 * @param proto {@code HTTP/1.1}
 * @param status three digits
 * @param text code and reason
 * @param failure why the line is none; empty if it is one
 * @param bytes the line as it came
 */
@SuppressWarnings("ArrayRecordComponent") // never changed or compared
record StatusLine(String proto, int status, String text, boolean http10, String failure, byte[] bytes) {

    static final StatusLine NONE = new StatusLine("", 0, "", false, "", new byte[0]);

    /** What stands for the line where there is none, in HTTP/2 and HTTP/3. */
    static StatusLine of(String proto, int status) {
        return new StatusLine(proto, status, status + " " + ReasonPhrase.of(status), false, "", NONE.bytes);
    }

    boolean sameAs(byte[] line, int length) {
        return Arrays.equals(bytes, 0, bytes.length, line, 0, length);
    }

    static StatusLine read(byte[] line, int length) {
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        int space = text.indexOf(' ');
        if (space < 0) {
            return malformed("malformed HTTP response \"" + shown(text) + "\"");
        }
        String proto = text.substring(0, space);
        String status = text.substring(space + 1).stripLeading();
        int end = status.indexOf(' ');
        String code = end < 0 ? status : status.substring(0, end);
        if (code.length() != 3 || !isDigits(code)) {
            return malformed("malformed HTTP status code \"" + shown(code) + "\"");
        }
        if (proto.length() != 8
                || !proto.startsWith("HTTP/")
                || !isDigits(proto.substring(5, 6))
                || proto.charAt(6) != '.'
                || !isDigits(proto.substring(7))) {
            return malformed("malformed HTTP version \"" + shown(proto) + "\"");
        }
        boolean old = proto.charAt(5) < '1' || proto.equals("HTTP/1.0");
        return new StatusLine(proto, Integer.parseInt(code), status, old, "", Arrays.copyOf(line, length));
    }

    private static StatusLine malformed(String failure) {
        return new StatusLine("", 0, "", false, failure, new byte[0]);
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Printable and short, for a message. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), 100); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7f) {
                shown.append(String.format("\\x%02x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }
}
