package io.loadbank.script.module.text;

import org.jspecify.annotations.Nullable;

/**
 * The decoder of the WHATWG Encoding Standard for one {@code TextDecoder}: remembers the beginning of a character
 * between calls. Not thread-safe.
 */
final class TextStream {

    private static final char MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    private final TextCoding coding;
    private final boolean fatal;
    private final boolean keepMark;
    private boolean begun;
    private boolean bad;

    // UTF-8: the code point so far, how many bytes it still needs, and the bounds of the next one
    private int codePoint;
    private int needed;
    private int lower = 0x80;
    private int upper = 0xBF;

    // UTF-16: a first byte, or -1, and a high surrogate, or 0
    private int firstByte = -1;
    private char highSurrogate;

    /**
     * @param fatal whether bad input ends the decoding instead of becoming U+FFFD
     * @param keepMark whether a byte order mark stays in the text
     */
    TextStream(TextCoding coding, boolean fatal, boolean keepMark) {
        this.coding = coding;
        this.fatal = fatal;
        this.keepMark = keepMark;
    }

    String label() {
        return coding.label();
    }

    /**
     * Decodes the next bytes.
     *
     * @param more whether others follow; if not, what is incomplete is bad and the next call begins anew
     * @return null if the input is bad and the decoder fatal
     */
    @Nullable
    String decode(byte[] input, boolean more) {
        StringBuilder text = new StringBuilder(input.length);
        bad = false;
        switch (coding) {
            case UTF_8 -> {
                for (byte b : input) {
                    utf8(b & 0xFF, text);
                }
            }
            case UTF_16LE, UTF_16BE -> {
                for (byte b : input) {
                    utf16(b & 0xFF, text);
                }
            }
        }
        if (!more) {
            end(text);
        }
        if (!begun && !text.isEmpty()) {
            begun = true;
            if (!keepMark && text.charAt(0) == MARK) {
                text.deleteCharAt(0);
            }
        }
        boolean refused = fatal && bad;
        if (!more || refused) {
            reset();
        }
        return refused ? null : text.toString();
    }

    private void end(StringBuilder text) {
        if (needed > 0 || firstByte >= 0 || highSurrogate != 0) {
            replace(text);
        }
    }

    private void reset() {
        begun = false;
        startCharacter();
        firstByte = -1;
        highSurrogate = 0;
    }

    private void startCharacter() {
        codePoint = 0;
        needed = 0;
        lower = 0x80;
        upper = 0xBF;
    }

    private void replace(StringBuilder text) {
        bad = true;
        text.append(REPLACEMENT);
    }

    private void utf8(int b, StringBuilder text) {
        if (needed == 0) {
            lead(b, text);
            return;
        }
        if (b < lower || b > upper) {
            startCharacter();
            replace(text);
            lead(b, text);
            return;
        }
        lower = 0x80;
        upper = 0xBF;
        codePoint = (codePoint << 6) | (b & 0x3F);
        if (--needed == 0) {
            text.appendCodePoint(codePoint);
            startCharacter();
        }
    }

    private void lead(int b, StringBuilder text) {
        if (b < 0x80) {
            text.append((char) b);
        } else if (b >= 0xC2 && b <= 0xDF) {
            needed = 1;
            codePoint = b & 0x1F;
        } else if (b >= 0xE0 && b <= 0xEF) {
            lower = b == 0xE0 ? 0xA0 : 0x80;
            upper = b == 0xED ? 0x9F : 0xBF;
            needed = 2;
            codePoint = b & 0xF;
        } else if (b >= 0xF0 && b <= 0xF4) {
            lower = b == 0xF0 ? 0x90 : 0x80;
            upper = b == 0xF4 ? 0x8F : 0xBF;
            needed = 3;
            codePoint = b & 0x7;
        } else {
            replace(text);
        }
    }

    private void utf16(int b, StringBuilder text) {
        if (firstByte < 0) {
            firstByte = b;
            return;
        }
        char unit = (char) (coding == TextCoding.UTF_16BE ? (firstByte << 8) | b : (b << 8) | firstByte);
        firstByte = -1;
        if (highSurrogate != 0) {
            char high = highSurrogate;
            highSurrogate = 0;
            if (Character.isLowSurrogate(unit)) {
                text.append(high).append(unit);
                return;
            }
            replace(text);
        }
        if (Character.isHighSurrogate(unit)) {
            highSurrogate = unit;
        } else if (Character.isLowSurrogate(unit)) {
            replace(text);
        } else {
            text.append(unit);
        }
    }
}
