package io.loadbank.script.module.grpc;

import io.loadbank.grpc.GrpcCall;
import io.loadbank.grpc.GrpcConnection;
import io.loadbank.grpc.GrpcMethod;
import io.loadbank.grpc.GrpcOutcome;
import io.loadbank.grpc.GrpcSchema;
import io.loadbank.grpc.Health;
import io.loadbank.grpc.ProtoException;
import io.loadbank.grpc.Reflection;
import io.loadbank.grpc.Waiting;
import io.loadbank.script.module.Attachments;
import io.loadbank.script.module.EventLoop;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.Phase;
import io.loadbank.script.module.Realm;
import io.loadbank.script.module.VuScope;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** One {@code Client} of a realm: the methods it knows and its connection. Confined to the realm's thread. */
final class GrpcClient implements Attachments.Attachment {

    private static final String CONNECT_FIRST = "no gRPC connection, you must call connect first";

    private final Realm realm;
    private final Guest guest;
    private GrpcSchema schema = GrpcSchema.EMPTY;
    private @Nullable GrpcConnection connection;
    private String address = "";
    private boolean closesWithVu;

    GrpcClient(Realm realm) {
        this.realm = realm;
        this.guest = realm.guest();
    }

    String address() {
        return address;
    }

    /** Learns the methods of definitions and returns them. */
    Value load(GrpcSchema loaded) {
        schema = schema.with(loaded);
        return guest.tree(loaded.methods().stream().map(GrpcAnswers::method).toList());
    }

    /** Blocks until there is a connection. */
    void connect(String to, Value given) {
        refuseInInit("connecting to a gRPC server is");
        ConnectParams params = ConnectParams.read(realm, to, given);
        VuScope vu = realm.vu();
        switch (GrpcConnection.open(vu.client().outlet(), params.dial(), vu::stopped)) {
            case GrpcConnection.Connected.Failed(String why) -> throw guest.raise("Error", why);
            case GrpcConnection.Connected.GivenUp _ -> vu.awaitInterrupt();
            case GrpcConnection.Connected.Ready(GrpcConnection opened) -> {
                use(opened, to);
                if (params.reflect()) {
                    reflect(opened, params);
                }
            }
        }
    }

    private void use(GrpcConnection opened, String to) {
        GrpcConnection before = connection;
        if (before != null) {
            before.release();
        }
        connection = opened;
        address = to;
        if (!closesWithVu) {
            closesWithVu = true;
            realm.vu().attachments().add(this);
        }
    }

    private void reflect(GrpcConnection opened, ConnectParams params) {
        GrpcSamples samples = GrpcSamples.plain(realm);
        try {
            schema = schema.with(Reflection.load(opened, params.metadata(), params.dial(), realm.vu()::stopped));
            samples.ended();
        } catch (ProtoException e) {
            if (realm.vu().stopped()) {
                realm.vu().awaitInterrupt();
            }
            samples.ended();
            throw guest.raise("Error", e.getMessage());
        }
    }

    /** Calls watch the VU themselves, or are cancelled by the realm's loop; the connection stays for the next iteration. */
    @Override
    public void interrupt() {}

    @Override
    public void close() {
        GrpcConnection open = connection;
        if (open != null) {
            connection = null;
            open.close();
        }
    }

    void refuseInInit(String what) {
        if (realm.vu().phase() == Phase.INIT) {
            throw guest.raise("Error", what + " not available in the init context");
        }
    }

    GrpcConnection connection() {
        GrpcConnection open = connection;
        if (open == null) {
            throw guest.raise("Error", CONNECT_FIRST);
        }
        return open;
    }

    /** The method of a path; raises an error in the init context, without a connection, and for an unknown one. */
    GrpcMethod method(String path) {
        refuseInInit("gRPC calls are");
        connection();
        if (path.isEmpty()) {
            throw guest.raise("Error", "the method of a gRPC call must not be empty");
        }
        GrpcMethod method = schema.method(path.startsWith("/") ? path : "/" + path);
        if (method == null) {
            throw guest.raise("Error", "method '" + path + "' not found in the loaded definitions");
        }
        return method;
    }

    byte[] request(GrpcMethod method, String json) {
        try {
            return method.request(json);
        } catch (ProtoException e) {
            throw guest.raise("Error", e.getMessage());
        }
    }

    /** Calls and blocks until the answer is there. */
    @Nullable
    Object invoke(String path, String json, Value given) {
        GrpcMethod method = method(path);
        byte[] request = request(method, json);
        CallParams params = CallParams.read(guest, given, CallParams.UNARY_TIMEOUT);
        GrpcSamples samples = GrpcSamples.of(realm, address, method, params.tags());
        Waiting waiting = new Waiting();
        Unary unary = new Unary(waiting::end);
        GrpcCall call = start(method, params, request, unary);
        if (!await(waiting, call)) {
            return null;
        }
        samples.ended(unary.outcome().code());
        return GrpcAnswers.response(guest, method, params, unary);
    }

    private boolean await(Waiting waiting, GrpcCall call) {
        if (waiting.await(System.nanoTime() + CallParams.STREAM_TIMEOUT.toNanos(), realm.vu()::stopped)) {
            return true;
        }
        call.cancel();
        realm.vu().awaitInterrupt();
        return false;
    }

    private GrpcCall start(GrpcMethod method, CallParams params, byte[] request, Unary unary) {
        GrpcCall call = connection().call(method, params.metadata(), params.timeout(), unary);
        unary.started(call);
        call.send(request);
        call.halfClose();
        return call;
    }

    /** Calls in the background. */
    void asyncInvoke(String path, String json, Value given, Value resolve) {
        GrpcMethod method = method(path);
        byte[] request = request(method, json);
        CallParams params = CallParams.read(guest, given, CallParams.UNARY_TIMEOUT);
        GrpcSamples samples = GrpcSamples.of(realm, address, method, params.tags());
        AtomicReference<@Nullable GrpcCall> running = new AtomicReference<>();
        EventLoop.Pending pending = realm.loop().begin(() -> cancel(running.get()));
        AtomicReference<@Nullable Unary> self = new AtomicReference<>();
        Unary unary = new Unary(() -> pending.complete(() -> {
            Unary ended = self.get();
            if (ended != null) {
                samples.ended(ended.outcome().code());
                resolve.executeVoid(GrpcAnswers.response(guest, method, params, ended));
            }
        }));
        self.set(unary);
        running.set(start(method, params, request, unary));
    }

    private static void cancel(@Nullable GrpcCall call) {
        if (call != null) {
            call.cancel();
        }
    }

    /** Asks whether a service, or the target as a whole, is well. */
    @Nullable
    Object healthCheck(String service) {
        refuseInInit("health checks are");
        GrpcConnection open = connection();
        GrpcSamples samples = GrpcSamples.of(realm, address, Health.PATH, "grpc.health.v1.Health", "Check", null);
        Waiting waiting = new Waiting();
        Unary unary = new Unary(waiting::end);
        GrpcCall call = Health.check(open, service, CallParams.UNARY_TIMEOUT, unary);
        if (!await(waiting, call)) {
            return null;
        }
        GrpcOutcome outcome = unary.outcome();
        samples.ended(outcome.code());
        byte[] answer = unary.message();
        if (!outcome.isOk() || answer == null) {
            throw guest.raise("Error", GrpcAnswers.failure(outcome));
        }
        return Health.status(answer);
    }
}
