package io.loadbank.script.module.ws;

import io.loadbank.script.module.EventLoop;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.Realm;
import io.loadbank.ws.WsAnswer;
import io.loadbank.ws.WsConnection;
import io.loadbank.ws.WsDialer;
import io.loadbank.ws.WsEvent;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket whose script is told each event by the realm's loop, which it keeps running until it is closed. Confined
 * to the realm's thread.
 */
final class EventSocket {

    private final Realm realm;
    private final Guest guest;
    private final String url;
    private final WsParams params;
    private final Value sink;
    private final WsSamples samples;
    private final EventLoop.Pending pending;
    private volatile @Nullable WsConnection connection;
    private volatile boolean dropped;

    /** @param sink takes the name of an event and its data, and returns whether the script took a message */
    EventSocket(Realm realm, String url, WsParams params, Value sink) {
        this.realm = realm;
        this.guest = realm.guest();
        this.url = url;
        this.params = params;
        this.sink = sink;
        this.samples = new WsSamples(realm, url, params.tags(), true);
        this.pending = realm.loop().begin(this::drop);
    }

    /** Starts the handshake and returns what the script's part of the module needs. */
    Object open(List<String> protocols) {
        WsDialer.open(realm.vu().client(), params.request(realm, url, protocols), this::arrive);
        return Guest.object(Map.of(
                "send",
                        guest.action(arguments -> {
                            samples.sent();
                            WsConnection opened = connected();
                            opened.sendText(arguments[0].asString());
                            opened.awaitRoom(realm.vu()::stopped);
                        }),
                "sendBinary",
                        guest.action(arguments -> {
                            samples.sent();
                            WsConnection opened = connected();
                            opened.sendBinary(WebSocketsModule.bytes(arguments[0]));
                            opened.awaitRoom(realm.vu()::stopped);
                        }),
                "ping",
                        guest.action(_ -> {
                            samples.sent();
                            connected().ping(samples.ping());
                        }),
                "close",
                        guest.action(arguments -> {
                            samples.sent();
                            connected().sendClose(arguments[0].asInt(), arguments[1].asString());
                        }),
                "drop", guest.action(_ -> drop()),
                "unsent", guest.function(_ -> unsent())));
    }

    private long unsent() {
        WsConnection opened = connection;
        return opened == null ? 0 : opened.unsent();
    }

    private WsConnection connected() {
        WsConnection opened = connection;
        if (opened == null) {
            throw guest.raise("Error", "InvalidStateError: the WebSocket is not open");
        }
        return opened;
    }

    /** On an event loop, mostly. */
    private void arrive(WsEvent event) {
        if (event instanceof WsEvent.Opened(WsConnection opened, var _)) {
            connection = opened;
            if (dropped) {
                opened.drop(CloseText.GOING_AWAY);
            }
        }
        double millis = System.currentTimeMillis();
        if (event instanceof WsEvent.Refused || event instanceof WsEvent.Closed) {
            pending.complete(() -> tell(event, millis));
        } else {
            pending.report(() -> tell(event, millis));
        }
    }

    private void tell(WsEvent event, double millis) {
        WsConnection opened = connection;
        if (opened != null) {
            opened.taken(event);
        }
        switch (event) {
            case WsEvent.Opened(var _, WsAnswer answer) -> {
                samples.answered(answer);
                sink.executeVoid("open", millis, answer.subprotocol(), answer.extensions());
            }
            case WsEvent.Refused(WsAnswer answer) -> {
                samples.answered(answer);
                String why = answer.error().isEmpty() ? "websocket: bad handshake" : answer.error();
                sink.executeVoid("error", millis, why);
                sink.executeVoid("close", millis, 0, "");
            }
            case WsEvent.Text(String text) -> message(sink.execute("message", millis, text));
            case WsEvent.Binary(byte[] bytes) -> message(sink.execute("message", millis, guest.arrayBuffer(bytes)));
            case WsEvent.Ping _ -> sink.executeVoid("ping", millis);
            case WsEvent.Pong(String payload) -> {
                samples.pong(payload);
                sink.executeVoid("pong", millis);
            }
            case WsEvent.Closed closed -> {
                samples.ended();
                if (!CloseText.isUsual(closed)) {
                    sink.executeVoid("broken", millis, CloseText.of(closed));
                }
                sink.executeVoid("close", millis, closed.code(), closed.reason());
            }
        }
    }

    private void message(Value taken) {
        if (taken.asBoolean()) {
            samples.received();
        }
    }

    /** Says goodbye with 1001 and expects nothing more. */
    private void drop() {
        dropped = true;
        pending.end();
        WsConnection opened = connection;
        if (opened != null) {
            opened.drop(CloseText.GOING_AWAY);
            samples.ended();
        }
    }
}
