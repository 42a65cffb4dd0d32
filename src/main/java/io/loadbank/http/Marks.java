package io.loadbank.http;

/** The moments of one hop on the {@link System#nanoTime()} clock, and the arithmetic that turns them into timings. */
final class Marks {

    /** A moment that was not reached. */
    static final long NEVER = Long.MIN_VALUE;

    long asked = NEVER;
    long connectStart = NEVER;
    long connectEnd = NEVER;
    long tlsStart = NEVER;
    long tlsEnd = NEVER;
    /** The connection is there, new or reused. */
    long ready = NEVER;

    long written = NEVER;
    long firstByte = NEVER;
    long ended = NEVER;

    /** Forgets all but the beginning: the hop starts again on another connection. */
    void restart() {
        connectStart = NEVER;
        connectEnd = NEVER;
        tlsStart = NEVER;
        tlsEnd = NEVER;
        ready = NEVER;
        written = NEVER;
        firstByte = NEVER;
    }

    /** A response may begin before the request is fully written: nothing is waited for then. */
    Timings timings() {
        boolean answeredFirst = written == NEVER || (firstByte != NEVER && firstByte < written);
        long sent = answeredFirst ? firstOf(firstByte, ended) : written;
        return new Timings(
                span(asked, ready),
                span(connectStart, connectEnd),
                span(tlsStart, tlsEnd),
                span(ready, sent),
                ready == NEVER ? 0 : span(sent, firstOf(firstByte, ended)),
                span(firstByte, ended));
    }

    private static long firstOf(long moment, long otherwise) {
        return moment == NEVER ? otherwise : moment;
    }

    private static long span(long from, long to) {
        return from == NEVER || to == NEVER ? 0 : Math.max(0, to - from);
    }
}
