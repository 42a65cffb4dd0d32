package io.loadbank.script.module.http;

import io.loadbank.http.CookieJar;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** A script's handle on a cookie jar. */
final class CookieJarObject {

    private CookieJarObject() {}

    static Object current(HttpState state) {
        HttpModule.refuseInInit(state.realm, "the cookie jar is");
        throw state.realm.guest().raise("Error", "http.cookieJar() is not supported by this version of Loadbank");
    }

    static @Nullable CookieJar jarOf(Value value) {
        return null;
    }
}
