package io.loadbank.http;

import io.loadbank.http.Url.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads URL texts into their parts and resolves references. Lenient where Go is, with its words where it is not. */
final class UrlParser {

    private static final String USER_INFO_PUNCTUATION = "-._:~!$&'()*+,;=%@";

    private UrlParser() {}

    static UrlResult parse(String text) {
        String reason = "";
        Parts parts = null;
        try {
            parts = split(text);
        } catch (BadUrl bad) {
            reason = bad.getMessage();
        }
        return parts == null
                ? new UrlResult.Malformed("parse " + quoted(text) + ": " + reason)
                : new UrlResult.Parsed(new Url(parts));
    }

    /** Why a text is no URL; never leaves this class. */
    private static final class BadUrl extends Exception {
        private static final long serialVersionUID = 1L;

        BadUrl(String reason) {
            super(reason, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    private static Parts split(String text) throws BadUrl {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
                throw new BadUrl("net/url: invalid control character in URL");
            }
        }
        String rest = text;
        String fragment = "";
        int hash = rest.indexOf('#');
        if (hash >= 0) {
            fragment = checkedEscapes(rest.substring(hash + 1));
            rest = rest.substring(0, hash);
        }
        int schemeEnd = schemeEnd(rest);
        String scheme = schemeEnd < 0 ? "" : rest.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        rest = rest.substring(schemeEnd + 1);
        String query = null;
        int question = rest.indexOf('?');
        if (question >= 0) {
            query = rest.substring(question + 1);
            rest = rest.substring(0, question);
        }
        if (!rest.startsWith("/")) {
            if (!scheme.isEmpty()) {
                return new Parts(scheme, rest, null, "", "", query, UrlEscape.fragment(fragment));
            }
            int colon = rest.indexOf(':');
            int slash = rest.indexOf('/');
            if (colon >= 0 && (slash < 0 || colon < slash)) {
                throw new BadUrl("first path segment in URL cannot contain colon");
            }
        }
        String userInfo = null;
        String host = "";
        if (rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"))) {
            int slash = rest.indexOf('/', 2);
            String authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
            rest = slash < 0 ? "" : rest.substring(slash);
            int at = authority.lastIndexOf('@');
            userInfo = at < 0 ? null : userInfo(authority.substring(0, at));
            host = host(authority.substring(at + 1));
        }
        String path = UrlEscape.path(checkedEscapes(rest));
        return new Parts(scheme, "", userInfo, host, path, query, UrlEscape.fragment(fragment));
    }

    private static int schemeEnd(String text) throws BadUrl {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean inner = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (c == ':') {
                if (i == 0) {
                    throw new BadUrl("missing protocol scheme");
                }
                return i;
            }
            if (!letter && (!inner || i == 0)) {
                return -1;
            }
        }
        return -1;
    }

    private static String checkedEscapes(String text) throws BadUrl {
        String bad = UrlEscape.firstBadEscape(text);
        if (!bad.isEmpty()) {
            throw new BadUrl("invalid URL escape " + quoted(bad));
        }
        return text;
    }

    private static String userInfo(String text) throws BadUrl {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && USER_INFO_PUNCTUATION.indexOf(c) < 0) {
                throw new BadUrl("net/url: invalid userinfo");
            }
        }
        return checkedEscapes(text).replace("@", "%40");
    }

    private static String host(String text) throws BadUrl {
        int bracket = text.lastIndexOf(']');
        if (text.startsWith("[")) {
            if (bracket < 0) {
                throw new BadUrl("missing ']' in host");
            }
            checkPort(text.substring(bracket + 1));
        } else if (text.indexOf('[') >= 0) {
            throw new BadUrl("invalid character \"[\" in host name");
        } else if (text.lastIndexOf(':') >= 0) {
            checkPort(text.substring(text.lastIndexOf(':')));
        }
        checkedEscapes(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                boolean zone = text.startsWith("%25", i) && i < bracket;
                if (!zone && Character.digit(text.charAt(i + 1), 16) < 8) {
                    throw new BadUrl("invalid URL escape " + quoted(text.substring(i, i + 3)));
                }
            } else if (!UrlEscape.validInHost(c)) {
                throw new BadUrl("invalid character " + quoted(String.valueOf(c)) + " in host name");
            }
        }
        return UrlEscape.decode(text);
    }

    private static void checkPort(String colonAndPort) throws BadUrl {
        boolean valid = colonAndPort.isEmpty() || colonAndPort.charAt(0) == ':';
        for (int i = 1; i < colonAndPort.length(); i++) {
            valid &= colonAndPort.charAt(i) >= '0' && colonAndPort.charAt(i) <= '9';
        }
        if (!valid) {
            throw new BadUrl("invalid port " + quoted(colonAndPort) + " after host");
        }
    }

    static String hostname(String host) {
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            return end < 0 ? host : host.substring(1, end);
        }
        int colon = host.lastIndexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    static String port(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || colon < host.lastIndexOf(']') ? "" : host.substring(colon + 1);
    }

    static Url resolve(Url base, Url reference) {
        Parts b = base.parts();
        Parts r = reference.parts();
        if (!r.scheme().isEmpty()) {
            return r.opaque().isEmpty() ? new Url(withPath(r, r.scheme(), withoutDots(r.path()))) : reference;
        }
        if (!r.host().isEmpty() || r.userInfo() != null) {
            return new Url(withPath(r, b.scheme(), withoutDots(r.path())));
        }
        boolean samePath = r.path().isEmpty();
        String path = samePath ? b.path() : withoutDots(merged(b.path(), r.path()));
        String query = samePath && r.query() == null ? b.query() : r.query();
        boolean same = samePath && r.query() == null && r.fragment().isEmpty();
        String fragment = same ? b.fragment() : r.fragment();
        return new Url(new Parts(b.scheme(), b.opaque(), b.userInfo(), b.host(), path, query, fragment));
    }

    private static Parts withPath(Parts parts, String scheme, String path) {
        return new Parts(scheme, "", parts.userInfo(), parts.host(), path, parts.query(), parts.fragment());
    }

    private static String merged(String basePath, String path) {
        return path.startsWith("/") ? path : basePath.substring(0, basePath.lastIndexOf('/') + 1) + path;
    }

    /** RFC 3986, 5.2.4; the result is rooted unless it is empty. */
    private static String withoutDots(String path) {
        if (path.isEmpty()) {
            return path;
        }
        List<String> kept = new ArrayList<>();
        boolean slashAtEnd = false;
        for (String segment : path.split("/", -1)) {
            slashAtEnd = segment.equals(".") || segment.equals("..");
            if (segment.equals("..") && kept.size() > 1) {
                kept.removeLast();
            } else if (!slashAtEnd) {
                kept.add(segment);
            }
        }
        String joined = String.join("/", kept) + (slashAtEnd ? "/" : "");
        return joined.startsWith("/") ? joined : "/" + joined;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f) {
                quoted.append(escape(c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static @Nullable String escape(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("\\x%02x", (int) c);
        };
    }
}
