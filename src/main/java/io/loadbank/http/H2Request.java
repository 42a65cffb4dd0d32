package io.loadbank.http;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A request's fields as HTTP/2 sends them (RFC 9113, 8.2 and 8.3): pseudo-fields first, names in lower case, nothing that
 * speaks of the connection, each cookie in a field of its own.
 */
final class H2Request {

    private H2Request() {}

    /** The fields of a hop whose head has been found writable. */
    static Http2Headers headers(HopCall call) {
        Headers sent = call.sent;
        Url url = call.url;
        Http2Headers headers = new DefaultHttp2Headers(false, sent.size() + 6);
        String host = sent.get("Host");
        headers.authority(value(host == null || host.isEmpty() ? url.hostHeader() : host));
        headers.method(call.method);
        headers.path(value(url.requestTarget()));
        headers.scheme(url.scheme());
        byte[] body = call.body;
        if (body != null || RequestHead.announcesEmptyBody(call.method)) {
            headers.add("content-length", Integer.toString(body == null ? 0 : body.length));
        }
        for (int i = 0; i < sent.size(); i++) {
            add(headers, sent.name(i).toLowerCase(Locale.ROOT), sent.value(i).strip());
        }
        return headers;
    }

    private static void add(Http2Headers headers, String name, String value) {
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

    private static void cookies(Http2Headers headers, String value) {
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
