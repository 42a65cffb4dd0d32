package io.loadbank.ws;

import io.loadbank.http.Exchange;
import io.loadbank.http.Headers;
import io.loadbank.http.Hop;
import io.loadbank.http.HttpClient;
import io.loadbank.http.TransportError;
import io.loadbank.http.Upgrade;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens WebSockets by way of a VU's HTTP client: its names, TLS, cookies and interrupts are those of requests. */
@SuppressWarnings("FutureReturnValueIgnored") // a close that fails has nobody to tell
public final class WsDialer {

    private WsDialer() {}

    /**
     * Starts a handshake.
     *
     * @param listener gets all that happens, on an event loop that it must not block, or at once if nothing can be sent
     */
    public static void open(HttpClient client, WsRequest request, Consumer<WsEvent> listener) {
        long start = System.nanoTime();
        Handshake handshake = new Handshake(request);
        switch (Handshake.target(request.url())) {
            case Handshake.Target.Unusable(String why) -> listener.accept(refused(start, null, why));
            case Handshake.Target.Usable(var url) -> {
                String duplicate = handshake.duplicate();
                if (duplicate != null) {
                    String why = "websocket: duplicate header not allowed: " + duplicate;
                    listener.accept(refused(start, null, why));
                    return;
                }
                client.upgrade(
                        handshake.request(url),
                        outcome -> answered(new Dial(start, request, handshake, listener), outcome));
            }
        }
    }

    private record Dial(long startNanos, WsRequest request, Handshake handshake, Consumer<WsEvent> listener) {}

    private static void answered(Dial dial, Upgrade outcome) {
        switch (outcome) {
            case Upgrade.Declined(Exchange exchange) -> {
                TransportError error = exchange.last().error();
                dial.listener.accept(refused(dial.startNanos, exchange, error == null ? "" : error.detail()));
            }
            case Upgrade.Switched switched -> {
                try {
                    switched(dial, switched);
                } finally {
                    switched.surplus().release();
                }
            }
        }
    }

    private static void switched(Dial dial, Upgrade.Switched switched) {
        Headers headers = switched.exchange().last().headers();
        Handshake.Extension extension = dial.handshake.extension(text(headers, "Sec-Websocket-Extensions"));
        boolean usable = dial.handshake.isAcceptedBy(headers) && !(extension instanceof Handshake.Extension.Unknown);
        if (!usable) {
            switched.channel().close();
            dial.listener.accept(refused(dial.startNanos, switched.exchange(), "websocket: bad handshake"));
            return;
        }
        Channel channel = switched.channel();
        WsConnection connection = new WsConnection(channel, dial.listener, dial.request.maxMessageBytes());
        WsAnswer answer = answer(dial.startNanos, switched.exchange(), "");
        dial.listener.accept(new WsEvent.Opened(connection, answer));
        connection.start(extension, switched.surplus());
    }

    private static WsEvent.Refused refused(long start, @Nullable Exchange exchange, String error) {
        return new WsEvent.Refused(answer(start, exchange, error));
    }

    private static WsAnswer answer(long start, @Nullable Exchange exchange, String error) {
        long took = System.nanoTime() - start;
        if (exchange == null) {
            return new WsAnswer(0, Headers.EMPTY, "", error, "", "", "", took, false);
        }
        Hop hop = exchange.last();
        byte[] body = exchange.body();
        return new WsAnswer(
                hop.status(),
                hop.headers(),
                body == null ? "" : new String(body, StandardCharsets.UTF_8),
                error,
                text(hop.headers(), "Sec-Websocket-Protocol"),
                text(hop.headers(), "Sec-Websocket-Extensions"),
                hop.remoteIp(),
                took,
                exchange.interrupted());
    }

    private static String text(Headers headers, String name) {
        String value = headers.get(name);
        return value == null ? "" : value;
    }
}
