package io.loadbank.script.module.grpc;

import io.loadbank.grpc.GrpcCall;
import io.loadbank.grpc.GrpcListener;
import io.loadbank.grpc.GrpcMethod;
import io.loadbank.grpc.GrpcOutcome;
import io.loadbank.grpc.ProtoException;
import io.loadbank.script.module.EventLoop;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.Realm;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * One {@code Stream}: the realm's loop tells the script what comes, and runs until the stream has ended. Confined to the
 * realm's thread, but for what the listener hears.
 */
final class GrpcStream implements GrpcListener {

    private final Guest guest;
    private final GrpcClient client;
    private final GrpcMethod method;
    private final Value sink;
    private final GrpcSamples samples;
    private final EventLoop.Pending pending;
    private volatile @Nullable GrpcCall call;

    /** @param sink takes {@code data}, {@code error} or {@code end}, the value and the time in milliseconds */
    GrpcStream(Realm realm, GrpcClient client, String path, Value given, Value sink) {
        this.guest = realm.guest();
        this.client = client;
        this.method = client.method(path);
        this.sink = sink;
        CallParams params = CallParams.read(guest, given, CallParams.STREAM_TIMEOUT);
        this.samples = GrpcSamples.of(realm, client.address(), method, params.tags());
        this.pending = realm.loop().begin(this::cancel);
        samples.streamBegins();
        call = client.connection().call(method, params.metadata(), params.timeout(), this);
    }

    private void cancel() {
        GrpcCall running = call;
        if (running != null) {
            running.cancel();
        }
    }

    void write(String json) {
        byte[] request = client.request(method, json);
        GrpcCall running = call;
        if (running != null) {
            running.send(request);
            samples.sent();
        }
    }

    void end() {
        GrpcCall running = call;
        if (running != null) {
            running.halfClose();
        }
    }

    @Override
    public void message(byte[] bytes) {
        double millis = System.currentTimeMillis();
        pending.report(() -> {
            GrpcCall running = call;
            if (running != null) {
                running.taken();
            }
            samples.received();
            sink.executeVoid("data", read(bytes), millis);
        });
    }

    private Value read(byte[] bytes) {
        try {
            return guest.parseJson(method.response(bytes));
        } catch (ProtoException e) {
            throw guest.raise("Error", e.getMessage());
        }
    }

    @Override
    public void end(GrpcOutcome outcome) {
        double millis = System.currentTimeMillis();
        pending.complete(() -> {
            samples.ended(outcome.code());
            if (!outcome.isOk()) {
                sink.executeVoid("error", guest.parseJson(GrpcAnswers.error(outcome)), millis);
            }
            sink.executeVoid("end", guest.undefined(), millis);
        });
    }
}
