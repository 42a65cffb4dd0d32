package io.loadbank.script.module.http;

import java.nio.charset.StandardCharsets;

/** A body as text: UTF-8, each byte that does not belong to a character a replacement character of its own. */
final class BodyText {

    private static final char REPLACEMENT = '\uFFFD';

    private BodyText() {}

    static String of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // The JDK folds some runs of bad bytes into one replacement; only then the slow way is needed.
        return text.indexOf(REPLACEMENT) < 0 ? text : byteByByte(bytes);
    }

    private static String byteByByte(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            int length = sequenceLength(bytes[i]);
            String character = length == 0 || i + length > bytes.length
                    ? ""
                    : new String(bytes, i, length, StandardCharsets.UTF_8);
            boolean whole = !character.isEmpty() && character.codePointCount(0, character.length()) == 1;
            boolean valid = whole && (character.charAt(0) != REPLACEMENT || isReplacement(bytes, i, length));
            text.append(valid ? character : REPLACEMENT);
            i += valid ? length : 1;
        }
        return text.toString();
    }

    private static int sequenceLength(byte first) {
        int lead = first & 0xFF;
        return lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    }

    private static boolean isReplacement(byte[] bytes, int at, int length) {
        return length == 3
                && (bytes[at] & 0xFF) == 0xEF
                && (bytes[at + 1] & 0xFF) == 0xBF
                && (bytes[at + 2] & 0xFF) == 0xBD;
    }
}
