package io.loadbank.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array that request heads are written into; reused by its owner. */
final class WireBuffer {

    private byte[] bytes = new byte[512];
    private int length;

    void clear() {
        length = 0;
        if (bytes.length > 1 << 16) {
            bytes = new byte[512];
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Appends a text as UTF-8. */
    WireBuffer text(String text) {
        int chars = text.length();
        ensure(chars);
        int at = length;
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c >= 128) {
                return encoded(text);
            }
            bytes[at++] = (byte) c;
        }
        length = at;
        return this;
    }

    WireBuffer number(long number) {
        return text(Long.toString(number));
    }

    private WireBuffer encoded(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ensure(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
        return this;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
