package io.loadbank.http;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/** Packs request bodies and unpacks response bodies by their {@code Content-Encoding}. Runs on the caller's thread. */
final class BodyCodec {

    /** Of brotli's 0 to 11: the highest levels cost a hundred times the rest. */
    private static final int BROTLI_QUALITY = 6;

    private BodyCodec() {}

    /** Packs a body with each coding in turn. */
    static byte[] encode(byte[] body, List<ContentCoding> codings) throws IOException {
        byte[] packed = body;
        for (ContentCoding coding : codings) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(packed.length / 2 + 64);
            try (OutputStream encoder = encoder(coding, out)) {
                encoder.write(packed);
            }
            packed = out.toByteArray();
        }
        return packed;
    }

    /** The header's value for those codings. */
    static String header(List<ContentCoding> codings) {
        return String.join(", ", codings.stream().map(ContentCoding::token).toList());
    }

    /**
     * Undoes the codings that a header names, the last first; names it does not know are skipped.
     *
     * @param limit of the bytes that any step may give
     */
    static Decoded decode(byte[] body, String contentEncoding, int limit) {
        String[] tokens = contentEncoding.split(",", -1);
        byte[] plain = body;
        for (int i = tokens.length - 1; i >= 0; i--) {
            ContentCoding coding = ContentCoding.of(tokens[i].strip().toLowerCase(Locale.ROOT));
            if (coding == null || plain.length == 0) {
                continue;
            }
            try (InputStream decoder = decoder(coding, new ByteArrayInputStream(plain))) {
                byte[] unpacked = read(decoder, plain.length, limit);
                if (unpacked.length > limit) {
                    return new Decoded.Broken("more than " + limit + " bytes");
                }
                plain = unpacked;
            } catch (EOFException e) {
                return new Decoded.Broken("unexpected EOF");
            } catch (IOException | RuntimeException | LinkageError e) {
                return new Decoded.Broken(coding.token() + ": " + e.getMessage());
            }
        }
        return new Decoded.Plain(plain);
    }

    /** At most one byte more than the limit. */
    private static byte[] read(InputStream in, int packed, int limit) throws IOException {
        byte[] bytes = new byte[(int) Math.min(limit + 1L, Math.max(512, 4L * packed))];
        int size = 0;
        while (true) {
            int count = in.read(bytes, size, bytes.length - size);
            if (count < 0) {
                return Arrays.copyOf(bytes, size);
            }
            size += count;
            if (size > limit) {
                return bytes;
            }
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(limit + 1L, 2L * size));
            }
        }
    }

    private static InputStream decoder(ContentCoding coding, InputStream in) throws IOException {
        return switch (coding) {
            case GZIP -> new GZIPInputStream(in, 4096);
            case DEFLATE -> new InflaterInputStream(in);
            case BR -> {
                Brotli4jLoader.ensureAvailability();
                yield new BrotliInputStream(in);
            }
            case ZSTD -> new ZstdInputStream(in);
        };
    }

    private static OutputStream encoder(ContentCoding coding, OutputStream out) throws IOException {
        return switch (coding) {
            case GZIP -> new GZIPOutputStream(out);
            case DEFLATE -> new DeflaterOutputStream(out);
            case BR -> {
                Brotli4jLoader.ensureAvailability();
                yield new BrotliOutputStream(out, Encoder.Parameters.create(BROTLI_QUALITY));
            }
            case ZSTD -> new ZstdOutputStream(out);
        };
    }
}
