package io.loadbank.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which cookies go with a request and where its answers' cookies go.
 *
 * @param jar gives cookies and takes every hop's {@code Set-Cookie}; null for neither
 * @param own sent with every hop before the jar's, never stored
 */
public record RequestCookies(@Nullable CookieJar jar, List<Own> own) {

    public static final RequestCookies NONE = new RequestCookies(null, List.of());

    public RequestCookies {
        own = List.copyOf(own);
    }

    /**
     * A cookie of the request itself.
     *
     * @param replace whether the jar's cookies of that name stay behind
     */
    public record Own(String name, String value, boolean replace) {}
}
