package io.loadbank.script.module.files;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads records from the bytes of a CSV file (RFC 4180), one at a time and without a copy of the file. Empty lines are no
 * records; line ends inside quotes become {@code \n}. Not thread-safe.
 */
final class CsvReader {

    private final byte[] bytes;
    private final byte[] delimiter;
    private int at;
    private int line = 1;
    private int recordLine = 1;
    private byte[] field = new byte[64];
    private int length;

    /** @param position where to begin; may lie behind the end */
    CsvReader(byte[] bytes, int position, char delimiter) {
        this.bytes = bytes;
        this.at = Math.min(position, bytes.length);
        this.delimiter = String.valueOf(delimiter).getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes of the file up to here. */
    int position() {
        return at;
    }

    /** The line the last record begins in, from 1 where the reading began. */
    int line() {
        return recordLine;
    }

    /** The fields of the next record; null at the end of the file. */
    @Nullable
    List<String> next() throws CsvException {
        while (at < bytes.length && endOfLine() > 0) {
            at += endOfLine();
            line++;
        }
        if (at >= bytes.length) {
            return null;
        }
        recordLine = line;
        List<String> record = new ArrayList<>();
        while (true) {
            record.add(at < bytes.length && bytes[at] == '"' ? quoted() : plain());
            if (isDelimiter()) {
                at += delimiter.length;
                continue;
            }
            at += endOfLine();
            line++;
            return record;
        }
    }

    private String plain() throws CsvException {
        int start = at;
        while (at < bytes.length && !isDelimiter() && endOfLine() == 0) {
            if (bytes[at] == '"') {
                throw new CsvException("line " + line + ": a quote in a field that does not begin with one");
            }
            at++;
        }
        return new String(bytes, start, at - start, StandardCharsets.UTF_8);
    }

    private String quoted() throws CsvException {
        int opened = line;
        at++;
        length = 0;
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b == '"') {
                at++;
                if (at < bytes.length && bytes[at] == '"') {
                    append((byte) '"');
                    at++;
                    continue;
                }
                if (at < bytes.length && !isDelimiter() && endOfLine() == 0) {
                    throw new CsvException("line " + line + ": text behind the closing quote of a field");
                }
                return new String(field, 0, length, StandardCharsets.UTF_8);
            }
            int end = endOfLine();
            if (end > 0) {
                line++;
            }
            append(end > 0 ? (byte) '\n' : b);
            at += Math.max(1, end);
        }
        throw new CsvException("line " + opened + ": a quoted field is not closed");
    }

    private void append(byte b) {
        if (length == field.length) {
            field = Arrays.copyOf(field, length * 2);
        }
        field[length++] = b;
    }

    private boolean isDelimiter() {
        for (int i = 0; i < delimiter.length; i++) {
            if (at + i >= bytes.length || bytes[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    /** How many bytes of a line end stand here; 0 if none does. */
    private int endOfLine() {
        if (at < bytes.length && bytes[at] == '\n') {
            return 1;
        }
        return at + 1 < bytes.length && bytes[at] == '\r' && bytes[at + 1] == '\n' ? 2 : 0;
    }
}
