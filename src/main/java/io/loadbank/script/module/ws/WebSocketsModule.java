package io.loadbank.script.module.ws;

import io.loadbank.script.module.Console;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.JsModule;
import io.loadbank.script.module.Phase;
import io.loadbank.script.module.Realm;
import io.loadbank.vu.LogSink.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;

/** The module {@code k6/websockets}: WebSockets on the event loop. It has an older name as well. */
public final class WebSocketsModule implements JsModule {

    private static final String NAME = "k6/websockets";
    private static final String OLD_NAME = "k6/experimental/websockets";

    private final String name;

    private WebSocketsModule(String name) {
        this.name = name;
    }

    public static WebSocketsModule current() {
        return new WebSocketsModule(NAME);
    }

    public static WebSocketsModule experimental() {
        return new WebSocketsModule(OLD_NAME);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> exports() {
        return List.of("Blob", "WebSocket");
    }

    @Override
    public Value open(Realm realm) {
        if (name.equals(OLD_NAME)
                && realm.vu().phase() == Phase.INIT
                && !realm.run().isBound()) {
            Console.line(realm, Level.WARN, OLD_NAME + " is deprecated; import " + NAME + " instead");
        }
        Guest guest = realm.guest();
        return guest.evaluate("ws/websockets.js")
                .execute(Guest.object(Map.of(
                        "open", guest.function(arguments -> open(realm, arguments)),
                        "warn", guest.action(arguments -> Console.line(realm, Level.WARN, arguments[0].asString())),
                        "encode",
                                guest.function(arguments -> guest.arrayBuffer(
                                        arguments[0].asString().getBytes(StandardCharsets.UTF_8))),
                        "decode",
                                guest.function(arguments -> new String(bytes(arguments[0]), StandardCharsets.UTF_8)))));
    }

    /** @param arguments URL, array of subprotocols, params, and the function that is told what happens */
    private static Object open(Realm realm, Value[] arguments) {
        WsModule.refuseInInit(realm);
        Value protocols = arguments[1];
        String[] names = new String[(int) protocols.getArraySize()];
        for (int i = 0; i < names.length; i++) {
            names[i] = protocols.getArrayElement(i).asString();
        }
        WsParams params = WsParams.read(realm, arguments[2], true);
        EventSocket socket = new EventSocket(realm, arguments[0].asString(), params, arguments[3]);
        return socket.open(List.of(names));
    }

    static byte[] bytes(Value buffer) {
        byte[] bytes = Guest.bytes(buffer);
        return bytes == null ? new byte[0] : bytes;
    }
}
