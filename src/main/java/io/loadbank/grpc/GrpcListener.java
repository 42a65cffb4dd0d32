package io.loadbank.grpc;

/** Is told what comes of a call, on an event loop, which it must not block. */
public interface GrpcListener {

    /** A message; the next ones come when {@link GrpcCall#taken()} makes room. */
    void message(byte[] bytes);

    /** The end; told once, and nothing after it. */
    void end(GrpcOutcome outcome);
}
