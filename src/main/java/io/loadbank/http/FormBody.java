package io.loadbank.http;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Encodes fields as {@code application/x-www-form-urlencoded}. */
public final class FormBody {

    public static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

    private FormBody() {}

    /** The body's bytes. */
    public static byte[] encode(Map<String, ? extends @Nullable Object> fields) {
        return text(fields).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Fields in the order of their names' code units. A collection repeats its name for each item, in order, and an
     * empty one leaves no trace; all other values become {@link FormText}.
     */
    public static String text(Map<String, ? extends @Nullable Object> fields) {
        StringBuilder form = new StringBuilder();
        Map<String, @Nullable Object> sorted = new TreeMap<>(fields);
        sorted.forEach((name, value) -> {
            if (value instanceof Collection<?> items) {
                items.forEach(item -> append(form, name, item));
            } else {
                append(form, name, value);
            }
        });
        return form.toString();
    }

    private static void append(StringBuilder form, String name, @Nullable Object value) {
        if (!form.isEmpty()) {
            form.append('&');
        }
        form.append(UrlEscape.query(name)).append('=').append(UrlEscape.query(FormText.of(value)));
    }
}
