package io.loadbank.script.module;

import java.util.List;
import org.graalvm.polyglot.Value;

/** One built-in module, such as {@code k6/http}. Stateless; what it keeps lives in the realm that opened it. */
public interface JsModule {

    /** The exact specifier scripts import. */
    String name();

    /** Names of its exports, each a property of the default export as well. */
    List<String> exports();

    /**
     * Whether named imports follow assignments to the default object ({@code http.get = wrapper}), which
     * instrumentation libraries rely on.
     */
    default boolean liveBindings() {
        return false;
    }

    /** Makes the default export for one realm. Called once a realm, on its thread, during init. */
    Value open(Realm realm);

    /** Where the named exports are read from: the default export, for most modules. */
    default Value named(Value defaultExport) {
        return defaultExport;
    }
}
