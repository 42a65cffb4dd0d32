package io.loadbank.http;

/**
 * Where the time of one hop went, in nanoseconds, none of them negative.
 *
 * @param blockedNanos from asking for a connection until having it, DNS, connect and TLS included; 0 if none was had
 * @param connectingNanos TCP connect; 0 when the connection was reused
 * @param tlsNanos TLS handshake; 0 when reused or plain
 * @param sendingNanos connection ready until the request was written
 * @param waitingNanos request written until the first response byte, or until the end if none came
 * @param receivingNanos first response byte until the end
 */
public record Timings(
        long blockedNanos,
        long connectingNanos,
        long tlsNanos,
        long sendingNanos,
        long waitingNanos,
        long receivingNanos) {

    public static final Timings ZERO = new Timings(0, 0, 0, 0, 0, 0);

    /** Sending, waiting and receiving together: what the target is answerable for. */
    public long durationNanos() {
        return sendingNanos + waitingNanos + receivingNanos;
    }
}
