package io.loadbank.script.module;

import io.loadbank.vu.SecretVault;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;

/** The module {@code k6/secrets}: values that a run was given or that are mounted, hidden wherever they could show. */
public final class SecretsModule implements JsModule {

    @Override
    public String name() {
        return "k6/secrets";
    }

    /** It has a default export only. */
    @Override
    public List<String> exports() {
        return List.of();
    }

    @Override
    public Value open(Realm realm) {
        Guest guest = realm.guest();
        SecretVault vault = realm.run().secrets();
        return guest.evaluate("secrets.js")
                .execute(Guest.object(Map.of(
                        "fallback", SecretVault.DEFAULT,
                        "has", guest.function(arguments -> vault.has(arguments[0].asString())),
                        "take",
                                guest.function(
                                        arguments -> vault.take(arguments[0].asString(), arguments[1].asString())))));
    }
}
