package io.loadbank.http;

/** Reads the small texts that frame messages. */
final class Framing {

    /** Of a chunk's size line, extensions included. */
    static final int MAX_CHUNK_LINE = 4096;

    private Framing() {}

    /** A decimal length, or -1. */
    static long contentLength(String value) {
        long length = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9' || i > 17) {
                return -1;
            }
            length = 10 * length + (c - '0');
        }
        return value.isEmpty() ? -1 : length;
    }

    /** A hexadecimal length, possibly followed by blanks or an extension, or -1. */
    static long chunkSize(byte[] line, int length) {
        long size = 0;
        int i = 0;
        for (; i < length; i++) {
            int digit = Character.digit(line[i], 16);
            if (digit < 0 || i > 14) {
                break;
            }
            size = size << 4 | digit;
        }
        boolean ends = i == length || line[i] == ';' || line[i] == ' ' || line[i] == '\t';
        return i == 0 || !ends ? -1 : size;
    }

    /** Whether a comma-separated list has that token, in any letter case. */
    static boolean hasToken(String list, String token) {
        if (list.isEmpty()) {
            return false;
        }
        for (String item : list.split(",", -1)) {
            if (item.strip().equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }
}
