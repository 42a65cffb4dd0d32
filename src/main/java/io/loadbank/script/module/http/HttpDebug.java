package io.loadbank.script.module.http;

import io.loadbank.http.Exchange;
import io.loadbank.http.Hop;
import io.loadbank.http.TransportError;
import io.loadbank.script.module.Console;
import io.loadbank.script.module.Realm;
import io.loadbank.vu.LogSink.Level;
import io.loadbank.vu.SecretVault;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes requests and responses to the run's log, for the option {@code httpDebug}. */
final class HttpDebug {

    /** Of a body, in bytes; the log cuts its lines as well. */
    private static final int MAX_BODY = 8 * 1024;

    private HttpDebug() {}

    /** Two lines for each hop, joined by the exchange's id. */
    static void log(Realm realm, Exchange exchange, boolean bodies) {
        String id = UUID.randomUUID().toString();
        int ended = exchange.hops().size() - (exchange.interrupted() ? 1 : 0);
        for (int i = 0; i < ended; i++) {
            Hop hop = exchange.hops().get(i);
            Hop.Sent sent = hop.sent();
            if (sent != null) {
                String text = lines(sent.head()) + (bodies ? body(realm.run().secrets(), sent.body()) : "");
                Console.line(realm, Level.INFO, "Request " + id + ":\n" + text);
            }
            boolean last = i == exchange.hops().size() - 1;
            String text = response(hop) + (bodies && last ? body(realm.run().secrets(), exchange.body()) : "");
            Console.line(realm, Level.INFO, "Response " + id + ":\n" + text);
        }
    }

    private static String response(Hop hop) {
        TransportError error = hop.error();
        if (error != null) {
            return hop.failure() + "\n";
        }
        StringBuilder text = new StringBuilder(hop.proto()).append(' ').append(hop.statusText());
        hop.headers()
                .forEach((name, value) ->
                        text.append('\n').append(name).append(": ").append(value));
        return text.append("\n\n").toString();
    }

    private static String lines(String head) {
        return head.replace("\r\n", "\n");
    }

    /** The beginning of a body; hidden first, for the beginning of a secret would not be recognised. */
    private static String body(SecretVault secrets, byte @Nullable [] whole) {
        if (whole == null) {
            return "";
        }
        byte[] body = secrets.redact(whole);
        int shown = Math.min(MAX_BODY, body.length);
        String text = new String(body, 0, shown, StandardCharsets.UTF_8);
        return shown < body.length ? text + "… (" + body.length + " bytes)" : text;
    }
}
