package io.loadbank.script.module;

import java.util.concurrent.atomic.AtomicLong;

/** The {@code rps} option: one token bucket with room for one token, shared by all VUs of a run. Thread-safe. */
public final class RequestPace {

    private final long intervalNanos;
    private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);

    /** @param perSecond requests a second, above 0 */
    public RequestPace(int perSecond) {
        this.intervalNanos = 1_000_000_000L / perSecond;
    }

    /**
     * Takes the next free slot.
     *
     * @param nowNanos the caller's monotonic clock
     * @return nanoseconds to wait before the request may leave, 0 or more
     */
    public long reserve(long nowNanos) {
        long slot = next.updateAndGet(last -> Math.max(last + intervalNanos, nowNanos));
        return slot - nowNanos;
    }
}
