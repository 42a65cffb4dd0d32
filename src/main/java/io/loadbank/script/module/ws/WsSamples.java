package io.loadbank.script.module.ws;

import io.loadbank.metric.BuiltinMetrics;
import io.loadbank.metric.Tags;
import io.loadbank.script.module.Realm;
import io.loadbank.script.module.RunSettings;
import io.loadbank.ws.WsAnswer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The samples of one WebSocket. Confined to the realm's thread. */
final class WsSamples {

    /** Pings that nobody answers are forgotten beyond this. */
    private static final int MAX_PINGS = 1_000;

    private final Realm realm;
    private final BuiltinMetrics metrics;
    private final String url;
    private final boolean named;
    private final long startNanos = System.nanoTime();
    private final Map<String, Long> pings = new LinkedHashMap<>();
    private Tags tags;
    private long lastPing;

    /**
     * The samples of a WebSocket that begins now, with the VU's tags of now.
     *
     * @param own tags of the call; null for none
     * @param named whether there is a tag called name, which replaces the URL where the script sets it
     */
    WsSamples(Realm realm, String url, @Nullable Tags own, boolean named) {
        this.realm = realm;
        this.metrics = realm.run().registry().builtins();
        this.url = url;
        this.named = named;
        this.tags = own == null ? realm.vu().tags() : realm.vu().tags().with(own);
    }

    /** The handshake is over, well or not. */
    void answered(WsAnswer answer) {
        RunSettings settings = realm.run().settings();
        String given = named ? tags.get("name") : null;
        String shown = given == null ? url : given;
        if (named && settings.sets("name")) {
            tags = tags.with("name", shown);
        }
        tags = put(settings, "url", shown);
        tags = put(settings, "status", Integer.toString(answer.status()));
        tags = put(settings, "subproto", answer.subprotocol());
        if (!answer.remoteIp().isEmpty()) {
            tags = put(settings, "ip", answer.remoteIp());
        }
        if (!answer.interrupted()) {
            realm.vu().sample(metrics.wsSessions, tags, 1);
            realm.vu().sample(metrics.wsConnecting, tags, answer.connectingNanos() / 1e6);
        }
    }

    private Tags put(RunSettings settings, String key, String value) {
        return settings.sets(key) ? tags.with(key, value) : tags;
    }

    void sent() {
        realm.vu().sample(metrics.wsMsgsSent, tags, 1);
    }

    void received() {
        realm.vu().sample(metrics.wsMsgsReceived, tags, 1);
    }

    /** The payload of the next ping, which starts its clock. */
    String ping() {
        String payload = Long.toString(++lastPing);
        if (pings.size() >= MAX_PINGS) {
            pings.remove(pings.keySet().iterator().next());
        }
        pings.put(payload, System.nanoTime());
        return payload;
    }

    void pong(String payload) {
        Long sent = pings.remove(payload);
        if (sent != null) {
            realm.vu().sample(metrics.wsPing, tags, (System.nanoTime() - sent) / 1e6);
        }
    }

    void ended() {
        realm.vu().sample(metrics.wsSessionDuration, tags, (System.nanoTime() - startNanos) / 1e6);
    }
}
