package io.loadbank.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The spelling of header names: first letter and letters after {@code -} upper case, all others lower. Names that
 * contain anything but token characters (RFC 9110, 5.6.2) keep their spelling.
 */
final class HeaderName {

    private static final boolean[] TOKEN = tokenCharacters();

    /** Common names by the hash of their lower-case bytes, so that reading a response makes no new strings for them. */
    private static final @Nullable String[] KNOWN = new @Nullable String[512];

    private static final String[] COMMON = {
        "Accept-Ranges",
        "Access-Control-Allow-Credentials",
        "Access-Control-Allow-Headers",
        "Access-Control-Allow-Methods",
        "Access-Control-Allow-Origin",
        "Age",
        "Allow",
        "Alt-Svc",
        "Authorization",
        "Cache-Control",
        "Connection",
        "Content-Disposition",
        "Content-Encoding",
        "Content-Language",
        "Content-Length",
        "Content-Location",
        "Content-Range",
        "Content-Security-Policy",
        "Content-Type",
        "Cookie",
        "Date",
        "Etag",
        "Expires",
        "Host",
        "Keep-Alive",
        "Last-Modified",
        "Link",
        "Location",
        "Pragma",
        "Proxy-Authenticate",
        "Referer",
        "Referrer-Policy",
        "Retry-After",
        "Server",
        "Set-Cookie",
        "Strict-Transport-Security",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "User-Agent",
        "Vary",
        "Via",
        "Warning",
        "Www-Authenticate",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "X-Powered-By",
        "X-Request-Id",
        "X-Xss-Protection"
    };

    static {
        for (String name : COMMON) {
            byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
            int slot = hash(bytes, 0, bytes.length) & (KNOWN.length - 1);
            while (KNOWN[slot] != null) {
                slot = (slot + 1) & (KNOWN.length - 1);
            }
            KNOWN[slot] = name;
        }
    }

    private HeaderName() {}

    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128 || !TOKEN[c]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static String canonical(String name) {
        if (!isToken(name)) {
            return name;
        }
        boolean upper = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != cased(c, upper)) {
                return recased(name);
            }
            upper = c == '-';
        }
        return name;
    }

    /** The canonical name in a line of a response, or null if those bytes are no token. */
    static @Nullable String canonical(byte[] line, int from, int to) {
        int slot = hash(line, from, to) & (KNOWN.length - 1);
        for (String known = KNOWN[slot]; known != null; known = KNOWN[slot]) {
            if (matches(known, line, from, to)) {
                return known;
            }
            slot = (slot + 1) & (KNOWN.length - 1);
        }
        String name = new String(line, from, to - from, StandardCharsets.ISO_8859_1);
        return isToken(name) ? canonical(name) : null;
    }

    private static String recased(String name) {
        char[] chars = name.toCharArray();
        boolean upper = true;
        for (int i = 0; i < chars.length; i++) {
            chars[i] = cased(chars[i], upper);
            upper = chars[i] == '-';
        }
        return new String(chars);
    }

    private static char cased(char c, boolean upper) {
        if (upper) {
            return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
        }
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    private static boolean matches(String known, byte[] line, int from, int to) {
        if (known.length() != to - from) {
            return false;
        }
        for (int i = 0; i < known.length(); i++) {
            int a = known.charAt(i);
            int b = line[from + i];
            if (a != b && (((a ^ b) != 32) || !Character.isLetter(a))) {
                return false;
            }
        }
        return true;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + (bytes[i] | 32);
        }
        return hash ^ (hash >>> 9);
    }

    private static boolean[] tokenCharacters() {
        boolean[] token = new boolean[128];
        Arrays.fill(token, '0', '9' + 1, true);
        Arrays.fill(token, 'a', 'z' + 1, true);
        Arrays.fill(token, 'A', 'Z' + 1, true);
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            token[c] = true;
        }
        return token;
    }
}
