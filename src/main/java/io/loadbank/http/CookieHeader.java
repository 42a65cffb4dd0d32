package io.loadbank.http;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Composes the {@code Cookie} header of a hop: the script's own header, the request's cookies, the jar's. */
final class CookieHeader {

    private CookieHeader() {}

    /** The header's value, or null if there is nothing to send. */
    static @Nullable String compose(@Nullable String written, RequestCookies cookies, Url url) {
        StringBuilder header = new StringBuilder(written == null ? "" : written);
        Set<String> replaced = new HashSet<>();
        for (RequestCookies.Own own : cookies.own()) {
            if (own.replace()) {
                replaced.add(own.name());
            }
            append(header, own.name(), CookieText.value(own.value(), false));
        }
        CookieJar jar = cookies.jar();
        if (jar != null) {
            for (Cookie cookie : jar.matching(url)) {
                if (!replaced.contains(cookie.name())) {
                    append(header, cookie.name(), CookieText.value(cookie.value(), cookie.quoted()));
                }
            }
        }
        return header.isEmpty() ? null : header.toString();
    }

    private static void append(StringBuilder header, String name, String value) {
        if (!header.isEmpty()) {
            header.append("; ");
        }
        header.append(CookieText.name(name)).append('=').append(value);
    }
}
