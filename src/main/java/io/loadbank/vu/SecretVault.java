package io.loadbank.vu;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that one run may ask for. Whatever it has handed out it hides in every text that is shown from then on.
 * Thread-safe.
 */
public final class SecretVault {

    /** What stands in the place of a secret. */
    public static final String REDACTED = "***SECRET_REDACTED***";

    /** The source that is asked when a script names none. */
    public static final String DEFAULT = "default";

    /** A vault without secrets. */
    public static final SecretVault EMPTY = new SecretVault(Map.of(), Mounted.NONE);

    /** Secrets that the daemon was given, for all runs. */
    public interface Mounted {
        Mounted NONE = new Mounted() {
            @Override
            public boolean has(String source) {
                return false;
            }

            @Override
            public @Nullable String find(String source, String name) {
                return null;
            }
        };

        /** Whether there is a source of that name. */
        boolean has(String source);

        /** A secret's value now, or null if there is none. */
        @Nullable
        String find(String source, String name);
    }

    private final Map<String, String> given;
    private final Mounted mounted;

    /** Replaced as a whole, the longest first, so that a secret within another leaves nothing of it. */
    private volatile List<String> hidden = List.of();

    /** @param given with the run, by name; in the source {@link #DEFAULT}, before the mounted ones */
    public SecretVault(Map<String, String> given, Mounted mounted) {
        this.given = Map.copyOf(given);
        this.mounted = mounted;
    }

    /** Whether a script may ask this source. */
    public boolean has(String source) {
        return (source.equals(DEFAULT) && !given.isEmpty()) || mounted.has(source);
    }

    /** Hands a secret out, and hides it from now on; null if there is none of that name. */
    public @Nullable String take(String source, String name) {
        String value = source.equals(DEFAULT) ? given.get(name) : null;
        if (value == null) {
            value = mounted.find(source, name);
        }
        if (value != null) {
            hide(value);
        }
        return value;
    }

    private synchronized void hide(String value) {
        if (value.isEmpty() || hidden.contains(value)) {
            return;
        }
        List<String> more = new ArrayList<>(hidden);
        more.add(value);
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        for (String spelling : List.of(encoded, encoded.replace("+", "%20"), jsonText(value))) {
            if (!more.contains(spelling)) {
                more.add(spelling);
            }
        }
        more.sort(Comparator.comparingInt(String::length).reversed());
        hidden = List.copyOf(more);
    }

    /** How the value stands within a JSON text. */
    private static String jsonText(String value) {
        return value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    /** The text without the secrets that were handed out; the same object if it holds none. */
    public String redact(String text) {
        String shown = text;
        for (String secret : hidden) {
            shown = shown.replace(secret, REDACTED);
        }
        return shown;
    }

    /** A JSON-like tree without the secrets that were handed out, in its texts and in its names. */
    public @Nullable Object redactTree(@Nullable Object tree) {
        if (hidden.isEmpty()) {
            return tree;
        }
        return switch (tree) {
            case String text -> redact(text);
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> shown = new LinkedHashMap<>();
                map.forEach(
                        (key, value) -> shown.put(key instanceof String name ? redact(name) : key, redactTree(value)));
                yield shown;
            }
            case List<?> list -> {
                List<@Nullable Object> shown = new ArrayList<>(list.size());
                list.forEach(item -> shown.add(redactTree(item)));
                yield shown;
            }
            case null, default -> tree;
        };
    }

    /** A file's contents without the secrets that were handed out; the same array if it holds none. */
    public byte[] redact(byte[] contents) {
        if (hidden.isEmpty()) {
            return contents;
        }
        // one character a byte, so that contents that are no text come through unharmed
        String bytes = new String(contents, StandardCharsets.ISO_8859_1);
        String shown = bytes;
        for (String secret : hidden) {
            byte[] utf8 = secret.getBytes(StandardCharsets.UTF_8);
            shown = shown.replace(new String(utf8, StandardCharsets.ISO_8859_1), REDACTED);
        }
        return shown.equals(bytes) ? contents : shown.getBytes(StandardCharsets.ISO_8859_1);
    }
}
