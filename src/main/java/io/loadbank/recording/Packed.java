package io.loadbank.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Bytes that are written and read number by number, small ones in few bytes. A double that is whole takes as many as a
 * whole number, another one four, with a relative error of at most 2<sup>-24</sup>.
 */
final class Packed {
    private static final double MAX_WHOLE = 1L << 50;
    private static final int WHOLE = 0;
    private static final int FLOAT = 1;
    private static final int DOUBLE = 2;

    private Packed() {}

    static void number(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    static long number(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }

    /** A number that may be negative. */
    static void signed(ByteArrayOutputStream out, long value) {
        number(out, (value << 1) ^ (value >> 63));
    }

    static long signed(ByteBuffer in) {
        long value = number(in);
        return (value >>> 1) ^ -(value & 1);
    }

    static void real(ByteArrayOutputStream out, double value) {
        float near = (float) value;
        if (value == Math.rint(value) && Math.abs(value) < MAX_WHOLE) {
            long whole = (long) value;
            number(out, (((whole << 1) ^ (whole >> 63)) << 2) | WHOLE);
        } else if (Float.isFinite(near) == Double.isFinite(value) && (near != 0 || value == 0)) {
            out.write(FLOAT);
            out.writeBytes(ByteBuffer.allocate(4).putFloat(near).array());
        } else {
            out.write(DOUBLE);
            out.writeBytes(ByteBuffer.allocate(8).putDouble(value).array());
        }
    }

    static double real(ByteBuffer in) {
        long tagged = number(in);
        return switch ((int) tagged & 3) {
            case WHOLE -> (double) ((tagged >>> 3) ^ -((tagged >>> 2) & 1));
            case FLOAT -> in.getFloat();
            default -> in.getDouble();
        };
    }

    static void text(ByteArrayOutputStream out, String value) {
        byte[] bytes = value.getBytes(UTF_8);
        number(out, bytes.length);
        out.writeBytes(bytes);
    }

    static String text(ByteBuffer in) {
        byte[] bytes = new byte[Math.toIntExact(number(in))];
        in.get(bytes);
        return new String(bytes, UTF_8);
    }
}
