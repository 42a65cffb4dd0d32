package io.loadbank.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A {@code Content-Encoding} that bodies can be packed and unpacked with; {@code deflate} is the zlib format. */
public enum ContentCoding {
    GZIP,
    DEFLATE,
    BR,
    ZSTD;

    /** The name in headers, lower case. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The coding of that exact, lower-case name, or null. */
    public static @Nullable ContentCoding of(String token) {
        return switch (token) {
            case "gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            case "br" -> BR;
            case "zstd" -> ZSTD;
            default -> null;
        };
    }
}
