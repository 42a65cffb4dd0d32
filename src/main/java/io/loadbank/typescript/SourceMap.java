package io.loadbank.typescript;

import java.util.Arrays;

/**
 * Places of generated code and the places of the source they come from: the field {@code mappings} of a source map,
 * revision 3, decoded. Immutable. Lines and columns count from 1, columns in UTF-16 units.
 */
public final class SourceMap {

    /** A place in the source. */
    public record Place(int line, int column) {}

    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** Segment after segment, in order of the generated place: its line, its column, the source's line and column. */
    private final int[] segments;

    private SourceMap(int[] segments) {
        this.segments = segments;
    }

    /**
     * Reads the field.
     *
     * @throws IllegalArgumentException if the text is no list of mappings
     */
    public static SourceMap decode(String mappings) {
        int[] segments = new int[64];
        int used = 0;
        int[] fields = new int[5];
        int line = 0;
        int column = 0;
        int sourceLine = 0;
        int sourceColumn = 0;
        int at = 0;
        while (at < mappings.length()) {
            char next = mappings.charAt(at);
            if (next == ';' || next == ',') {
                line += next == ';' ? 1 : 0;
                column = next == ';' ? 0 : column;
                at++;
                continue;
            }
            int count = 0;
            while (at < mappings.length() && mappings.charAt(at) != ';' && mappings.charAt(at) != ',') {
                if (count == fields.length) {
                    throw new IllegalArgumentException("a segment has more than five fields");
                }
                at = number(mappings, at, fields, count++);
            }
            column += fields[0];
            if (count < 4) {
                continue;
            }
            sourceLine += fields[2];
            sourceColumn += fields[3];
            if (used + 4 > segments.length) {
                segments = Arrays.copyOf(segments, segments.length * 2);
            }
            segments[used] = line;
            segments[used + 1] = column;
            segments[used + 2] = sourceLine;
            segments[used + 3] = sourceColumn;
            used += 4;
        }
        return new SourceMap(Arrays.copyOf(segments, used));
    }

    /** Reads a base 64 VLQ number into a field; returns where it ends. */
    private static int number(String text, int start, int[] fields, int field) {
        int at = start;
        int shift = 0;
        long value = 0;
        while (true) {
            int digit = at < text.length() ? BASE64.indexOf(text.charAt(at)) : -1;
            if (digit < 0 || shift > 30) {
                throw new IllegalArgumentException("no base 64 VLQ number at " + start);
            }
            at++;
            value |= (long) (digit & 31) << shift;
            shift += 5;
            if ((digit & 32) == 0) {
                long magnitude = value >>> 1;
                fields[field] = (int) ((value & 1) == 0 ? magnitude : -magnitude);
                return at;
            }
        }
    }

    /**
     * Where a place of the generated code comes from: from the nearest mapped place before it on its line, else after
     * it.
     *
     * @return the same place if nothing on its line or before is mapped
     */
    public Place source(int line, int column) {
        int low = 0;
        int high = segments.length / 4 - 1;
        int found = -1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = segments[4 * middle] != line - 1
                    ? Integer.compare(segments[4 * middle], line - 1)
                    : Integer.compare(segments[4 * middle + 1], column - 1);
            if (order <= 0) {
                found = middle;
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        boolean sameLine = found >= 0 && segments[4 * found] == line - 1;
        if (!sameLine && low < segments.length / 4 && segments[4 * low] == line - 1) {
            found = low;
        }
        return found < 0
                ? new Place(line, column)
                : new Place(segments[4 * found + 2] + 1, segments[4 * found + 3] + 1);
    }
}
