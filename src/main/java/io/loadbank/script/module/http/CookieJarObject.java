package io.loadbank.script.module.http;

import io.loadbank.http.Cookie;
import io.loadbank.http.CookieJar;
import io.loadbank.http.Url;
import io.loadbank.http.UrlResult;
import io.loadbank.script.module.CookieJarHandle;
import io.loadbank.script.module.Guest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/** A script's handle on a cookie jar. */
final class CookieJarObject implements ProxyObject, CookieJarHandle {

    private final Guest guest;
    private final CookieJar jar;
    private final Map<String, Object> methods = new LinkedHashMap<>();

    CookieJarObject(Guest guest, CookieJar jar) {
        this.guest = guest;
        this.jar = jar;
        methods.put("clear", guest.action(arguments -> jar.clear(url(arguments))));
        methods.put("cookiesForURL", guest.function(arguments -> cookies(url(arguments))));
        methods.put("delete", guest.action(arguments -> delete(url(arguments), text(arguments, 1))));
        methods.put("set", guest.function(arguments -> set(url(arguments), arguments)));
    }

    /** A fresh handle on the VU's jar of this iteration. */
    static Object current(HttpState state) {
        HttpModule.refuseInInit(state.realm, "the cookie jar is");
        return new CookieJarObject(state.realm.guest(), state.jar());
    }

    @Override
    public CookieJar jar() {
        return jar;
    }

    private Url url(Value[] arguments) {
        return switch (Url.parse(text(arguments, 0))) {
            case UrlResult.Parsed(Url url) -> url;
            case UrlResult.Malformed(String reason) -> throw guest.raise("Error", "invalid URL: " + reason);
        };
    }

    private String text(Value[] arguments, int index) {
        Value given = guest.argument(arguments, index);
        return Guest.isUndefined(given) ? "" : guest.text(given);
    }

    private Object cookies(Url url) {
        Map<String, Object> cookies = new LinkedHashMap<>();
        jar.cookiesFor(url).forEach((name, values) -> cookies.put(name, Guest.array(values)));
        return Guest.object(cookies);
    }

    private void delete(Url url, String name) {
        if (name.isEmpty()) {
            throw guest.raise("Error", "delete() needs the name of a cookie");
        }
        jar.delete(url, name);
    }

    private boolean set(Url url, Value[] arguments) {
        Value options = guest.argument(arguments, 3);
        Cookie cookie = new Cookie(
                text(arguments, 1),
                text(arguments, 2),
                false,
                option(options, "domain"),
                option(options, "path"),
                flag(options, "secure"),
                flag(options, "http_only"),
                maxAge(options),
                expires(options));
        jar.set(url, cookie);
        return true;
    }

    private static @Nullable Value member(Value options, String name) {
        return options.hasMembers() ? RequestReader.member(options, name) : null;
    }

    private String option(Value options, String name) {
        Value value = member(options, name);
        return value == null || value.isNull() ? "" : guest.text(value);
    }

    private static boolean flag(Value options, String name) {
        Value value = member(options, name);
        return value != null && value.isBoolean() && value.asBoolean();
    }

    private static long maxAge(Value options) {
        Value value = member(options, "max_age");
        return value != null && value.isNumber() ? (long) value.asDouble() : 0;
    }

    private @Nullable Long expires(Value options) {
        String text = option(options, "expires");
        if (text.isEmpty()) {
            return null;
        }
        Long expires = Cookie.parseExpires(text);
        if (expires == null) {
            throw guest.raise("Error", "unable to read the expires date '" + text + "' of a cookie");
        }
        return expires;
    }

    @Override
    public @Nullable Object getMember(String key) {
        return methods.get(key);
    }

    @Override
    public Object getMemberKeys() {
        return Guest.array(List.copyOf(methods.keySet()));
    }

    @Override
    public boolean hasMember(String key) {
        return methods.containsKey(key);
    }

    @Override
    public void putMember(String key, Value value) {
        throw guest.raise("TypeError", "a cookie jar has no field '" + key + "' that could be set");
    }
}
