package io.loadbank.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which requests go through which proxy, as {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} say. Immutable. */
public final class Proxies {

    public static final Proxies NONE = new Proxies(null, null, List.of());

    private final @Nullable Proxy http;
    private final @Nullable Proxy https;
    private final List<Direct> directs;

    private Proxies(@Nullable Proxy http, @Nullable Proxy https, List<Direct> directs) {
        this.http = http;
        this.https = https;
        this.directs = directs;
    }

    /** What goes without: a name with all below it, a network, an address; perhaps at one port only. */
    private record Direct(
            String name, boolean itself, @Nullable Cidr network, int port) {

        static Direct parse(String text) {
            if (text.contains("/")) {
                return new Direct("", false, Cidr.parse(text), 0);
            }
            int colon = text.indexOf(':') == text.lastIndexOf(':') ? text.indexOf(':') : -1;
            int port = colon < 0 ? 0 : (int) Framing.contentLength(text.substring(colon + 1));
            String name = colon < 0 ? text : text.substring(0, colon);
            boolean below = name.startsWith(".") || name.startsWith("*.");
            return new Direct(below ? name.substring(name.indexOf('.') + 1) : name, !below, null, port);
        }

        boolean covers(String host, byte @Nullable [] address, int at) {
            if (network != null) {
                return address != null && network.contains(address);
            }
            boolean here = port == 0 || port == at;
            return here && (name.equals("*") || (itself && host.equals(name)) || host.endsWith("." + name));
        }
    }

    /**
     * Proxies by their URLs.
     *
     * @param http for {@code http} URLs; empty for none
     * @param https for {@code https} URLs; empty for none
     * @param without names, addresses and networks that are reached directly, separated by commas
     * @throws IllegalArgumentException if one cannot be read; the message says which, without its password
     */
    public static Proxies of(String http, String https, String without) {
        List<Direct> directs = new ArrayList<>();
        for (String part : without.toLowerCase(Locale.ROOT).split(",", -1)) {
            if (!part.isBlank()) {
                directs.add(Direct.parse(part.strip()));
            }
        }
        return http.isBlank() && https.isBlank()
                ? NONE
                : new Proxies(proxy("HTTP", http), proxy("HTTPS", https), List.copyOf(directs));
    }

    /** The proxies that the environment names, in either letter case. */
    public static Proxies of(Map<String, String> environment) {
        return of(
                either(environment, "http_proxy"), either(environment, "https_proxy"), either(environment, "no_proxy"));
    }

    private static String either(Map<String, String> environment, String name) {
        String upper = environment.getOrDefault(name.toUpperCase(Locale.ROOT), "");
        return upper.isEmpty() ? environment.getOrDefault(name, "") : upper;
    }

    private static @Nullable Proxy proxy(String which, String text) {
        try {
            return text.isBlank() ? null : Proxy.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(which + " proxy: " + e.getMessage(), e);
        }
    }

    /** The proxy for a URL, or null; never one for this box itself. */
    @Nullable
    Proxy of(Url url) {
        Proxy proxy = url.scheme().equals("https") ? https : http;
        if (proxy == null) {
            return null;
        }
        String host = url.host().toLowerCase(Locale.ROOT);
        byte[] address = Cidr.address(host);
        if (host.equals("localhost") || (address != null && isLoopback(address))) {
            return null;
        }
        for (Direct direct : directs) {
            if (direct.covers(host, address, url.port())) {
                return null;
            }
        }
        return proxy;
    }

    private static boolean isLoopback(byte[] address) {
        if (address.length == 4) {
            return address[0] == 127;
        }
        for (int i = 0; i < 15; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[15] == 1;
    }
}
