package io.loadbank.http;

import org.jspecify.annotations.Nullable;

/**
 * Writes request line and header fields: Host, User-Agent, Content-Length, then the rest in the order of their names.
 * Nothing is added that the caller did not give, but for Host and Content-Length.
 */
final class RequestHead {

    private RequestHead() {}

    /**
     * Writes a head.
     *
     * @param bodyLength of the body, or -1 for none
     * @param whole whether the request line has the whole URL, as proxies want it
     * @return why the request cannot be written, or null
     */
    static @Nullable TransportError write(
            WireBuffer out, String method, Url url, Headers headers, int bodyLength, boolean whole) {
        TransportError refused = check(method, url, headers);
        if (refused != null) {
            return refused;
        }
        String host = headers.get("Host");
        out.text(method).text(" ");
        if (whole) {
            out.text("http://").text(url.hostHeader());
        }
        out.text(url.requestTarget()).text(" HTTP/1.1\r\nHost: ");
        out.text(host == null || host.isEmpty() ? url.hostHeader() : host).text("\r\n");
        String agent = headers.get("User-Agent");
        if (agent != null && !agent.isEmpty()) {
            field(out, "User-Agent", agent);
        }
        if (bodyLength > 0 || (bodyLength <= 0 && announcesEmptyBody(method))) {
            out.text("Content-Length: ").number(Math.max(0, bodyLength)).text("\r\n");
        }
        rest(out, headers);
        out.text("\r\n");
        return null;
    }

    private static @Nullable TransportError check(String method, Url url, Headers headers) {
        if (!HeaderName.isToken(method)) {
            return TransportError.other("net/http: invalid method \"" + method + "\"");
        }
        if (!url.scheme().equals("http") && !url.scheme().equals("https")) {
            return TransportError.other("unsupported protocol scheme \"" + url.scheme() + "\"");
        }
        if (url.host().isEmpty()) {
            return TransportError.other("http: no Host in request URL");
        }
        for (int i = 0; i < headers.size(); i++) {
            if (!HeaderName.isToken(headers.name(i))) {
                return TransportError.other("net/http: invalid header field name \"" + headers.name(i) + "\"");
            }
            if (!isValue(headers.value(i))) {
                return TransportError.other("net/http: invalid header field value for \"" + headers.name(i) + "\"");
            }
        }
        return null;
    }

    private static void rest(WireBuffer out, Headers headers) {
        int size = headers.size();
        int[] order = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (isWrittenElsewhere(headers.name(i))) {
                continue;
            }
            int at = count++;
            while (at > 0 && headers.name(order[at - 1]).compareTo(headers.name(i)) > 0) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = i;
        }
        for (int i = 0; i < count; i++) {
            field(out, headers.name(order[i]), headers.value(order[i]));
        }
    }

    private static void field(WireBuffer out, String name, String value) {
        out.text(name).text(": ").text(value.strip()).text("\r\n");
    }

    private static boolean isWrittenElsewhere(String name) {
        return switch (name) {
            case "Host", "User-Agent", "Content-Length", "Transfer-Encoding", "Trailer" -> true;
            default -> false;
        };
    }

    static boolean announcesEmptyBody(String method) {
        return switch (method) {
            case "POST", "PUT", "PATCH" -> true;
            default -> false;
        };
    }

    private static boolean isValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
