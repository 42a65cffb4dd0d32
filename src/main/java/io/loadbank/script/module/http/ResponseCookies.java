package io.loadbank.script.module.http;

import io.loadbank.http.Cookie;
import io.loadbank.http.Hop;
import io.loadbank.script.module.Guest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cookies a response sets, as its {@code cookies} field shows them. */
final class ResponseCookies {

    /** What k6 shows for a cookie without an expiry: year 1 in milliseconds, in 64 bits of nanoseconds. */
    private static final long NO_EXPIRY = -6_795_364_578_871L;

    private ResponseCookies() {}

    /** Name to a list of cookies. */
    static Map<String, Object> of(Hop hop) {
        Map<String, List<Object>> byName = new LinkedHashMap<>();
        for (Cookie cookie : Cookie.parseAll(hop.setCookies())) {
            byName.computeIfAbsent(cookie.name(), _ -> new ArrayList<>()).add(Guest.object(fields(cookie)));
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        byName.forEach((name, cookies) -> shown.put(name, Guest.array(cookies)));
        return shown;
    }

    private static Map<String, Object> fields(Cookie cookie) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", cookie.name());
        fields.put("value", cookie.value());
        fields.put("domain", cookie.domain());
        fields.put("path", cookie.path());
        fields.put("http_only", cookie.httpOnly());
        fields.put("secure", cookie.secure());
        fields.put("max_age", cookie.maxAge());
        Long expires = cookie.expiresEpochMillis();
        fields.put("expires", expires == null ? NO_EXPIRY : expires);
        return fields;
    }
}
