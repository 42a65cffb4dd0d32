package io.loadbank.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a response says about going elsewhere. */
sealed interface Redirect {

    /** Nothing: the response is the answer. */
    record None() implements Redirect {}

    /**
     * Another request is asked for.
     *
     * @param keepsBody whether the body goes along
     * @param relative whether the target named no host, so that an overridden Host line stays
     */
    record Follow(String method, Url url, boolean keepsBody, boolean relative) implements Redirect {}

    /** The location cannot be read. */
    record Broken(TransportError error) implements Redirect {}

    None NONE = new None();

    static Redirect of(int status, @Nullable String location, String method, Url url) {
        if (location == null || location.isEmpty() || !isRedirect(status)) {
            return NONE;
        }
        return switch (url.resolve(location)) {
            case UrlResult.Malformed malformed ->
                new Broken(TransportError.other("failed to parse Location header \"" + StatusLine.shown(location)
                        + "\": " + malformed.reason()));
            case UrlResult.Parsed parsed -> {
                boolean same = status == 307 || status == 308;
                boolean safe = method.equals("GET") || method.equals("HEAD");
                yield new Follow(same || safe ? method : "GET", parsed.url(), same, isRelative(location));
            }
        };
    }

    private static boolean isRedirect(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private static boolean isRelative(String location) {
        return Url.parse(location) instanceof UrlResult.Parsed parsed
                && parsed.url().scheme().isEmpty();
    }

    /**
     * The header fields of the next request.
     *
     * @param headers of the chain's first request, or as this method left them
     * @param first URL of the chain
     * @param from URL of the hop that redirects
     */
    static Headers headers(Headers headers, Url first, Url from, Follow follow, boolean ownReferer) {
        Headers.Builder next = headers.toBuilder().remove("Cookie");
        if (!follow.keepsBody()) {
            next.remove("Content-Type").remove("Content-Encoding");
        }
        if (!isSameOrSubdomain(follow.url().host(), first.host())) {
            next.remove("Authorization").remove("Www-Authenticate");
        }
        if (!follow.relative()) {
            next.remove("Host");
        }
        boolean downgrade =
                from.scheme().equals("https") && !follow.url().scheme().equals("https");
        if (!ownReferer) {
            if (downgrade) {
                next.remove("Referer");
            } else {
                next.set("Referer", from.referer());
            }
        }
        return next.build();
    }

    static boolean isSameOrSubdomain(String host, String parent) {
        String sub = host.toLowerCase(Locale.ROOT);
        String domain = parent.toLowerCase(Locale.ROOT);
        if (sub.equals(domain)) {
            return true;
        }
        boolean address = sub.indexOf(':') >= 0 || domain.indexOf(':') >= 0;
        return !address && !domain.isEmpty() && sub.endsWith("." + domain);
    }
}
