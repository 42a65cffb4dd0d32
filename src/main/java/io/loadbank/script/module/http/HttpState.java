package io.loadbank.script.module.http;

import io.loadbank.http.CookieJar;
import io.loadbank.http.Headers;
import io.loadbank.http.Url;
import io.loadbank.http.UrlResult;
import io.loadbank.script.module.Realm;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one realm's {@code k6/http} remembers between calls. Confined to the realm's thread. */
final class HttpState {

    private static final int MAX_URLS = 256;

    final Realm realm;
    final HttpSamples samples;
    private final Map<String, UrlResult> urls = new HashMap<>();

    @Nullable
    ExpectedStatuses callback = ExpectedStatuses.DEFAULT;

    private @Nullable Headers defaultHeaders;

    HttpState(Realm realm) {
        this.realm = realm;
        this.samples = new HttpSamples(realm);
    }

    /** The URL of a text; scripts ask for few different ones, so the last are kept. */
    UrlResult url(String text) {
        UrlResult known = urls.get(text);
        if (known == null) {
            if (urls.size() >= MAX_URLS) {
                urls.clear();
            }
            known = Url.parse(text);
            urls.put(text, known);
        }
        return known;
    }

    /** What every request starts from: the default {@code User-Agent}, if there is one. */
    Headers defaultHeaders() {
        Headers known = defaultHeaders;
        if (known == null) {
            String userAgent = realm.run().settings().userAgent();
            known = userAgent.isEmpty() ? Headers.EMPTY : Headers.of("User-Agent", userAgent);
            defaultHeaders = known;
        }
        return known;
    }

    /** The VU's cookie jar of this iteration. */
    CookieJar jar() {
        return realm.vu().jar();
    }
}
