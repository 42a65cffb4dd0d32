package io.loadbank.script.module.ws;

import io.loadbank.script.module.Guest;
import io.loadbank.script.module.JsModule;
import io.loadbank.script.module.Phase;
import io.loadbank.script.module.Realm;
import java.util.List;
import org.graalvm.polyglot.Value;

/** The module {@code k6/ws}: WebSockets that block the VU. */
public final class WsModule implements JsModule {

    @Override
    public String name() {
        return "k6/ws";
    }

    @Override
    public List<String> exports() {
        return List.of("connect");
    }

    @Override
    public boolean liveBindings() {
        return true;
    }

    @Override
    public Value open(Realm realm) {
        Guest guest = realm.guest();
        return guest.evaluate("ws/ws.js")
                .execute(
                        guest.function(arguments -> connect(realm, arguments[0].asString(), arguments[1])),
                        guest.function(_ -> System.nanoTime() / 1e6));
    }

    private static Object connect(Realm realm, String url, Value given) {
        refuseInInit(realm);
        return new BlockingSocket(realm, url, WsParams.read(realm, given, false)).open();
    }

    static void refuseInInit(Realm realm) {
        if (realm.vu().phase() == Phase.INIT) {
            throw realm.guest().raise("Error", "WebSockets are not available in the init context");
        }
    }
}
