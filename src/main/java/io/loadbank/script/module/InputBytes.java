package io.loadbank.script.module;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** The bytes a script hands over, as text or in a buffer. */
public final class InputBytes {

    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    private InputBytes() {}

    /** The bytes of a string (UTF-8), an {@code ArrayBuffer} or a {@code Uint8Array}; null for anything else. */
    public static byte @Nullable [] of(Value value) {
        if (value.isString()) {
            return utf8(value.asString());
        }
        byte[] bytes = Guest.bytes(value);
        return bytes == null && isByteView(value) ? view(value) : bytes;
    }

    /** The bytes of an {@code ArrayBuffer} or of any view of one; null for anything else. */
    public static byte @Nullable [] ofBufferSource(Value value) {
        byte[] bytes = Guest.bytes(value);
        return bytes == null ? view(value) : bytes;
    }

    /** Text as UTF-8, a surrogate without its other half as U+FFFD. */
    public static byte[] utf8(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .replaceWith(REPLACEMENT)
                    .encode(CharBuffer.wrap(text));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("UTF-8 has no code for some text", e);
        }
    }

    /** Whether it is a subclass of {@code Uint8Array}, such as the Buffer that bundlers bring. */
    private static boolean isByteView(Value value) {
        if (!value.hasArrayElements() || !value.hasMember("BYTES_PER_ELEMENT")) {
            return false;
        }
        String type = Guest.typeName(value);
        Value width = value.getMember("BYTES_PER_ELEMENT");
        return width.fitsInInt()
                && width.asInt() == 1
                && !type.equals("Int8Array")
                && !type.equals("Uint8ClampedArray");
    }

    private static byte @Nullable [] view(Value value) {
        if (value.isString() || !value.hasMembers() || !value.hasMember("byteLength") || !value.hasMember("buffer")) {
            return null;
        }
        Value buffer = value.getMember("buffer");
        Value offset = value.getMember("byteOffset");
        Value length = value.getMember("byteLength");
        if (!buffer.hasBufferElements()
                || !offset.fitsInLong()
                || !length.fitsInInt()
                || offset.asLong() < 0
                || length.asInt() < 0
                || offset.asLong() + length.asInt() > buffer.getBufferSize()) {
            return null;
        }
        byte[] bytes = new byte[length.asInt()];
        buffer.readBuffer(offset.asLong(), bytes, 0, bytes.length);
        return bytes;
    }
}
