package io.loadbank.executor;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Decides whether a slot may start one more iteration. Called on VU threads. */
interface Gate {

    /** Takes the right to one iteration; false when there is none left for this slot. */
    boolean next(int slot);

    /** Iterations that nobody has taken, one number for each {@code dropped_iterations} sample. */
    long[] left();

    /** All iterations there are to do; 0 when there is no such number. */
    long total();

    /** Any number of iterations. */
    static Gate open() {
        return new Gate() {
            @Override
            public boolean next(int slot) {
                return true;
            }

            @Override
            public long[] left() {
                return new long[0];
            }

            @Override
            public long total() {
                return 0;
            }
        };
    }

    /** So many iterations, whoever runs them. */
    static Gate shared(long iterations) {
        AtomicLong taken = new AtomicLong();
        return new Gate() {
            @Override
            public boolean next(int slot) {
                return taken.get() < iterations && taken.getAndIncrement() < iterations;
            }

            @Override
            public long[] left() {
                long left = iterations - Math.min(iterations, taken.get());
                return left == 0 ? new long[0] : new long[] {left};
            }

            @Override
            public long total() {
                return iterations;
            }
        };
    }

    /** So many iterations for each slot. */
    static Gate perSlot(int slots, long iterations) {
        AtomicLongArray taken = new AtomicLongArray(slots);
        return new Gate() {
            @Override
            public boolean next(int slot) {
                if (taken.get(slot) >= iterations) {
                    return false;
                }
                taken.incrementAndGet(slot);
                return true;
            }

            @Override
            public long[] left() {
                long[] left = new long[slots];
                int count = 0;
                for (int slot = 0; slot < slots; slot++) {
                    if (taken.get(slot) < iterations) {
                        left[count++] = iterations - taken.get(slot);
                    }
                }
                return java.util.Arrays.copyOf(left, count);
            }

            @Override
            public long total() {
                return slots * iterations;
            }
        };
    }
}
