package io.loadbank.script;

import io.loadbank.script.module.Realm;
import io.loadbank.script.module.crypto.CryptoGlobal;
import io.loadbank.script.module.text.TextGlobals;
import java.util.List;
import org.graalvm.polyglot.Value;

/** The globals that are made in a realm when its script first asks for them. */
final class BuiltinGlobals {

    static final List<String> NAMES = List.of("TextDecoder", "TextEncoder", "crypto");

    private BuiltinGlobals() {}

    static Value open(Realm realm, String name) {
        return switch (name) {
            case "TextDecoder", "TextEncoder" -> TextGlobals.open(realm).getMember(name);
            case "crypto" -> CryptoGlobal.open(realm);
            default -> throw new IllegalArgumentException("no global " + name);
        };
    }
}
