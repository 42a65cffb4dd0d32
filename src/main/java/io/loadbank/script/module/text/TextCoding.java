package io.loadbank.script.module.text;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An encoding that {@code TextDecoder} reads, with the labels the WHATWG Encoding Standard gives it. */
enum TextCoding {
    UTF_8("utf-8"),
    UTF_16LE("utf-16le"),
    UTF_16BE("utf-16be");

    private final String label;

    TextCoding(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static @Nullable TextCoding of(String label) {
        return switch (label.strip().toLowerCase(Locale.ROOT)) {
            case "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "utf-8", "utf8", "x-unicode20utf8" -> UTF_8;
            case "csunicode", "iso-10646-ucs-2", "ucs-2", "unicode", "unicodefeff", "utf-16", "utf-16le" -> UTF_16LE;
            case "unicodefffe", "utf-16be" -> UTF_16BE;
            default -> null;
        };
    }
}
