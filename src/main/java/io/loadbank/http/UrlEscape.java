package io.loadbank.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Percent-escaping by the part of a URL that a character stands in. */
final class UrlEscape {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    private static final boolean[] PATH_BARE = bare("$&+,/:;=@");
    private static final boolean[] PATH_VALID = bare("$&+,/:;=@!'()*[]%");
    private static final boolean[] FRAGMENT_BARE = bare("$&+,/:;=?@!()*");
    private static final boolean[] FRAGMENT_VALID = bare("$&+,/:;=?@!'()*[]%");
    private static final boolean[] QUERY_BARE = bare("");
    private static final boolean[] HOST_BARE = bare("!$&'()*+,;=:[]<>\"");

    private UrlEscape() {}

    /** A path as it is sent: itself while all its characters are valid, else escaped anew from its decoded form. */
    static String path(String raw) {
        return raw.equals("*") || only(raw, PATH_VALID) ? raw : encode(decode(raw), PATH_BARE, false);
    }

    static String fragment(String raw) {
        return only(raw, FRAGMENT_VALID) ? raw : encode(decode(raw), FRAGMENT_BARE, false);
    }

    /** The escaping of form fields: letters, digits and {@code -_.~} bare, space as {@code +}. */
    static String query(String text) {
        return encode(text, QUERY_BARE, true);
    }

    static String host(String host) {
        return only(host, HOST_BARE) ? host : encode(host, HOST_BARE, false);
    }

    static boolean validInHost(char c) {
        return c >= 128 || HOST_BARE[c];
    }

    /** The first thing that is no escape, such as {@code %zz} or {@code %4}; empty if all are. */
    static String firstBadEscape(String text) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            if (i + 2 >= text.length() || hex(text.charAt(i + 1)) < 0 || hex(text.charAt(i + 2)) < 0) {
                return text.substring(i, Math.min(i + 3, text.length()));
            }
        }
        return "";
    }

    /** Undoes escapes; what is no escape stays. The bytes that result are read as UTF-8. */
    static String decode(String text) {
        return text.indexOf('%') < 0 ? text : new String(decodeBytes(text), StandardCharsets.UTF_8);
    }

    private static byte[] decodeBytes(String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            byte b = in[i];
            if (b == '%' && i + 2 < in.length && hex(in[i + 1]) >= 0 && hex(in[i + 2]) >= 0) {
                b = (byte) (hex(in[i + 1]) << 4 | hex(in[i + 2]));
                i += 2;
            }
            in[length++] = b;
        }
        return Arrays.copyOf(in, length);
    }

    private static String encode(String text, boolean[] bare, boolean plus) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 0 && bare[b]) {
                out.write(b);
            } else if (b == ' ' && plus) {
                out.write('+');
            } else {
                out.write('%');
                out.write(HEX[(b >> 4) & 15]);
                out.write(HEX[b & 15]);
            }
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static boolean only(String text, boolean[] valid) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128 || !valid[c]) {
                return false;
            }
        }
        return true;
    }

    private static int hex(int c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private static boolean[] bare(String punctuation) {
        boolean[] bare = new boolean[128];
        Arrays.fill(bare, '0', '9' + 1, true);
        Arrays.fill(bare, 'a', 'z' + 1, true);
        Arrays.fill(bare, 'A', 'Z' + 1, true);
        for (char c : ("-_.~" + punctuation).toCharArray()) {
            bare[c] = true;
        }
        return bare;
    }
}
