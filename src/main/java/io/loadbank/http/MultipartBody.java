package io.loadbank.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code multipart/form-data} body and the content type that names its boundary.
 *
 * @param contentType with boundary
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are large: shared, never changed or compared
public record MultipartBody(byte[] bytes, String contentType) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BOUNDARY_BYTES = 30;

    /** A file among the fields. */
    @SuppressWarnings("ArrayRecordComponent") // as above
    public record FilePart(byte[] data, String filename, String contentType) {}

    /** Parts in the map's order: a {@link FilePart} is a file, everything else one field of its {@link FormText}. */
    public static MultipartBody of(Map<String, ? extends @Nullable Object> fields) {
        byte[] random = new byte[BOUNDARY_BYTES];
        RANDOM.nextBytes(random);
        return of(fields, HexFormat.of().formatHex(random));
    }

    static MultipartBody of(Map<String, ? extends @Nullable Object> fields, String boundary) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        fields.forEach((name, value) -> {
            text(out, "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quoted(name) + "\"");
            if (value instanceof FilePart file) {
                text(out, "; filename=\"" + quoted(file.filename()) + "\"\r\nContent-Type: ");
                text(out, file.contentType().replaceAll("[\r\n]", "") + "\r\n\r\n");
                out.writeBytes(file.data());
            } else {
                text(out, "\r\n\r\n" + FormText.of(value));
            }
            text(out, "\r\n");
        });
        text(out, "--" + boundary + "--\r\n");
        return new MultipartBody(out.toByteArray(), "multipart/form-data; boundary=" + boundary);
    }

    private static String quoted(String name) {
        return name.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\r", "%0D")
                .replace("\n", "%0A");
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
