package io.loadbank.script.module.ws;

import io.loadbank.script.module.Console;
import io.loadbank.script.module.EventLoop;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.Realm;
import io.loadbank.script.module.VuScope;
import io.loadbank.vu.LogSink.Level;
import io.loadbank.ws.WsAnswer;
import io.loadbank.ws.WsConnection;
import io.loadbank.ws.WsDialer;
import io.loadbank.ws.WsEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket whose script waits for each event. Confined to the VU's thread, but for what fills the queue.
 *
 * <p>When the VU is stopped it says goodbye with 1001 and lets no further statement run.
 */
final class BlockingSocket {

    private static final double MAX_MILLIS = 1e12;

    private final Realm realm;
    private final VuScope vu;
    private final Guest guest;
    private final String url;
    private final WsParams params;
    private final WsSamples samples;
    private final Thread owner = Thread.currentThread();
    private final ConcurrentLinkedQueue<WsEvent> events = new ConcurrentLinkedQueue<>();
    private final EventLoop.Pending pending;
    private @Nullable WsConnection connection;

    BlockingSocket(Realm realm, String url, WsParams params) {
        this.realm = realm;
        this.vu = realm.vu();
        this.guest = realm.guest();
        this.url = url;
        this.params = params;
        this.samples = new WsSamples(realm, url, params.tags(), false);
        this.pending = realm.loop().begin(this::drop);
    }

    /** Shakes hands and returns what the script's part of the module needs. */
    Object open() {
        WsDialer.open(vu.client(), params.request(realm, url, List.of()), this::arrive);
        WsEvent first = await(Double.POSITIVE_INFINITY);
        Map<String, Object> session = new LinkedHashMap<>();
        switch (first) {
            case WsEvent.Opened(WsConnection opened, WsAnswer answer) -> {
                connection = opened;
                samples.answered(answer);
                session.put("response", response(answer, url));
                methods(session, opened);
            }
            case WsEvent.Refused(WsAnswer answer) -> {
                pending.end();
                samples.answered(answer);
                samples.ended();
                if (answer.interrupted()) {
                    vu.awaitInterrupt();
                }
                refuse(answer);
                session.put("response", response(answer, ""));
            }
            case null, default -> pending.end();
        }
        return Guest.object(session);
    }

    private void refuse(WsAnswer answer) {
        if (answer.error().isEmpty()) {
            return;
        }
        if (realm.run().settings().throwErrors()) {
            throw guest.raise("Error", answer.error());
        }
        Console.line(realm, Level.WARN, "Attempt to establish a WebSocket connection failed: " + answer.error());
    }

    private Value response(WsAnswer answer, String shownUrl) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("url", shownUrl);
        tree.put("status", answer.status());
        tree.put("headers", answer.headers().toMap());
        tree.put("body", answer.body());
        tree.put("error", answer.error());
        return guest.tree(tree);
    }

    private void methods(Map<String, Object> session, WsConnection opened) {
        session.put("next", guest.function(arguments -> next(arguments[0].asDouble())));
        session.put("send", guest.action(arguments -> {
            opened.sendText(arguments[0].asString());
            sent(opened);
        }));
        session.put("sendBinary", guest.action(arguments -> sendBinary(opened, arguments[0])));
        session.put("ping", guest.action(_ -> opened.ping(samples.ping())));
        session.put("close", guest.action(arguments -> opened.drop(arguments[0].asInt())));
        session.put("end", guest.action(_ -> end()));
    }

    private void sendBinary(WsConnection opened, Value data) {
        byte[] bytes = data.hasBufferElements() ? Guest.bytes(data) : null;
        if (bytes == null) {
            throw guest.raise("TypeError", "sendBinary() takes an ArrayBuffer, not " + Guest.typeName(data));
        }
        opened.sendBinary(bytes);
        sent(opened);
    }

    private void sent(WsConnection opened) {
        samples.sent();
        opened.awaitRoom(vu::stopped);
    }

    private void arrive(WsEvent event) {
        events.add(event);
        LockSupport.unpark(owner);
    }

    /** The next event as an array of its name and data, or null if none came in time. */
    private @Nullable Object next(double millis) {
        WsEvent event = await(millis);
        WsConnection opened = connection;
        if (event == null || opened == null) {
            return null;
        }
        opened.taken(event);
        return switch (event) {
            case WsEvent.Text(String text) -> {
                samples.received();
                yield Guest.array(List.of("message", text));
            }
            case WsEvent.Binary(byte[] bytes) -> {
                samples.received();
                yield Guest.array(List.of("binaryMessage", guest.arrayBuffer(bytes)));
            }
            case WsEvent.Ping _ -> Guest.array(List.of("ping"));
            case WsEvent.Pong(String payload) -> {
                samples.pong(payload);
                yield Guest.array(List.of("pong"));
            }
            case WsEvent.Closed closed -> Guest.array(closed(closed));
            case WsEvent.Opened _, WsEvent.Refused _ -> null;
        };
    }

    /** Name, code, and the text of the error that comes first, if there is one. */
    private static List<Object> closed(WsEvent.Closed closed) {
        boolean justEnded = closed.code() == WsEvent.Closed.NO_FRAME && closed.error() == null;
        int code = closed.code() == WsEvent.Closed.NO_FRAME ? CloseText.GOING_AWAY : closed.code();
        String error = justEnded || CloseText.isUsual(closed) ? "" : CloseText.of(closed);
        return List.of("close", code, error);
    }

    private @Nullable WsEvent await(double millis) {
        long deadline = System.nanoTime() + (long) (Math.min(millis, MAX_MILLIS) * 1e6);
        while (true) {
            WsEvent event = vu.stopped() ? null : events.poll();
            if (event != null) {
                return event;
            }
            if (vu.stopped() || Thread.currentThread().isInterrupted()) {
                drop();
                vu.awaitInterrupt();
                return null;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return null;
            }
            LockSupport.parkNanos(this, left);
        }
    }

    private void end() {
        pending.end();
        drop();
        samples.ended();
    }

    /** Closes what is open, or becomes so: a handshake that is under way is the client's to interrupt. */
    private void drop() {
        WsConnection opened = connection;
        if (opened == null && events.peek() instanceof WsEvent.Opened late) {
            opened = late.connection();
        }
        if (opened != null) {
            opened.drop(CloseText.GOING_AWAY);
        }
    }
}
