package io.loadbank.http;

import java.net.IDN;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A URL that was read the way Go reads it: the path is kept as given while it is valid, the query is never touched.
 * Absolute when {@link #scheme()} is not empty. Immutable.
 */
public final class Url {

    private final Parts parts;
    private final String text;
    private final String clean;
    private final String requestTarget;
    private final String hostname;
    private final int port;
    private final String origin;
    private final String hostHeader;

    Url(Parts parts) {
        this.parts = parts;
        this.text = render(parts, parts.userInfo);
        this.clean = parts.userInfo == null ? text : render(parts, mask(parts.userInfo));
        this.requestTarget = target(parts);
        this.hostname = UrlParser.hostname(parts.host);
        this.port = port(parts);
        this.hostHeader = hostHeader(parts.host);
        this.origin = parts.scheme + "://" + hostname.toLowerCase(Locale.ROOT) + ":" + port;
    }

    /**
     * What a URL is made of.
     *
     * @param scheme lower case; empty if there was none
     * @param opaque what follows the scheme when that is no slash, as in {@code mailto:x}; else empty
     * @param userInfo raw, escapes kept; null if there was no {@code @}
     * @param host with port and brackets, unescaped
     * @param path escaped
     * @param query raw; null if there was no question mark
     * @param fragment escaped; empty if there was none
     */
    record Parts(
            String scheme,
            String opaque,
            @Nullable String userInfo,
            String host,
            String path,
            @Nullable String query,
            String fragment) {}

    public static UrlResult parse(String text) {
        return UrlParser.parse(text);
    }

    /** Resolves a reference, such as the value of {@code Location}, against this URL (RFC 3986, 5.2). */
    public UrlResult resolve(String reference) {
        return switch (UrlParser.parse(reference)) {
            case UrlResult.Malformed malformed -> malformed;
            case UrlResult.Parsed parsed -> new UrlResult.Parsed(UrlParser.resolve(this, parsed.url()));
        };
    }

    /** The same URL with another query, null for none. */
    public Url withQuery(@Nullable String query) {
        return new Url(
                new Parts(parts.scheme, parts.opaque, parts.userInfo, parts.host, parts.path, query, parts.fragment));
    }

    /** Lower case, empty for a relative reference. */
    public String scheme() {
        return parts.scheme;
    }

    /** Host without port and brackets, in the given letter case; empty if there is none. */
    public String host() {
        return hostname;
    }

    /** The port to connect to: the given one, else 443 for https and 80 for all others. */
    public int port() {
        return port;
    }

    /** Host and port as they go into the Host line: port only if given, non-ASCII names in Punycode. */
    public String hostHeader() {
        return hostHeader;
    }

    /** What goes into the request line: path and query, without fragment and user info. */
    public String requestTarget() {
        return requestTarget;
    }

    /** The escaped path, possibly empty. */
    public String path() {
        return parts.path;
    }

    /** The raw query, or null if there is no question mark. */
    public @Nullable String query() {
        return parts.query;
    }

    /** The canonical text, user info and fragment included: {@code response.url}. */
    public String text() {
        return text;
    }

    /** The canonical text with credentials masked: {@code http://****:****@host/}. */
    public String clean() {
        return clean;
    }

    /** User name, unescaped; null if the URL has no user info. */
    public @Nullable String user() {
        String info = parts.userInfo;
        if (info == null) {
            return null;
        }
        int colon = info.indexOf(':');
        return UrlEscape.decode(colon < 0 ? info : info.substring(0, colon));
    }

    /** Password, unescaped; null if there is none. */
    public @Nullable String password() {
        String info = parts.userInfo;
        int colon = info == null ? -1 : info.indexOf(':');
        return info == null || colon < 0 ? null : UrlEscape.decode(info.substring(colon + 1));
    }

    /** The same URL without user info. */
    Url withoutUserInfo() {
        return parts.userInfo == null
                ? this
                : new Url(new Parts(
                        parts.scheme, parts.opaque, null, parts.host, parts.path, parts.query, parts.fragment));
    }

    /** Scheme, host and port in lower case: what connections are shared by. */
    String origin() {
        return origin;
    }

    /** The text for messages: the password hidden. */
    String redacted() {
        String user = parts.userInfo;
        int colon = user == null ? -1 : user.indexOf(':');
        return user == null || colon < 0 ? text : render(parts, user.substring(0, colon) + ":xxxxx");
    }

    /** The text for {@code Referer}: no user info, no fragment. */
    String referer() {
        return render(new Parts(parts.scheme, parts.opaque, null, parts.host, parts.path, parts.query, ""), null);
    }

    Parts parts() {
        return parts;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Url that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The clean text, so that a log never shows credentials by accident. */
    @Override
    public String toString() {
        return clean;
    }

    private static String render(Parts parts, @Nullable String userInfo) {
        StringBuilder text = new StringBuilder(64);
        if (!parts.scheme.isEmpty()) {
            text.append(parts.scheme).append(':');
        }
        if (!parts.opaque.isEmpty()) {
            text.append(parts.opaque);
        } else {
            boolean rooted = !parts.host.isEmpty() || userInfo != null;
            if (rooted || (!parts.scheme.isEmpty() && !parts.path.isEmpty())) {
                text.append("//");
            }
            if (userInfo != null) {
                text.append(userInfo).append('@');
            }
            text.append(UrlEscape.host(parts.host));
            if (!parts.path.isEmpty() && parts.path.charAt(0) != '/' && !parts.host.isEmpty()) {
                text.append('/');
            }
            text.append(parts.path);
        }
        if (parts.query != null) {
            text.append('?').append(parts.query);
        }
        if (!parts.fragment.isEmpty()) {
            text.append('#').append(parts.fragment);
        }
        return text.toString();
    }

    private static String mask(String userInfo) {
        return userInfo.indexOf(':') < 0 ? "****" : "****:****";
    }

    private static String target(Parts parts) {
        String path = parts.path.isEmpty() ? "/" : parts.path;
        if (path.charAt(0) != '/' && !path.equals("*")) {
            path = "/" + path;
        }
        return parts.query == null ? path : path + "?" + parts.query;
    }

    private static int port(Parts parts) {
        String port = UrlParser.port(parts.host);
        if (!port.isEmpty() && port.length() <= 9) {
            return Integer.parseInt(port);
        }
        if (!port.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        return parts.scheme.equals("https") ? 443 : 80;
    }

    private static String hostHeader(String host) {
        String shown = host.endsWith(":") ? host.substring(0, host.length() - 1) : host;
        for (int i = 0; i < shown.length(); i++) {
            if (shown.charAt(i) >= 128) {
                return ascii(shown);
            }
        }
        return shown;
    }

    private static String ascii(String host) {
        try {
            String port = UrlParser.port(host);
            String name = IDN.toASCII(UrlParser.hostname(host), IDN.ALLOW_UNASSIGNED);
            return port.isEmpty() ? name : name + ":" + port;
        } catch (IllegalArgumentException notAName) {
            return host;
        }
    }
}
