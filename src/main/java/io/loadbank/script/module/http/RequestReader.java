package io.loadbank.script.module.http;

import io.loadbank.http.Auth;
import io.loadbank.http.ContentCoding;
import io.loadbank.http.CookieJar;
import io.loadbank.http.Headers;
import io.loadbank.http.HttpVersion;
import io.loadbank.http.Request;
import io.loadbank.http.RequestCookies;
import io.loadbank.http.TransportError;
import io.loadbank.http.Url;
import io.loadbank.http.UrlResult;
import io.loadbank.metric.Tags;
import io.loadbank.plan.DurationText;
import io.loadbank.script.module.Console;
import io.loadbank.script.module.CookieJarHandle;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.RunSettings;
import io.loadbank.script.module.TagArguments;
import io.loadbank.vu.LogSink.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of one request call. Used for one call and thrown away. */
final class RequestReader {

    /** Stops the reading of an argument that cannot be used. */
    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        Unusable(String message, int code) {
            super(message, null, false, false);
            this.code = code;
        }
    }

    private static final double MAX_MILLIS = 1e12;

    private final HttpState state;
    private final Guest guest;
    private final RunSettings settings;
    private Headers headers;
    private Duration timeout = Request.DEFAULT_TIMEOUT;
    private int redirects;
    private RequestCookies cookies;
    private Auth auth = Auth.BASIC;
    private List<ContentCoding> compression = List.of();
    private @Nullable Tags tags;
    private @Nullable ExpectedStatuses callback;
    private Prepared.ResponseType responseType;
    private HttpVersion version = HttpVersion.ANY;
    private boolean throwErrors;

    RequestReader(HttpState state) {
        this.state = state;
        this.guest = state.realm.guest();
        this.settings = state.realm.run().settings();
        this.headers = state.defaultHeaders();
        this.redirects = settings.maxRedirects();
        this.cookies = new RequestCookies(state.jar(), List.of());
        this.callback = state.callback;
        this.responseType = settings.discardResponseBodies() ? Prepared.ResponseType.NONE : Prepared.ResponseType.TEXT;
        this.throwErrors = settings.throwErrors();
    }

    Prepared read(String method, Value url, Value body, Value params) {
        try {
            Target target = target(url);
            byte[] bytes = null;
            if (!body.isNull()) {
                RequestBody packed = RequestBody.read(guest, body);
                if (packed == null) {
                    throw new Unusable("unknown request body type " + Guest.typeName(body), 0);
                }
                bytes = packed.bytes();
                if (packed.contentType() != null) {
                    headers = headers.toBuilder()
                            .set("Content-Type", packed.contentType())
                            .build();
                }
            }
            if (params.hasMembers() && !params.hasArrayElements()) {
                params(params, bytes);
            }
            Request request = new Request(
                    method,
                    target.url,
                    headers,
                    bytes,
                    timeout,
                    redirects,
                    responseType == Prepared.ResponseType.NONE,
                    cookies,
                    auth,
                    compression,
                    version);
            return new Prepared.Sendable(request, target.name, tags, callback, responseType, throwErrors);
        } catch (Unusable e) {
            return new Prepared.Refused(String.valueOf(e.getMessage()), e.code);
        }
    }

    private record Target(Url url, @Nullable String name) {}

    private Target target(Value url) throws Unusable {
        String text;
        String name = null;
        if (url.isString() && !url.hasMembers()) {
            text = url.asString();
        } else if (url.hasMembers() && url.hasMember("clean_url") && url.hasMember("name")) {
            text = url.getMember("url").asString();
            String template = url.getMember("name").asString();
            name = template.contains("${}") ? template : null;
        } else {
            throw new Unusable(
                    "invalid URL: " + guest.text(url) + " is neither a string nor made by http.url",
                    TransportError.INVALID_URL);
        }
        return switch (state.url(text)) {
            case UrlResult.Parsed(Url parsed) -> new Target(parsed, name);
            case UrlResult.Malformed(String reason) ->
                throw new Unusable("invalid URL: " + reason, TransportError.INVALID_URL);
        };
    }

    private void params(Value params, byte @Nullable [] body) throws Unusable {
        for (String key : params.getMemberKeys()) {
            Value value = params.getMember(key);
            switch (key) {
                case "headers" -> headers(value, body);
                case "cookies" -> cookies = new RequestCookies(cookies.jar(), ownCookies(value));
                case "jar" -> {
                    CookieJar given = CookieJarHandle.jarOf(value);
                    if (given != null) {
                        cookies = new RequestCookies(given, cookies.own());
                    }
                }
                case "auth" -> auth = auth(value);
                case "compression" -> compression = codings(value);
                case "redirects" -> redirects = redirects(value);
                case "tags" -> tags = tags(value);
                case "timeout" -> timeout = timeout(value);
                case "throw" -> throwErrors = value.isBoolean() && value.asBoolean();
                case "responseType" -> responseType = responseType(value);
                case "responseCallback" -> callback = callback(value);
                case "httpVersion" -> version = version(value);
                default -> {
                    // unknown keys are ignored, as k6 does
                }
            }
        }
    }

    private void headers(Value given, byte @Nullable [] body) {
        if (!given.hasMembers()) {
            return;
        }
        Headers.Builder builder = headers.toBuilder();
        for (String name : given.getMemberKeys()) {
            String value = guest.text(given.getMember(name));
            if (name.equalsIgnoreCase("content-length")) {
                int length = body == null ? 0 : body.length;
                if (!value.equals(Integer.toString(length))) {
                    warn("the Content-Length header " + value + " does not fit the body and was replaced by " + length);
                }
            } else {
                builder.set(name, value);
            }
        }
        headers = builder.build();
    }

    private List<RequestCookies.Own> ownCookies(Value given) {
        List<RequestCookies.Own> own = new ArrayList<>();
        if (given.hasMembers()) {
            for (String name : given.getMemberKeys()) {
                Value value = given.getMember(name);
                if (value.isNull()) {
                    continue;
                }
                boolean detailed = value.hasMembers() && !value.isString();
                Value text = detailed ? member(value, "value") : value;
                Value replace = detailed ? member(value, "replace") : null;
                own.add(new RequestCookies.Own(
                        name,
                        text == null || text.isNull() ? "" : guest.text(text),
                        replace != null && replace.isBoolean() && replace.asBoolean()));
            }
        }
        return own;
    }

    /** A member whose name is matched without regard to letter case. */
    static @Nullable Value member(Value object, String name) {
        for (String key : object.getMemberKeys()) {
            if (key.equalsIgnoreCase(name)) {
                return object.getMember(key);
            }
        }
        return null;
    }

    private static Auth auth(Value given) {
        return switch (given.isString() ? given.asString() : "") {
            case "digest" -> Auth.DIGEST;
            case "ntlm" -> Auth.NTLM;
            default -> Auth.BASIC;
        };
    }

    private List<ContentCoding> codings(Value given) throws Unusable {
        String text = guest.text(given);
        List<ContentCoding> codings = new ArrayList<>();
        if (!text.isEmpty()) {
            for (String token : text.split(",", -1)) {
                ContentCoding coding = ContentCoding.of(token.strip());
                if (coding == null) {
                    throw new Unusable("unknown compression algorithm '" + token.strip() + "'", 0);
                }
                codings.add(coding);
            }
        }
        return codings;
    }

    /** An integer as JavaScript makes one of a value; what is no positive number is 0. */
    private static int redirects(Value given) {
        double hops = 0;
        if (given.isNumber()) {
            hops = given.asDouble();
        } else if (given.isBoolean()) {
            hops = given.asBoolean() ? 1 : 0;
        } else if (given.isString()) {
            try {
                hops = Double.parseDouble(given.asString());
            } catch (NumberFormatException _) {
                hops = 0;
            }
        }
        return hops > 0 ? (int) Math.min(hops, Integer.MAX_VALUE) : 0;
    }

    private @Nullable Tags tags(Value given) throws Unusable {
        if (given.isNull()) {
            return null;
        }
        TreeMap<String, String> read = new TreeMap<>();
        for (String key : given.getMemberKeys()) {
            String text = TagArguments.text(guest, given.getMember(key));
            if (text == null) {
                throw new Unusable(
                        "invalid value for tag '" + key + "': only string, boolean and number values can be tags", 0);
            }
            read.put(key, text);
        }
        return read.isEmpty() ? null : Tags.of(read);
    }

    private Duration timeout(Value given) throws Unusable {
        if (given.isNumber() && !Double.isNaN(given.asDouble())) {
            return Duration.ofNanos((long) (Math.clamp(given.asDouble(), -MAX_MILLIS, MAX_MILLIS) * 1e6));
        }
        if (given.isString()) {
            Optional<Duration> read = DurationText.parse(given.asString());
            if (read.isPresent()) {
                return read.get();
            }
        }
        throw new Unusable("invalid timeout value: '" + guest.text(given) + "'", 0);
    }

    private Prepared.ResponseType responseType(Value given) throws Unusable {
        String text = given.isString() ? given.asString() : guest.text(given);
        return switch (given.isString() ? text : "") {
            case "text" -> Prepared.ResponseType.TEXT;
            case "binary" -> Prepared.ResponseType.BINARY;
            case "none" -> Prepared.ResponseType.NONE;
            default -> throw new Unusable("unknown responseType '" + text + "'", 0);
        };
    }

    private HttpVersion version(Value given) throws Unusable {
        if (given.isNull()) {
            return HttpVersion.ANY;
        }
        HttpVersion known = HttpVersion.of(given.isString() ? given.asString() : "");
        if (known == null) {
            throw new Unusable("unknown httpVersion '" + guest.text(given) + "': HTTP/1.1 or HTTP/3", 0);
        }
        return known;
    }

    private @Nullable ExpectedStatuses callback(Value given) throws Unusable {
        if (given.isNull() && !Guest.isUndefined(given)) {
            return null;
        }
        if (given.isProxyObject() && given.asProxyObject() instanceof ExpectedStatuses expected) {
            return expected;
        }
        throw new Unusable("unsupported responseCallback", 0);
    }

    private void warn(String message) {
        Console.line(state.realm, Level.WARN, message);
    }
}
