package io.loadbank.http;

import java.util.concurrent.atomic.AtomicLong;

/** Socket bytes of one client: counted on its event loop, taken by its VU's thread. */
final class Traffic {

    /** Written by one event loop only, so that a plain read and an ordered write are enough. */
    private final AtomicLong sent = new AtomicLong();

    private final AtomicLong received = new AtomicLong();
    private long sentTaken;
    private long receivedTaken;

    void addSent(long bytes) {
        sent.setRelease(sent.getPlain() + bytes);
    }

    void addReceived(long bytes) {
        received.setRelease(received.getPlain() + bytes);
    }

    long takeSent() {
        long now = sent.getAcquire();
        long taken = now - sentTaken;
        sentTaken = now;
        return taken;
    }

    long takeReceived() {
        long now = received.getAcquire();
        long taken = now - receivedTaken;
        receivedTaken = now;
        return taken;
    }
}
