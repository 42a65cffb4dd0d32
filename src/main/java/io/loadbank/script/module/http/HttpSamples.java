package io.loadbank.script.module.http;

import io.loadbank.http.Exchange;
import io.loadbank.http.Hop;
import io.loadbank.http.Staple;
import io.loadbank.http.Timings;
import io.loadbank.http.TransportError;
import io.loadbank.http.Url;
import io.loadbank.metric.BuiltinMetrics;
import io.loadbank.metric.Metric;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.Series;
import io.loadbank.metric.Tags;
import io.loadbank.script.module.Realm;
import io.loadbank.script.module.RunSettings;
import io.loadbank.script.module.VuScope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns the hops of an exchange into samples. One a realm, confined to its thread. */
final class HttpSamples {

    private static final int WITHOUT_CALLBACK = 8;
    private static final int WITH_CALLBACK = 9;

    /** What the tags of a hop depend on, apart from the VU's own tags. */
    private record Key(
            @Nullable String template,
            String url,
            String method,
            int status,
            String proto,
            String tlsVersion,
            String ip,
            String ocsp,
            @Nullable Boolean expected,
            @Nullable TransportError error,
            @Nullable Tags tags) {}

    private final Realm realm;
    private final Metric[] metrics;
    private final double[] values = new double[WITH_CALLBACK];
    private @Nullable Last last;

    /** The request before: most are like it, and then nothing has to be looked up. */
    @SuppressWarnings("ArrayRecordComponent") // the series are never changed
    private record Last(
            Tags base,
            Url url,
            @Nullable String template,
            @Nullable Tags tags,
            String method,
            int status,
            String proto,
            @Nullable Boolean expected,
            Series[] series) {

        @SuppressWarnings("ReferenceEquality") // equal ones that are other objects only cost a look-up
        boolean fits(Prepared.Sendable call, Hop hop, Tags current, @Nullable Boolean isExpected) {
            return status == hop.status()
                    && url == hop.url()
                    && base == current
                    && tags == call.tags()
                    && template == call.name()
                    && hop.error() == null
                    && Objects.equals(expected, isExpected)
                    && method.equals(hop.method())
                    && proto.equals(hop.proto());
        }
    }

    HttpSamples(Realm realm) {
        this.realm = realm;
        BuiltinMetrics all = realm.run().registry().builtins();
        this.metrics = new Metric[] {
            all.httpReqs,
            all.httpReqDuration,
            all.httpReqBlocked,
            all.httpReqConnecting,
            all.httpReqTlsHandshaking,
            all.httpReqSending,
            all.httpReqWaiting,
            all.httpReqReceiving,
            all.httpReqFailed
        };
    }

    /** Takes the samples of every hop that ended, with the VU's current tags; nothing once the VU is stopped. */
    void take(Prepared.Sendable call, Exchange exchange) {
        take(call, exchange, realm.vu().tags());
    }

    /** Takes the samples with tags that were current when the request was made. */
    void take(Prepared.Sendable call, Exchange exchange, Tags base) {
        String debug = realm.run().settings().httpDebug();
        if (!debug.isEmpty()) {
            HttpDebug.log(realm, exchange, debug.equals("full"));
        }
        VuScope vu = realm.vu();
        int ended = exchange.hops().size() - (exchange.interrupted() ? 1 : 0);
        for (int i = 0; i < ended && !vu.stopped(); i++) {
            take(call, exchange.hops().get(i), base);
        }
    }

    private void take(Prepared.Sendable call, Hop hop, Tags base) {
        Boolean expected = expected(call, hop);
        Last before = last;
        Series[] series = before != null && before.fits(call, hop, base, expected)
                ? before.series
                : find(call, hop, base, expected);
        Timings timings = hop.timings();
        values[0] = 1;
        values[1] = timings.durationNanos() / 1e6;
        values[2] = timings.blockedNanos() / 1e6;
        values[3] = timings.connectingNanos() / 1e6;
        values[4] = timings.tlsNanos() / 1e6;
        values[5] = timings.sendingNanos() / 1e6;
        values[6] = timings.waitingNanos() / 1e6;
        values[7] = timings.receivingNanos() / 1e6;
        values[8] = expected == null || expected ? 0 : 1;
        int count = expected == null ? WITHOUT_CALLBACK : WITH_CALLBACK;
        realm.vu().samples().addAllAt(hop.endEpochNanos(), series, values, count);
    }

    @SuppressWarnings("ReferenceEquality") // equal tags that are another object only cost a look-up
    private Series[] find(Prepared.Sendable call, Hop hop, Tags base, @Nullable Boolean expected) {
        boolean ip = realm.run().settings().sets("ip");
        Key key = new Key(
                call.name(),
                isNamed(call, base) ? "" : hop.url().clean(),
                hop.method(),
                hop.status(),
                hop.proto(),
                hop.tlsVersion(),
                ip ? hop.remoteIp() : "",
                ocsp(hop),
                expected,
                hop.error(),
                call.tags());
        VuScope vu = realm.vu();
        if (base != vu.tags()) {
            return resolve(realm.run().metrics(), base, key);
        }
        Series[] series = vu.series().keyed(key, (store, current) -> resolve(store, current, key));
        boolean plain = hop.error() == null && hop.tlsVersion().isEmpty() && !ip;
        last = plain
                ? new Last(
                        base,
                        hop.url(),
                        call.name(),
                        call.tags(),
                        hop.method(),
                        hop.status(),
                        hop.proto(),
                        expected,
                        series)
                : null;
        return series;
    }

    private String ocsp(Hop hop) {
        Staple staple = hop.staple();
        return staple == null || !realm.run().settings().sets("ocsp_status") ? "" : staple.status();
    }

    private static boolean isNamed(Prepared.Sendable call, Tags base) {
        Tags own = call.tags();
        return call.name() != null || (own != null && own.get("name") != null) || base.get("name") != null;
    }

    private static @Nullable Boolean expected(Prepared.Sendable call, Hop hop) {
        ExpectedStatuses callback = call.callback();
        if (callback == null) {
            return null;
        }
        return hop.challenge() ? Boolean.TRUE : (Boolean) callback.matches(hop.status());
    }

    private Series[] resolve(Metrics store, Tags base, Key key) {
        Tags tags = tags(base, key);
        Series[] series = new Series[WITH_CALLBACK];
        for (int i = 0; i < series.length; i++) {
            series[i] = i == WITHOUT_CALLBACK && key.expected == null ? series[0] : store.series(metrics[i], tags);
        }
        return series;
    }

    private Tags tags(Tags base, Key key) {
        RunSettings settings = realm.run().settings();
        Tags tags = key.tags == null ? base : base.with(key.tags);
        String given = tags.get("name");
        String name = given != null ? given : key.template != null ? key.template : key.url;
        if (given == null && settings.sets("name")) {
            tags = tags.with("name", name);
        }
        tags = put(settings, tags, "url", name);
        tags = put(settings, tags, "method", key.method);
        tags = put(settings, tags, "status", Integer.toString(key.status));
        tags = key.proto.isEmpty() ? tags : put(settings, tags, "proto", key.proto);
        tags = key.tlsVersion.isEmpty() ? tags : put(settings, tags, "tls_version", key.tlsVersion);
        tags = key.ip.isEmpty() ? tags : put(settings, tags, "ip", key.ip);
        tags = key.ocsp.isEmpty() ? tags : put(settings, tags, "ocsp_status", key.ocsp);
        if (key.expected != null) {
            tags = put(settings, tags, "expected_response", key.expected.toString());
        }
        if (key.error != null) {
            tags = put(settings, tags, "error", key.error.text());
            tags = put(settings, tags, "error_code", Integer.toString(key.error.code()));
        } else if (key.status >= 400) {
            int code = TransportError.HTTP_STATUS_BASE + key.status;
            tags = put(settings, tags, "error_code", Integer.toString(code));
        }
        return tags;
    }

    private static Tags put(RunSettings settings, Tags tags, String key, String value) {
        return settings.sets(key) ? tags.with(key, value) : tags;
    }
}
