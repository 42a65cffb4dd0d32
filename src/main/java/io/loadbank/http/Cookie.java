package io.loadbank.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A cookie as a {@code Set-Cookie} header says it or a script sets it.
 *
 * @param quoted whether the value stood in double quotes, which are not part of it
 * @param domain attribute as given; empty for the host alone
 * @param path attribute as given; empty for the default
 * @param maxAge seconds; 0 when absent, -1 when zero or negative in a header
 * @param expiresEpochMillis null when absent or unreadable
 */
public record Cookie(
        String name,
        String value,
        boolean quoted,
        String domain,
        String path,
        boolean secure,
        boolean httpOnly,
        long maxAge,
        @Nullable Long expiresEpochMillis) {

    /** A session cookie for the URL's host and default path. */
    public static Cookie of(String name, String value) {
        return new Cookie(name, value, false, "", "", false, false, 0, null);
    }

    /** The cookies of {@code Set-Cookie} values; those that cannot be read are left out. */
    public static List<Cookie> parseAll(List<String> setCookies) {
        List<Cookie> cookies = new ArrayList<>(setCookies.size());
        for (String text : setCookies) {
            Cookie cookie = parse(text);
            if (cookie != null) {
                cookies.add(cookie);
            }
        }
        return cookies;
    }

    /** The cookie of one {@code Set-Cookie} value, or null if name or value are none. */
    public static @Nullable Cookie parse(String setCookie) {
        String[] parts = setCookie.split(";", -1);
        int equals = parts[0].indexOf('=');
        String name = equals < 0 ? "" : parts[0].substring(0, equals).strip();
        String raw = parts[0].substring(equals + 1).strip();
        boolean quoted = raw.length() > 1 && raw.startsWith("\"") && raw.endsWith("\"");
        String value = quoted ? raw.substring(1, raw.length() - 1) : raw;
        if (!HeaderName.isToken(name) || !CookieText.isValue(value)) {
            return null;
        }
        String domain = "";
        String path = "";
        boolean secure = false;
        boolean httpOnly = false;
        long maxAge = 0;
        Long expires = null;
        for (int i = 1; i < parts.length; i++) {
            String[] attribute = parts[i].strip().split("=", 2);
            String text = attribute.length < 2 ? "" : attribute[1].strip();
            if (!CookieText.isValue(text)) {
                continue;
            }
            switch (attribute[0].strip().toLowerCase(Locale.ROOT)) {
                case "domain" -> domain = text;
                case "path" -> path = text;
                case "secure" -> secure = true;
                case "httponly" -> httpOnly = true;
                case "max-age" -> maxAge = CookieText.maxAge(text, maxAge);
                case "expires" -> expires = CookieText.expires(text);
                default -> {}
            }
        }
        return new Cookie(name, value, quoted, domain, path, secure, httpOnly, maxAge, expires);
    }

    /** The moment of an {@code expires} text such as {@code Tue, 01 Jan 2030 00:00:00 GMT}, or null if it is none. */
    public static @Nullable Long parseExpires(String text) {
        return CookieText.expires(text);
    }
}
