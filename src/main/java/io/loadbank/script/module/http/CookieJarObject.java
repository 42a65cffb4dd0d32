package io.loadbank.script.module.http;

import io.loadbank.http.CookieJar;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** A script's handle on a cookie jar. */
final class CookieJarObject {

    private CookieJarObject() {}

    static @Nullable CookieJar jarOf(Value value) {
        return null;
    }
}
