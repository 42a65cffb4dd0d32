package io.loadbank.script.module.grpc;

import io.loadbank.grpc.GrpcMethod;
import io.loadbank.metric.BuiltinMetrics;
import io.loadbank.metric.Tags;
import io.loadbank.script.module.Realm;
import io.loadbank.script.module.RunSettings;
import org.jspecify.annotations.Nullable;

/** The samples of one call, with the tags of its beginning. Confined to the realm's thread. */
final class GrpcSamples {

    private final Realm realm;
    private final BuiltinMetrics metrics;
    private final Tags tags;
    private final long startNanos = System.nanoTime();

    private GrpcSamples(Realm realm, Tags tags) {
        this.realm = realm;
        this.metrics = realm.run().registry().builtins();
        this.tags = tags;
    }

    static GrpcSamples of(Realm realm, String address, GrpcMethod method, @Nullable Tags own) {
        return of(realm, address, method.path(), method.fullService(), method.name(), own);
    }

    /** @param own tags of the call; null for none */
    static GrpcSamples of(Realm realm, String address, String path, String service, String method, @Nullable Tags own) {
        RunSettings settings = realm.run().settings();
        Tags tags = own == null ? realm.vu().tags() : realm.vu().tags().with(own);
        if (settings.sets("name") && tags.get("name") == null) {
            tags = tags.with("name", path);
        }
        tags = settings.sets("url") ? tags.with("url", address + path) : tags;
        tags = settings.sets("service") ? tags.with("service", service) : tags;
        tags = settings.sets("method") ? tags.with("method", method) : tags;
        return new GrpcSamples(realm, tags);
    }

    /** A call that has no tags but those of the VU. */
    static GrpcSamples plain(Realm realm) {
        return new GrpcSamples(realm, realm.vu().tags());
    }

    void streamBegins() {
        realm.vu().sample(metrics.grpcStreams, tags, 1);
    }

    void sent() {
        realm.vu().sample(metrics.grpcStreamsMsgsSent, tags, 1);
    }

    void received() {
        realm.vu().sample(metrics.grpcStreamsMsgsReceived, tags, 1);
    }

    /** The call has ended with that status code. */
    void ended(int code) {
        RunSettings settings = realm.run().settings();
        Tags shown = settings.sets("status") ? tags.with("status", Integer.toString(code)) : tags;
        realm.vu().sample(metrics.grpcReqDuration, shown, millis());
    }

    /** The call has ended; how is not told. */
    void ended() {
        realm.vu().sample(metrics.grpcReqDuration, tags, millis());
    }

    private double millis() {
        return (System.nanoTime() - startNanos) / 1e6;
    }
}
