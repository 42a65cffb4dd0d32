package io.loadbank.generator;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** Asks event loops for their attention, and notes how long the slowest kept it waiting. Thread-safe. */
final class LoopProbe {

    /** One loop; at most one question is on its way. */
    private static final class Asked implements Runnable {
        private final Executor loop;
        /** When the question that is on its way was asked, 0 if none is. */
        private final AtomicLong sinceNanos = new AtomicLong();

        private final AtomicLong longestNanos = new AtomicLong();

        Asked(Executor loop) {
            this.loop = loop;
        }

        void ask() {
            long now = System.nanoTime();
            if (sinceNanos.compareAndSet(0, now == 0 ? 1 : now)) {
                try {
                    loop.execute(this);
                } catch (RejectedExecutionException _) {
                    // it is closed: nothing waits for it
                    sinceNanos.set(0);
                }
            }
        }

        @Override
        public void run() {
            note();
            sinceNanos.set(0);
        }

        private void note() {
            long since = sinceNanos.get();
            if (since != 0) {
                longestNanos.accumulateAndGet(System.nanoTime() - since, Math::max);
            }
        }

        long take() {
            // a loop that has not answered yet has kept waiting until now
            note();
            return longestNanos.getAndSet(0);
        }
    }

    private final List<Asked> loops;

    LoopProbe(List<? extends Executor> loops) {
        this.loops = loops.stream().map(Asked::new).toList();
    }

    void ask() {
        loops.forEach(Asked::ask);
    }

    /** The longest wait since the last call, in milliseconds; NaN without loops. */
    double takeMillis() {
        long longest = 0;
        for (Asked loop : loops) {
            longest = Math.max(longest, loop.take());
        }
        return loops.isEmpty() ? Double.NaN : longest / 1e6;
    }
}
