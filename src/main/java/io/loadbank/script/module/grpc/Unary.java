package io.loadbank.script.module.grpc;

import io.loadbank.grpc.GrpcCall;
import io.loadbank.grpc.GrpcListener;
import io.loadbank.grpc.GrpcOutcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call that gives one message. Filled on an event loop, read on the realm's thread after its end. */
final class Unary implements GrpcListener {

    private final Runnable whenEnded;
    private volatile byte @Nullable [] message;
    private volatile @Nullable GrpcOutcome outcome;
    private volatile @Nullable GrpcCall call;

    /** @param whenEnded runs on an event loop, or on the thread that starts the call */
    Unary(Runnable whenEnded) {
        this.whenEnded = whenEnded;
    }

    void started(GrpcCall by) {
        call = by;
    }

    /** The first message counts; a method that streams may have more. */
    @Override
    public void message(byte[] bytes) {
        if (message == null) {
            message = bytes;
        }
        GrpcCall by = call;
        if (by != null) {
            by.taken();
        }
    }

    @Override
    public void end(GrpcOutcome ended) {
        outcome = ended;
        whenEnded.run();
    }

    byte @Nullable [] message() {
        return message;
    }

    GrpcOutcome outcome() {
        return Objects.requireNonNull(outcome, "the call has not ended");
    }
}
