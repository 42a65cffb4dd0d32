package io.loadbank.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A store of cookies by the rules of RFC 6265, without a list of public suffixes. Safe for use by several threads: a
 * VU's thread and the event loops of its asynchronous requests share one.
 */
public final class CookieJar {

    private static final Comparator<Entry> ORDER = Comparator.<Entry>comparingInt(entry -> -entry.key.path.length())
            .thenComparingLong(entry -> entry.sequence);

    private static final long LONGEST_SECONDS = 1L << 40;

    private final Map<Key, Entry> entries = new HashMap<>();
    private final LongSupplier epochMillis;
    private long sequence;
    /** Read without the lock: most jars stay empty. */
    private volatile boolean empty = true;

    /** What makes a cookie the same cookie. */
    private record Key(String domain, String path, String name) {}

    /**
     * A stored cookie.
     *
     * @param expires milliseconds since the epoch, {@link Long#MAX_VALUE} for a session cookie
     */
    private record Entry(Key key, Cookie cookie, boolean hostOnly, long expires, long sequence) {}

    public CookieJar() {
        this(System::currentTimeMillis);
    }

    CookieJar(LongSupplier epochMillis) {
        this.epochMillis = epochMillis;
    }

    /**
     * Stores a cookie as if that URL had set it; a cookie for a foreign domain is ignored. A negative {@code maxAge} or
     * a past expiry deletes.
     */
    public synchronized void set(Url url, Cookie cookie) {
        String host = canonicalHost(url);
        if (host.isEmpty()) {
            return;
        }
        String domain = domain(cookie.domain(), host);
        if (domain == null) {
            return;
        }
        boolean hostOnly = cookie.domain().isEmpty() || Cidr.address(host) != null;
        String path = cookie.path().startsWith("/") ? cookie.path() : defaultPath(url);
        Key key = new Key(domain, path, cookie.name());
        long now = epochMillis.getAsLong();
        long expires = expires(cookie, now);
        if (expires <= now) {
            entries.remove(key);
        } else {
            Entry before = entries.get(key);
            long order = before == null ? sequence++ : before.sequence;
            entries.put(key, new Entry(key, cookie, hostOnly, expires, order));
        }
        empty = entries.isEmpty();
    }

    /** Stores the cookies of {@code Set-Cookie} values. */
    public void accept(Url url, List<String> setCookies) {
        Cookie.parseAll(setCookies).forEach(cookie -> set(url, cookie));
    }

    /** The values that would be sent to that URL, by name, in sending order. */
    public Map<String, List<String>> cookiesFor(Url url) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Cookie cookie : matching(url)) {
            values.computeIfAbsent(cookie.name(), name -> new ArrayList<>(1)).add(cookie.value());
        }
        return values;
    }

    /**
     * Deletes, for each cookie that would be sent to that URL, the one of its name at that very host and the URL's
     * default path. Cookies of another path, or of a parent domain, stay.
     */
    public synchronized void clear(Url url) {
        for (Cookie cookie : matching(url)) {
            delete(url, cookie.name());
        }
    }

    /** Deletes the cookie of that name at that very host and the URL's default path. */
    public synchronized void delete(Url url, String name) {
        entries.remove(new Key(canonicalHost(url), defaultPath(url), name));
        empty = entries.isEmpty();
    }

    boolean isEmpty() {
        return empty;
    }

    /** The cookies to send: longest path first, then oldest first. */
    synchronized List<Cookie> matching(Url url) {
        String host = canonicalHost(url);
        String path = decodedPath(url);
        boolean secure = url.scheme().equals("https");
        long now = epochMillis.getAsLong();
        entries.values().removeIf(entry -> entry.expires <= now);
        List<Entry> found = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if ((secure || !entry.cookie.secure()) && ofHost(entry, host) && underPath(path, entry.key.path)) {
                found.add(entry);
            }
        }
        found.sort(ORDER);
        List<Cookie> cookies = new ArrayList<>(found.size());
        found.forEach(entry -> cookies.add(entry.cookie));
        return cookies;
    }

    private static long expires(Cookie cookie, long now) {
        if (cookie.maxAge() != 0) {
            return cookie.maxAge() < 0 ? Long.MIN_VALUE : now + Math.min(cookie.maxAge(), LONGEST_SECONDS) * 1000;
        }
        Long expires = cookie.expiresEpochMillis();
        return expires == null ? Long.MAX_VALUE : expires;
    }

    /** The domain a cookie is stored under, or null if that host must not set it. */
    private static @Nullable String domain(String attribute, String host) {
        if (attribute.isEmpty()) {
            return host;
        }
        if (Cidr.address(host) != null) {
            return attribute.equals(host) ? host : null;
        }
        String domain = (attribute.startsWith(".") ? attribute.substring(1) : attribute).toLowerCase(Locale.ROOT);
        boolean malformed = domain.isEmpty() || domain.startsWith(".") || domain.endsWith(".");
        return !malformed && (host.equals(domain) || host.endsWith("." + domain)) ? domain : null;
    }

    private static boolean ofHost(Entry entry, String host) {
        String domain = entry.key.domain;
        return host.equals(domain) || (!entry.hostOnly && host.endsWith("." + domain));
    }

    private static boolean underPath(String path, String cookiePath) {
        if (!path.startsWith(cookiePath)) {
            return false;
        }
        return path.length() == cookiePath.length()
                || cookiePath.endsWith("/")
                || path.charAt(cookiePath.length()) == '/';
    }

    /** The directory of the URL's path (RFC 6265, 5.1.4). */
    private static String defaultPath(Url url) {
        String path = decodedPath(url);
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    private static String decodedPath(Url url) {
        String path = UrlEscape.decode(url.path());
        return path.startsWith("/") ? path : "/" + path;
    }

    private static String canonicalHost(Url url) {
        String host = UrlParser.hostname(url.hostHeader()).toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
