package io.loadbank.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our own implementations of libraries that scripts import from jslib.k6.io, written from their public documentation, and
 * copies of those that are ordinary packages under the MIT licence. Each stands for every version of its library.
 */
final class JsLibraries {

    private static final Pattern PATH =
            Pattern.compile("/https/jslib\\.k6\\.io/([^/]+)/v?\\d[\\w.-]*/index\\.js(?:\\?.*)?");

    /** What our libraries share; no libraries of anybody else's. */
    private static final Set<String> SHARED = Set.of("loadbank-equality", "loadbank-instrumentation");

    private static final Set<String> NAMES = Set.of(
            "loadbank-equality",
            "loadbank-instrumentation",
            "k6-utils",
            "k6-summary",
            "httpx",
            "url",
            "formdata",
            "k6chaijs",
            "k6-testing",
            "expect",
            "papaparse",
            "form-urlencoded",
            "totp",
            "http-instrumentation-tempo",
            "http-instrumentation-pyroscope");

    /** Where the copies are. */
    private static final Map<String, String> COPIES = Map.of(
            "ajv", "/META-INF/resources/webjars/ajv/6.12.6/dist/ajv.min.js",
            "jsonpath", "/META-INF/resources/webjars/jsonpath/1.0.1/jsonpath.min.js");

    private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

    private JsLibraries() {}

    /** Whether one of ours stands for the module at this path. */
    static boolean has(String path) {
        Matcher parts = PATH.matcher(path);
        return parts.matches() && (NAMES.contains(parts.group(1)) || COPIES.containsKey(parts.group(1)));
    }

    /** Whether it is a part of our libraries that nobody else imports. */
    static boolean isShared(String path) {
        return has(path) && SHARED.contains(name(path));
    }

    /** Its name. */
    static String name(String path) {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no library at " + path);
        }
        return parts.group(1);
    }

    /** What it is, for people. */
    static String title(String name) {
        return COPIES.containsKey(name) ? "Loadbank's copy of " + name : "Loadbank's own implementation of " + name;
    }

    /** Its text. */
    static String text(String path) {
        return TEXTS.computeIfAbsent(name(path), JsLibraries::resource);
    }

    private static String resource(String name) {
        String file = COPIES.getOrDefault(name, "library/" + name + ".js");
        try (InputStream in = JsLibraries.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the URL is one of a library that we know and do not have. */
    static boolean isNotOurs(String url) {
        return url.startsWith("https://jslib.k6.io/");
    }
}
