package io.loadbank.http;

import io.netty.handler.codec.Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A request's fields as HTTP/2 and HTTP/3 send them (RFC 9113, 8.2 and 8.3; RFC 9114, 4.2 and 4.3): pseudo-fields first, names in lower case, nothing that
 * speaks of the connection, each cookie in a field of its own.
 */
final class RequestFields {

    private RequestFields() {}

    /** Room for the fields of that hop. */
    static int count(HopCall call) {
        return call.sent.size() + 6;
    }

    /** Adds the fields of a hop whose head has been found writable. */
    static <H extends Headers<CharSequence, CharSequence, H>> H write(H headers, HopCall call) {
        io.loadbank.http.Headers sent = call.sent;
        Url url = call.url;
        String host = sent.get("Host");
        headers.set(":authority", value(host == null || host.isEmpty() ? url.hostHeader() : host));
        headers.set(":method", call.method);
        headers.set(":path", value(url.requestTarget()));
        headers.set(":scheme", url.scheme());
        byte[] body = call.body;
        if (body != null || RequestHead.announcesEmptyBody(call.method)) {
            headers.add("content-length", Integer.toString(body == null ? 0 : body.length));
        }
        for (int i = 0; i < sent.size(); i++) {
            add(headers, sent.name(i).toLowerCase(Locale.ROOT), sent.value(i).strip());
        }
        return headers;
    }

    private static void add(Headers<CharSequence, CharSequence, ?> headers, String name, String value) {
        switch (name) {
            case "host",
                    "content-length",
                    "transfer-encoding",
                    "trailer",
                    "connection",
                    "proxy-connection",
                    "keep-alive",
                    "upgrade" -> {}
            case "te" -> {
                if (value.equalsIgnoreCase("trailers")) {
                    headers.add(name, "trailers");
                }
            }
            case "user-agent" -> {
                if (!value.isEmpty()) {
                    headers.add(name, value(value));
                }
            }
            case "cookie" -> cookies(headers, value);
            default -> headers.add(name, value(value));
        }
    }

    private static void cookies(Headers<CharSequence, CharSequence, ?> headers, String value) {
        int from = 0;
        for (int end = value.indexOf(';'); end >= 0; end = value.indexOf(';', from)) {
            headers.add("cookie", value(value.substring(from, end)));
            from = end + 1;
            while (from < value.length() && value.charAt(from) == ' ') {
                from++;
            }
        }
        if (from < value.length()) {
            headers.add("cookie", value(value.substring(from)));
        }
    }

    /** Text beyond ASCII goes out as UTF-8. */
    private static CharSequence value(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return new AsciiString(text.getBytes(StandardCharsets.UTF_8), false);
            }
        }
        return text;
    }
}
