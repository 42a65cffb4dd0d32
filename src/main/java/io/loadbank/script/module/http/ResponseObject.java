package io.loadbank.script.module.http;

import io.loadbank.http.Exchange;
import io.loadbank.http.Headers;
import io.loadbank.http.Hop;
import io.loadbank.http.Request;
import io.loadbank.http.Staple;
import io.loadbank.http.Timings;
import io.loadbank.http.TransportError;
import io.loadbank.script.module.Guest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/**
 * The response a script sees. Its fields are made when they are read, for most scripts read few of them.
 *
 * <p>Known fields can be assigned, unknown ones cannot.
 */
final class ResponseObject implements ProxyObject {

    private static final List<String> MEMBERS = List.of(
            "remote_ip",
            "remote_port",
            "url",
            "status",
            "status_text",
            "proto",
            "headers",
            "cookies",
            "body",
            "timings",
            "tls_version",
            "tls_cipher_suite",
            "ocsp",
            "error",
            "error_code",
            "request",
            "clickLink",
            "html",
            "json",
            "submitForm");

    /** The same, to be found in at each reading of a field. */
    private static final Set<String> NAMES = new HashSet<>(MEMBERS);

    private final HttpState state;
    private final Guest guest;
    private final Prepared prepared;
    private final @Nullable Exchange exchange;
    private @Nullable Map<String, Object> made;
    private @Nullable String bodyText;
    private @Nullable ResponseJson json;
    private @Nullable ResponsePage page;

    /** @param exchange null when nothing was sent */
    ResponseObject(HttpState state, Prepared prepared, @Nullable Exchange exchange) {
        this.state = state;
        this.guest = state.realm.guest();
        this.prepared = prepared;
        this.exchange = exchange;
    }

    @Override
    public @Nullable Object getMember(String key) {
        if (made != null && made.containsKey(key)) {
            return made.get(key);
        }
        return switch (key) {
            case "status" -> exchange == null ? 0 : exchange.last().status();
            case "error_code" -> errorCode();
            case "error" -> error();
            case "json",
                    "html",
                    "submitForm",
                    "clickLink",
                    "headers",
                    "timings",
                    "request",
                    "cookies",
                    "ocsp",
                    "body" -> keep(key, make(key));
            default -> exchange == null ? absent(key) : text(exchange.last(), key);
        };
    }

    private @Nullable Object keep(String key, @Nullable Object value) {
        if (made == null) {
            made = new HashMap<>();
        }
        made.put(key, value);
        return value;
    }

    private static @Nullable Object absent(String key) {
        return key.equals("remote_port") ? 0 : NAMES.contains(key) ? "" : null;
    }

    private static @Nullable Object text(Hop hop, String key) {
        return switch (key) {
            case "remote_ip" -> hop.remoteIp();
            case "remote_port" -> hop.remotePort();
            case "url" -> hop.url().text();
            case "status_text" -> hop.statusText();
            case "proto" -> hop.proto();
            case "tls_version" -> hop.tlsVersion();
            case "tls_cipher_suite" -> hop.tlsCipherSuite();
            default -> null;
        };
    }

    private @Nullable Object make(String key) {
        return switch (key) {
            case "json" -> guest.function(this::json);
            case "html" -> guest.function(arguments -> page().html(guest.argument(arguments, 0)));
            case "submitForm" -> guest.function(arguments -> page().submitForm(guest.argument(arguments, 0)));
            case "clickLink" -> guest.function(arguments -> page().clickLink(guest.argument(arguments, 0)));
            case "headers" -> Guest.object(headers().toMap());
            case "timings" -> Guest.object(timings());
            case "request" -> request();
            case "cookies" -> Guest.object(exchange == null ? Map.of() : ResponseCookies.of(exchange.last()));
            case "ocsp" -> Guest.object(ocsp());
            default -> body();
        };
    }

    private Headers headers() {
        return exchange == null ? Headers.EMPTY : exchange.last().headers();
    }

    private int errorCode() {
        if (exchange == null) {
            return prepared instanceof Prepared.Refused refused ? refused.errorCode() : 0;
        }
        TransportError error = exchange.last().error();
        int status = exchange.last().status();
        return error != null ? error.code() : status >= 400 ? TransportError.HTTP_STATUS_BASE + status : 0;
    }

    private String error() {
        if (exchange == null) {
            return prepared instanceof Prepared.Refused refused ? refused.error() : "";
        }
        TransportError error = exchange.last().error();
        return error == null ? "" : error.text();
    }

    private Map<String, Object> timings() {
        Timings timings = exchange == null ? Timings.ZERO : exchange.last().timings();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("duration", timings.durationNanos() / 1e6);
        fields.put("blocked", timings.blockedNanos() / 1e6);
        fields.put("looking_up", 0.0);
        fields.put("connecting", timings.connectingNanos() / 1e6);
        fields.put("tls_handshaking", timings.tlsNanos() / 1e6);
        fields.put("sending", timings.sendingNanos() / 1e6);
        fields.put("waiting", timings.waitingNanos() / 1e6);
        fields.put("receiving", timings.receivingNanos() / 1e6);
        return fields;
    }

    private Map<String, Object> ocsp() {
        Staple staple = exchange == null ? null : exchange.last().staple();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("produced_at", staple == null ? 0L : staple.producedAt());
        fields.put("this_update", staple == null ? 0L : staple.thisUpdate());
        fields.put("next_update", staple == null ? 0L : staple.nextUpdate());
        fields.put("revoked_at", staple == null ? 0L : staple.revokedAt());
        fields.put("revocation_reason", staple == null ? "" : staple.reason());
        fields.put("status", staple == null ? "" : staple.status());
        return fields;
    }

    private @Nullable Object request() {
        if (!(prepared instanceof Prepared.Sendable(Request request, var _, var _, var _, var _, var _))) {
            return null;
        }
        Map<String, Object> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> {
            if (!value.isEmpty() || !name.equals("User-Agent")) {
                headers.put(name, Guest.array(List.of(value)));
            }
        });
        Map<String, Object> cookies = new LinkedHashMap<>();
        request.cookies()
                .own()
                .forEach(cookie -> cookies.put(
                        cookie.name(),
                        Guest.array(List.of(Guest.object(Map.of(
                                "name", cookie.name(), "value", cookie.value(), "replace", cookie.replace()))))));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("method", request.method());
        fields.put("url", request.url().text());
        fields.put("headers", Guest.object(headers));
        byte[] sent = request.body();
        fields.put("body", sent == null ? "" : new String(sent, StandardCharsets.UTF_8));
        fields.put("cookies", Guest.object(cookies));
        return Guest.object(fields);
    }

    private @Nullable Object body() {
        if (exchange == null) {
            return prepared instanceof Prepared.Refused ? Guest.array(List.of()) : null;
        }
        byte[] bytes = exchange.body();
        if (bytes == null || !(prepared instanceof Prepared.Sendable call)) {
            return null;
        }
        return call.responseType() == Prepared.ResponseType.BINARY ? guest.arrayBuffer(bytes) : bodyText(bytes);
    }

    private String bodyText(byte[] bytes) {
        String text = bodyText;
        if (text == null) {
            text = BodyText.of(bytes);
            bodyText = text;
        }
        return text;
    }

    private ResponsePage page() {
        byte[] bytes = exchange == null ? null : exchange.body();
        if (exchange == null || bytes == null) {
            throw guest.raise(
                    "Error",
                    "the response has no body, so there is no HTML in it (the request failed,"
                            + " or its body was discarded)");
        }
        ResponsePage parsed = page;
        if (parsed == null) {
            parsed = new ResponsePage(state, exchange.last().url(), bodyText(bytes));
            page = parsed;
        }
        return parsed;
    }

    private Object json(Value[] arguments) {
        byte[] bytes = exchange == null ? null : exchange.body();
        if (bytes == null) {
            throw guest.raise(
                    "Error",
                    "the response has no body, so there is no JSON in it (the request failed,"
                            + " or its body was discarded)");
        }
        ResponseJson parsed = json;
        if (parsed == null) {
            parsed = new ResponseJson(guest, bodyText(bytes));
            json = parsed;
        }
        Value selector = guest.argument(arguments, 0);
        return selector.isString() ? parsed.select(selector.asString()) : parsed.whole();
    }

    @Override
    public Object getMemberKeys() {
        return Guest.array(MEMBERS);
    }

    @Override
    public boolean hasMember(String key) {
        return NAMES.contains(key);
    }

    @Override
    public void putMember(String key, Value value) {
        if (!NAMES.contains(key)) {
            throw guest.raise("TypeError", "a response has no field '" + key + "' that could be set");
        }
        keep(key, value);
    }
}
