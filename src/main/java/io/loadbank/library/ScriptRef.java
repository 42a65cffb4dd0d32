package io.loadbank.library;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a script is addressed: {@code checkout}, {@code checkout@3} or {@code sha256:<hex>}. */
sealed interface ScriptRef {

    /** The newest version of a name. */
    record Newest(String name) implements ScriptRef {}

    record Exact(String name, int version) implements ScriptRef {}

    /** The version that was stored last among those with these contents; names may share them. */
    record Digest(String digest) implements ScriptRef {}

    Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

    /** Whether a script may have this name; the two names that a path would swallow are none. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches() && !text.equals(".") && !text.equals("..");
    }

    /** Reads a reference; null if it cannot be one. */
    static @Nullable ScriptRef parse(String text) {
        if (text.startsWith("sha256:")) {
            return new Digest(text);
        }
        int at = text.indexOf('@');
        if (at < 0) {
            return isName(text) ? new Newest(text) : null;
        }
        String name = text.substring(0, at);
        String version = text.substring(at + 1);
        return isName(name) && VERSION.matcher(version).matches() ? new Exact(name, Integer.parseInt(version)) : null;
    }
}
