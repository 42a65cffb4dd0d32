package io.loadbank.script.module;

import io.loadbank.http.CookieJar;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** A script's handle on a cookie jar, such as {@code http.cookieJar()} returns, which several modules take. */
public interface CookieJarHandle {

    CookieJar jar();

    /** The jar behind a handle; null for any other value. */
    static @Nullable CookieJar jarOf(Value value) {
        return value.isProxyObject() && value.asProxyObject() instanceof CookieJarHandle handle ? handle.jar() : null;
    }
}
